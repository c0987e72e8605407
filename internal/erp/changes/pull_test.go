package changes_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	"github.com/kartoteka/kartoteka/gen/ent/historyentry"
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestPull(t *testing.T) {
	t.Parallel()

	t.Run("tells who changed what, and the customer as it is now", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			c := b.create("Nowak")
			b.knows(b.optima, c.ID, "K-1")
			b.knows(b.other, c.ID, "9")
			first, second := b.newGroup("Hurt"), b.newGroup("VIP")
			require.NoError(b, b.addAddress(b.staff, c.ID, "Kraków"))
			require.NoError(b, b.hire(b.staff, c.ID))
			require.NoError(b, b.join(b.staff, c.ID, second))
			require.NoError(b, b.join(b.staff, c.ID, first))

			page := b.pull(&apiv1.PullChangesRequest{})
			require.Len(b, page.GetChanges(), 5)
			change := page.GetChanges()[0]
			assert.Equal(b, c.ID.String(), change.GetCustomerId())
			assert.NotEqual(b, uuid.Nil.String(), change.GetEventId())
			assert.EqualValues(b, 1, change.GetVersion())
			assert.Equal(b, apiv1.ChangeKind_CHANGE_KIND_UPSERT, change.GetKind())
			assert.Contains(b, change.GetChangedFields(), "name")
			assert.Equal(b, "staff", change.GetOrigin().GetActor())
			assert.Equal(b, noon, change.GetTime().AsTime())
			assert.Equal(b, []string{"K-1"}, change.GetExternalIds(), "those of others are in the state alone")
			assert.Equal(b, []string{"addresses"}, page.GetChanges()[1].GetChangedFields())

			state := change.GetState()
			assert.EqualValues(b, 5, state.GetVersion())
			assert.Equal(b, "Nowak", state.GetCustomer().GetName())
			assert.Len(b, state.GetCustomer().GetExternalIds(), 2)
			assert.Equal(b, "Kraków", state.GetAddresses()[0].GetCity())
			assert.True(b, state.GetEmployees()[0].GetIsDefault())
			assert.Equal(b, "Anna", state.GetEmployees()[1].GetFirstName())
			assert.Equal(b, []string{"Hurt", "VIP"}, state.GetGroups())
		})
	})

	t.Run("says that a customer was blocked or deleted", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			c := b.create("Nowak")
			_, err := b.Customers.Block(b.staff, c.ID, "", customer.StopsLogin, "debts")
			require.NoError(b, err)
			blocked := b.pull(&apiv1.PullChangesRequest{}).GetChanges()[1]
			assert.Equal(b, apiv1.ChangeKind_CHANGE_KIND_BLOCK, blocked.GetKind())
			assert.Len(b, blocked.GetState().GetCustomer().GetBlocks(), 1)

			require.NoError(b, b.Customers.Delete(b.staff, c.ID, ""))
			all := b.pull(&apiv1.PullChangesRequest{}).GetChanges()
			require.Len(b, all, 3)
			assert.Equal(b, apiv1.ChangeKind_CHANGE_KIND_DELETED, all[2].GetKind())
			for _, change := range all {
				assert.Nil(b, change.GetState())
				assert.Empty(b, change.GetExternalIds())
			}
		})
	})

	t.Run("hides what the source system did itself unless asked", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			_, err := b.newCustomer(b.erp, "Own")
			require.NoError(b, err)
			theirs := b.create("Theirs")
			page := b.pull(&apiv1.PullChangesRequest{})
			require.Len(b, page.GetChanges(), 1)
			assert.Equal(b, theirs.ID.String(), page.GetChanges()[0].GetCustomerId())
			all := b.pull(&apiv1.PullChangesRequest{IncludeOwn: true}).GetChanges()
			require.Len(b, all, 2)
			assert.Equal(b, "erp", all[0].GetOrigin().GetActor())
			assert.Equal(b, "OPTIMA", all[0].GetOrigin().GetSourceSystem())
		})
	})

	t.Run("leaves time to answer before the deadline of the call", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			ctx, cancel := context.WithTimeout(b.erp, time.Second)
			defer cancel()
			page, err := b.handler.PullChanges(ctx, &apiv1.PullChangesRequest{WaitSeconds: 30})
			require.NoError(b, err)
			assert.NotEmpty(b, page.GetNextCursor())
		})
	})
}

func TestASourceSystemIsRequired(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		ctx := auth.With(b.Context(), auth.Identity{Kind: auth.APIKey, ID: id.New()})
		_, pulled := b.handler.PullChanges(ctx, &apiv1.PullChangesRequest{})
		watched := b.handler.WatchChanges(ctx, &apiv1.WatchChangesRequest{}, nil)
		_, acked := b.handler.AckChanges(ctx, &apiv1.AckChangesRequest{Consumer: "erp", Cursor: "x"})
		_, exported := b.handler.ExportContractors(ctx, &apiv1.ExportContractorsRequest{})
		for _, err := range []error{pulled, watched, acked, exported} {
			faulttest.Require(b, err, fault.Denied, "SOURCE_REQUIRED")
		}
	})
}

func TestReadMask(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		c := b.create("Nowak")
		require.NoError(b, b.addAddress(b.staff, c.ID, "Kraków"))
		require.NoError(b, b.hire(b.staff, c.ID))

		masked := func(paths ...string) *apiv1.CustomerState {
			mask := &fieldmaskpb.FieldMask{Paths: paths}
			exported, err := b.handler.ExportContractors(b.erp, &apiv1.ExportContractorsRequest{ReadMask: mask})
			require.NoError(b, err)
			state := exported.GetCustomers()[0]
			pulled := b.pull(&apiv1.PullChangesRequest{ReadMask: mask}).GetChanges()[0]
			assert.Empty(b, cmp.Diff(state, pulled.GetState(), protocmp.Transform()))
			return state
		}
		whole := masked()
		assert.NotEmpty(b, whole.GetEmployees())

		some := masked("customer.name", "addresses", "customer.taxCountry", "customer.tax_status")
		assert.EqualValues(b, 3, some.GetVersion(), "without the version nobody could tell which state is newer")
		assert.Len(b, some.GetAddresses(), 1)
		assert.Empty(b, some.GetEmployees())
		assert.Empty(b, cmp.Diff(&apiv1.Customer{
			Name: "Nowak", TaxCountry: whole.GetCustomer().GetTaxCountry(), TaxStatus: whole.GetCustomer().GetTaxStatus(),
		}, some.GetCustomer(), protocmp.Transform()))

		for _, both := range [][]string{{"customer", "customer.name"}, {"customer.name", "customer"}} {
			assert.Empty(b, cmp.Diff(whole.GetCustomer(), masked(both...).GetCustomer(), protocmp.Transform()))
		}
		assert.NotZero(b, masked("customer.createTime.seconds").GetCustomer().GetCreateTime().GetSeconds())

		for _, path := range []string{"", ".", "nothing", "customer.", "customer.nothing", "addresses.city", "version.x", "customer,name"} {
			_, err := b.handler.PullChanges(b.erp, &apiv1.PullChangesRequest{ReadMask: &fieldmaskpb.FieldMask{Paths: []string{"customer", path}}})
			faulttest.Require(b, err, fault.Invalid, "MASK_UNKNOWN", "readMask")
		}
	})
}

func TestExport(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		for range 5 {
			b.create("Nowak")
		}
		for _, size := range []int32{0, 1, 2, 5, 6} {
			states, _ := b.export(size, func() {})
			assert.Len(b, states, 5)
		}
		noted, err := b.db.Client(b.Context()).HistoryEntry.Query().Where(historyentry.Action("CONTRACTORS_EXPORTED")).Count(b.Context())
		require.NoError(b, err)
		assert.Equal(b, 5, noted, "each export once, whatever its pages (SEC-3)")

		_, err = b.handler.ExportContractors(b.erp, &apiv1.ExportContractorsRequest{PageToken: "x"})
		faulttest.Require(b, err, fault.Invalid, "PAGE_TOKEN_INVALID")
		_, err = b.handler.ExportContractors(b.erp, &apiv1.ExportContractorsRequest{PageSize: -1})
		faulttest.Require(b, err, fault.Invalid, "PAGE_SIZE_INVALID")
	})
}

// The feed names customers by id and fields by name, and nothing else of them.
func TestTheFeedHoldsNoPersonalData(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		const canary = "Kanarek"
		c := b.create(canary)
		b.knows(b.optima, c.ID, canary)
		require.NoError(b, b.rename(b.staff, c.ID, canary+" i Synowie"))
		require.NoError(b, b.addAddress(b.staff, c.ID, canary))
		require.NoError(b, b.hire(b.staff, c.ID))
		_, err := b.Customers.Block(b.staff, c.ID, "", customer.StopsOrdering, canary)
		require.NoError(b, err)
		rows, err := b.db.Client(b.Context()).FeedEvent.Query().All(b.Context())
		require.NoError(b, err)
		require.Len(b, rows, 5)
		for _, personal := range []string{canary, "@example.com", "Nowak", "Prosta"} {
			assert.NotContains(b, fmt.Sprint(rows), personal)
		}
	})
}
