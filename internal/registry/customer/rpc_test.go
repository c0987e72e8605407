package customer_test

import (
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
)

// newRequest asks for a person with every field that a form has.
func (b bundle) newRequest() *apiv1.CreateCustomerRequest {
	return &apiv1.CreateCustomerRequest{
		Customer: &apiv1.Customer{
			Kind: apiv1.CustomerKind_CUSTOMER_KIND_PERSON, FirstName: "Jan", LastName: "Nowak", Email: "Jan@Nowak.example",
			Phone: "brak", TaxId: "525-000-10-26", TaxCountry: "PL", RegistrationNumber: "R1", TaxStatus: apiv1.TaxStatus_TAX_STATUS_INTRA_EU,
			AccountManagerId: b.staff.String(), ShopIds: []string{b.shop.String()}, PriceLevel: "B", PaymentTermsDays: proto.Int32(0),
			CreditLimit: &apiv1.Money{Amount: "25000", Currency: "PLN"}, PaymentMethods: []string{"transfer"},
			Language: "pl", Currency: "PLN", Note: "VIP",
		},
		Addresses: []*apiv1.Address{{Type: apiv1.AddressType_ADDRESS_TYPE_BILLING, Country: "PL", City: "Łódź"}},
	}
}

func masked(paths ...string) *fieldmaskpb.FieldMask { return &fieldmaskpb.FieldMask{Paths: paths} }

func TestHandlerCreatesAndShowsEveryField(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created, err := b.handler.CreateCustomer(b.ctx, b.newRequest())
		require.NoError(t, err)
		got := created.GetCustomer()

		want := proto.CloneOf(b.newRequest().GetCustomer())
		want.Id, want.Number, want.Etag, want.Name = got.GetId(), "100001", "1", "Jan Nowak"
		want.CreditLimit.Amount = "25000.00"
		want.AccountState, want.Approval = apiv1.AccountState_ACCOUNT_STATE_REGISTERED, apiv1.Approval_APPROVAL_APPROVED
		want.Status, want.Origin = apiv1.CustomerStatus_CUSTOMER_STATUS_ACTIVE, apiv1.Origin_ORIGIN_ADMIN
		want.CreateTime, want.UpdateTime = got.GetCreateTime(), got.GetUpdateTime()
		want.Warnings = []string{"PHONE_NOT_NORMALIZED:phone"}
		assert.Empty(t, diffProto(want, got))
		assert.Equal(t, noon, got.GetCreateTime().AsTime())

		found, err := b.handler.GetCustomer(b.ctx, &apiv1.GetCustomerRequest{Id: got.GetId()})
		require.NoError(t, err)
		assert.Empty(t, diffProto(got, found.GetCustomer()))
		listed, err := b.handler.ListCustomers(b.ctx, &apiv1.ListCustomersRequest{})
		require.NoError(t, err)
		require.Len(t, listed.GetCustomers(), 1)
		assert.Empty(t, diffProto(got, listed.GetCustomers()[0]))
		addresses, err := b.handler.ListAddresses(b.ctx, &apiv1.ListAddressesRequest{CustomerId: got.GetId()})
		require.NoError(t, err)
		assert.Equal(t, []any{"Łódź", true, got.GetId()},
			[]any{addresses.GetAddresses()[0].GetCity(), addresses.GetAddresses()[0].GetIsDefault(), addresses.GetAddresses()[0].GetCustomerId()})
	})
}

func TestHandlerShowsWhatHangsOnACustomer(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t)
		late, early := b.newGroup(t, "A", 2), b.newGroup(t, "B", 1)
		b.join(t, created.ID, late)
		b.join(t, created.ID, early)
		b.knows(t, b.newSource(t, "optima"), created.ID, "K-1")
		found, err := b.handler.GetCustomer(b.ctx, &apiv1.GetCustomerRequest{Id: created.ID.String()})
		require.NoError(t, err)
		got := found.GetCustomer()
		assert.Equal(t, []string{early.String(), late.String()}, got.GetGroupIds(), "in the order of the groups")
		require.Len(t, got.GetMemberships(), 2)
		assert.Equal(t, []any{early.String(), apiv1.MembershipOrigin_MEMBERSHIP_ORIGIN_STAFF, noon}, []any{
			got.GetMemberships()[0].GetGroupId(), got.GetMemberships()[0].GetOrigin(), got.GetMemberships()[0].GetSince().AsTime(),
		})
		require.Len(t, got.GetExternalIds(), 1)
		assert.Equal(t, []any{"optima", "K-1", "A-K-1", true, noon}, []any{
			got.GetExternalIds()[0].GetSourceSystem(), got.GetExternalIds()[0].GetExternalId(), got.GetExternalIds()[0].GetCode(),
			got.GetExternalIds()[0].GetActive(), got.GetExternalIds()[0].GetLastPushTime().AsTime(),
		})
		assert.Contains(t, got.GetErpOwnedFields(), "taxId")

		listed, err := b.handler.ListCustomers(b.ctx, &apiv1.ListCustomersRequest{})
		require.NoError(t, err)
		assert.Equal(t, got.GetGroupIds(), listed.GetCustomers()[0].GetGroupIds())
		assert.Empty(t, diffProto(got.GetExternalIds()[0], listed.GetCustomers()[0].GetExternalIds()[0]))
		assert.Empty(t, listed.GetCustomers()[0].GetMemberships(), "a list does not say why")
	})
}

func TestHandlerUpdatesByMask(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created, err := b.handler.CreateCustomer(b.ctx, b.newRequest())
		require.NoError(t, err)
		update := func(c *apiv1.Customer, mask *fieldmaskpb.FieldMask) (*apiv1.Customer, error) {
			c.Id = created.GetCustomer().GetId()
			answer, err := b.handler.UpdateCustomer(b.ctx, &apiv1.UpdateCustomerRequest{Customer: c, UpdateMask: mask})
			return answer.GetCustomer(), err
		}
		got, err := update(&apiv1.Customer{Note: "", Phone: "601602603", Name: "not named in the mask"},
			masked("note", "phone", "payment_terms_days", "credit_limit", "account_manager_id"))
		require.NoError(t, err)
		want := proto.CloneOf(created.GetCustomer())
		want.Note, want.Phone, want.PaymentTermsDays, want.CreditLimit, want.AccountManagerId = "", "601602603", nil, nil, ""
		want.Etag, want.UpdateTime, want.Warnings = "2", got.GetUpdateTime(), nil
		assert.Empty(t, diffProto(want, got), "what the mask does not name stays, what it names without a value is emptied")

		_, err = update(&apiv1.Customer{Etag: "1"}, masked("note"))
		faulttest.Require(t, err, fault.Conflict, "ETAG_MISMATCH")
		for _, mask := range []*fieldmaskpb.FieldMask{nil, masked()} {
			_, err = update(&apiv1.Customer{}, mask)
			faulttest.Require(t, err, fault.Invalid, "MASK_REQUIRED")
		}
		for _, path := range []string{"*", "status", "approval", "blocks", "id", "number", "etag", "erp_discount_percent", "group_ids", "name.first", ""} {
			_, err = update(&apiv1.Customer{}, masked("note", path))
			f := faulttest.Require(t, err, fault.Invalid, "MASK_UNKNOWN")
			assert.Equal(t, []string{"updateMask MASK_UNKNOWN"}, faulttest.Violations(f), path)
		}
	})
}

func TestHandlerDecides(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		id := b.newCustomer(t).ID.String()
		blocked, err := b.handler.BlockCustomer(b.ctx, &apiv1.BlockCustomerRequest{Id: id, Reason: "dług"})
		require.NoError(t, err)
		block := blocked.GetCustomer().GetBlocks()[0]
		assert.Equal(t, []any{apiv1.BlockSource_BLOCK_SOURCE_STAFF, apiv1.BlockScope_BLOCK_SCOPE_LOGIN, "dług", noon},
			[]any{block.GetSource(), block.GetScope(), block.GetReason(), block.GetSince().AsTime()}, "a block stops the login when it does not say what")
		assert.Equal(t, apiv1.CustomerStatus_CUSTOMER_STATUS_BLOCKED, blocked.GetCustomer().GetStatus())
		_, err = b.handler.UnblockCustomer(b.ctx, &apiv1.UnblockCustomerRequest{Id: id})
		require.NoError(t, err)
		_, err = b.handler.BlockCustomer(b.ctx, &apiv1.BlockCustomerRequest{Id: id, Scope: apiv1.BlockScope_BLOCK_SCOPE_ORDERING})
		require.NoError(t, err)
		_, err = b.handler.ApproveCustomer(b.ctx, &apiv1.ApproveCustomerRequest{Id: id})
		faulttest.Require(t, err, fault.Precondition, "ALREADY_APPROVED")
		_, err = b.handler.RejectCustomer(b.ctx, &apiv1.RejectCustomerRequest{Id: id})
		faulttest.Require(t, err, fault.Precondition, "NOT_PENDING")
		_, err = b.handler.DeleteCustomer(b.ctx, &apiv1.DeleteCustomerRequest{Id: id, Etag: "4"})
		require.NoError(t, err)
		_, err = b.handler.GetCustomer(b.ctx, &apiv1.GetCustomerRequest{Id: id})
		faulttest.Require(t, err, fault.NotFound, "CUSTOMER_NOT_FOUND")
	})
}

func TestHandlerKeepsAddresses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		owner := b.newCustomer(t).ID.String()
		sent := &apiv1.Address{
			Label: "Magazyn", Recipient: "Jan", Company: "Kawa", Street: "Piękna 1", PostalCode: "00-001", City: "Łódź", Region: "łódzkie",
			Country: "PL", Phone: "601", PickupPoint: "WAW1",
		}
		added, err := b.handler.CreateAddress(b.ctx, &apiv1.CreateAddressRequest{CustomerId: owner, Address: sent})
		require.NoError(t, err)
		want := proto.CloneOf(sent)
		want.Id, want.CustomerId, want.Etag, want.IsDefault = added.GetAddress().GetId(), owner, "1", true
		want.Type = apiv1.AddressType_ADDRESS_TYPE_SHIPPING
		assert.Empty(t, diffProto(want, added.GetAddress()))

		saved, err := b.handler.UpdateAddress(b.ctx, &apiv1.UpdateAddressRequest{
			Address: &apiv1.Address{Id: want.GetId(), Etag: "1", PickupPoint: "WAW2"}, UpdateMask: masked("pickup_point", "region"),
		})
		require.NoError(t, err)
		want.PickupPoint, want.Region, want.Etag = "WAW2", "", "2"
		assert.Empty(t, diffProto(want, saved.GetAddress()))
		_, err = b.handler.UpdateAddress(b.ctx, &apiv1.UpdateAddressRequest{Address: want, UpdateMask: masked("customer_id")})
		faulttest.Require(t, err, fault.Invalid, "MASK_UNKNOWN")
		_, err = b.handler.UpdateAddress(b.ctx, &apiv1.UpdateAddressRequest{Address: want})
		faulttest.Require(t, err, fault.Invalid, "MASK_REQUIRED")
		_, err = b.handler.DeleteAddress(b.ctx, &apiv1.DeleteAddressRequest{Id: want.GetId(), Etag: "2"})
		require.NoError(t, err)
		listed, err := b.handler.ListAddresses(b.ctx, &apiv1.ListAddressesRequest{CustomerId: owner})
		require.NoError(t, err)
		assert.Empty(t, listed.GetAddresses())
	})
}

func TestHandlerAnswersADryRunWithoutIDAndNumber(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		request := b.newRequest()
		request.ValidateOnly, request.RequestId = true, uuid.NewString()
		before := b.dump(t)
		answer, err := b.handler.CreateCustomer(b.ctx, request)
		require.NoError(t, err)
		assert.Equal(t, []string{"", "", "Jan Nowak"},
			[]string{answer.GetCustomer().GetId(), answer.GetCustomer().GetNumber(), answer.GetCustomer().GetName()})
		assert.Equal(t, before, b.dump(t))
	})
}

func TestHandlerAnswersARepeatedRequestAsTheFirst(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		request := b.newRequest()
		request.RequestId = uuid.NewString()
		first, err := b.handler.CreateCustomer(b.ctx, request)
		require.NoError(t, err)
		before := b.dump(t, "counters")
		again, err := b.handler.CreateCustomer(b.ctx, request)
		require.NoError(t, err)
		assert.Empty(t, diffProto(first, again))

		other := b.newRequest()
		other.RequestId, other.Customer.FirstName = request.GetRequestId(), "Ewa"
		_, err = b.handler.CreateCustomer(b.ctx, other)
		faulttest.Require(t, err, fault.Invalid, "REQUEST_ID_REUSED")
		request.RequestId = uuid.NewString()
		_, err = b.handler.CreateCustomer(b.ctx, request)
		faulttest.Require(t, err, fault.AlreadyExists, "EMAIL_TAKEN")
		assert.Equal(t, before, b.dump(t, "counters"))
	})
}

func TestHandlerMakesOneCustomerOfEqualRequestsAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		request := b.newRequest()
		request.RequestId = uuid.NewString()
		ids := make([]string, 16)
		var running sync.WaitGroup
		for i := range ids {
			running.Go(func() {
				answer, err := b.handler.CreateCustomer(b.ctx, proto.CloneOf(request))
				if assert.NoError(t, err) {
					ids[i] = answer.GetCustomer().GetId()
				}
			})
		}
		running.Wait()
		for _, id := range ids {
			assert.Equal(t, ids[0], id)
		}
		assert.Len(t, b.events(t), 1)
		assert.Len(t, b.lines(t, "customers"), 1)
	})
}
