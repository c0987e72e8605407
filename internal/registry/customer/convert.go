package customer

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/money"
)

// enum pairs the values of an enumeration here with those of the API.
type enum[N comparable, A comparable] struct {
	name N
	api  A
}

func toAPI[N, A comparable](table []enum[N, A], name N) A {
	for _, pair := range table {
		if pair.name == name {
			return pair.api
		}
	}
	var unspecified A
	return unspecified
}

func fromAPI[N, A comparable](table []enum[N, A], api A) N {
	for _, pair := range table {
		if pair.api == api {
			return pair.name
		}
	}
	var none N
	return none
}

// The enumerations of the API.
var (
	kinds = []enum[Kind, apiv1.CustomerKind]{
		{Company, apiv1.CustomerKind_CUSTOMER_KIND_COMPANY},
		{Person, apiv1.CustomerKind_CUSTOMER_KIND_PERSON},
	}
	statuses = []enum[Status, apiv1.CustomerStatus]{
		{Active, apiv1.CustomerStatus_CUSTOMER_STATUS_ACTIVE},
		{Pending, apiv1.CustomerStatus_CUSTOMER_STATUS_PENDING},
		{Rejected, apiv1.CustomerStatus_CUSTOMER_STATUS_REJECTED},
		{Blocked, apiv1.CustomerStatus_CUSTOMER_STATUS_BLOCKED},
		{BlockedByERP, apiv1.CustomerStatus_CUSTOMER_STATUS_BLOCKED_BY_ERP},
		{Anonymized, apiv1.CustomerStatus_CUSTOMER_STATUS_ANONYMIZED},
	}
	accountStates = []enum[AccountState, apiv1.AccountState]{
		{Contact, apiv1.AccountState_ACCOUNT_STATE_CONTACT},
		{Registered, apiv1.AccountState_ACCOUNT_STATE_REGISTERED},
	}
	approvals = []enum[Approval, apiv1.Approval]{
		{ApprovalPending, apiv1.Approval_APPROVAL_PENDING},
		{ApprovalApproved, apiv1.Approval_APPROVAL_APPROVED},
		{ApprovalRejected, apiv1.Approval_APPROVAL_REJECTED},
	}
	taxStatuses = []enum[TaxStatus, apiv1.TaxStatus]{
		{Domestic, apiv1.TaxStatus_TAX_STATUS_DOMESTIC},
		{IntraEU, apiv1.TaxStatus_TAX_STATUS_INTRA_EU},
		{ExtraEU, apiv1.TaxStatus_TAX_STATUS_EXTRA_EU},
	}
	origins = []enum[Origin, apiv1.Origin]{
		{FromRegistration, apiv1.Origin_ORIGIN_REGISTRATION},
		{FromAdmin, apiv1.Origin_ORIGIN_ADMIN},
		{FromImport, apiv1.Origin_ORIGIN_IMPORT},
		{FromERP, apiv1.Origin_ORIGIN_ERP},
		{FromMarketplace, apiv1.Origin_ORIGIN_MARKETPLACE},
		{FromForm, apiv1.Origin_ORIGIN_FORM},
	}
	blockSources = []enum[BlockSource, apiv1.BlockSource]{
		{ByStaff, apiv1.BlockSource_BLOCK_SOURCE_STAFF},
		{ByERP, apiv1.BlockSource_BLOCK_SOURCE_ERP},
	}
	blockScopes = []enum[BlockScope, apiv1.BlockScope]{
		{StopsLogin, apiv1.BlockScope_BLOCK_SCOPE_LOGIN},
		{StopsOrdering, apiv1.BlockScope_BLOCK_SCOPE_ORDERING},
	}
	addressTypes = []enum[AddressType, apiv1.AddressType]{
		{Billing, apiv1.AddressType_ADDRESS_TYPE_BILLING},
		{Shipping, apiv1.AddressType_ADDRESS_TYPE_SHIPPING},
	}
	membershipOrigins = []enum[string, apiv1.MembershipOrigin]{
		{"staff", apiv1.MembershipOrigin_MEMBERSHIP_ORIGIN_STAFF},
		{"erp", apiv1.MembershipOrigin_MEMBERSHIP_ORIGIN_ERP},
		{"rule", apiv1.MembershipOrigin_MEMBERSHIP_ORIGIN_RULE},
		{"registration", apiv1.MembershipOrigin_MEMBERSHIP_ORIGIN_REGISTRATION},
	}
)

// toAPICustomer is a customer as lists show it.
func toAPICustomer(c *Customer) *apiv1.Customer {
	api := &apiv1.Customer{
		Id: id.Text(c.ID), Kind: toAPI(kinds, c.Kind), TaxStatus: toAPI(taxStatuses, c.TaxStatus),
		AccountState: toAPI(accountStates, c.AccountState), Approval: toAPI(approvals, c.Approval),
		Status: toAPI(statuses, c.Status()), NeedsDefaultEmployee: c.NeedsDefaultEmployee(),
		AccountManagerId: id.Text(c.AccountManagerID), ShopIds: id.Texts(c.ShopIDs), GroupIds: id.Texts(c.GroupIDs()),
		PaymentTermsDays: c.PaymentTermsDays, PaymentMethods: c.PaymentMethods,
		CreditLimit: toAPIMoney(c.CreditLimit), ErpDiscountPercent: discountText(c.ERPDiscount), Origin: toAPI(origins, c.Origin),
		CreateTime: timestamppb.New(c.CreatedAt), UpdateTime: timestamppb.New(c.UpdatedAt),
		Etag: c.ETag(), Warnings: c.Warnings(),
	}
	toAPITexts(api, c)
	if c.Serial != 0 {
		api.Number = c.Number()
	}
	for _, block := range c.Blocks {
		api.Blocks = append(api.Blocks, &apiv1.Block{
			Source: toAPI(blockSources, block.Source), Scope: toAPI(blockScopes, block.Scope),
			Reason: block.Reason, SourceSystem: block.SourceSystem, Since: timestamppb.New(block.Since),
		})
	}
	for _, external := range c.ExternalIDs {
		api.ExternalIds = append(api.ExternalIds, &apiv1.ExternalId{
			SourceSystem: external.SourceSystem, ExternalId: external.ExternalID, Code: external.Code,
			Active: external.Active, LastPushTime: timestamppb.New(external.PushedAt),
		})
	}
	return api
}

// toAPIDetail is a customer as its own page shows it: with memberships and ownership.
func toAPIDetail(c *Customer) *apiv1.Customer {
	api := toAPICustomer(c)
	for _, m := range c.Memberships {
		api.Memberships = append(api.Memberships, &apiv1.Membership{
			GroupId: m.GroupID.String(), Origin: toAPI(membershipOrigins, m.Origin),
			SourceSystem: m.SourceSystem, SourceCode: m.SourceCode, Since: timestamppb.New(m.Since),
		})
	}
	api.ErpOwnedFields = c.OwnedByERP()
	return api
}

func toAPICustomers(customers []*Customer) []*apiv1.Customer {
	all := make([]*apiv1.Customer, len(customers))
	for i, c := range customers {
		all[i] = toAPICustomer(c)
	}
	return all
}

func toAPIMoney(m *money.Money) *apiv1.Money {
	if m == nil {
		return nil
	}
	return money.ToAPI(*m)
}

func toAPIAddress(a *Address) *apiv1.Address {
	return &apiv1.Address{
		Id: a.ID.String(), CustomerId: a.CustomerID.String(), Type: toAPI(addressTypes, a.Type), IsDefault: a.IsDefault,
		Label: a.Label, Recipient: a.Recipient, Company: a.Company, Street: a.Street, PostalCode: a.PostalCode,
		City: a.City, Region: a.Region, Country: string(a.Country), Phone: a.Phone, PickupPoint: a.PickupPoint,
		SourceSystem: a.SourceSystem, Etag: a.ETag(),
	}
}

func discountText(discount *money.Percent) string {
	if discount == nil {
		return ""
	}
	return discount.String()
}
