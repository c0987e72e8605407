package push

import (
	"strings"

	"github.com/google/uuid"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
	"github.com/kartoteka/kartoteka/internal/erp/contractor"
	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

func fromAPIPush(api *apiv1.PushContractorsRequest, uploadRun uuid.UUID) Request {
	request := Request{
		ID: api.GetRequestId(), ValidateOnly: api.GetValidateOnly(), AllOrNothing: api.GetAllOrNothing(),
		SessionID: id.OrNil(api.GetSessionId()), SessionSeq: api.GetSessionSeq(),
		SnapshotRunID: id.OrNil(api.GetSnapshotRunId()), UploadRunID: uploadRun,
		Records: make([]Record, len(api.GetContractors())), Bytes: int64(proto.Size(api)),
	}
	for i, c := range api.GetContractors() {
		request.Records[i] = fromAPIContractor(c)
	}
	return request
}

func fromAPIContractor(api *apiv1.Contractor) Record {
	if wrong := intake.Undecoded(api); wrong != nil {
		return Record{Record: contractor.Record{ExternalID: contractor.CleanID(api.GetExternalId()), Violations: wrong}, IsUndecoded: true}
	}
	emptyLists := intake.TakeEmptyLists(api)
	r := Record{
		EmptyLists: emptyLists,
		Record: contractor.Record{
			ExternalID: api.GetExternalId(), Revision: api.GetSourceRevision(), CustomerID: id.OrNil(api.GetCustomerId()),
			Fields: fromAPIFields(api), Active: api.Active, Code: api.Code, AccountManager: api.AccountManager,
			ClearFields: api.GetClearFields(),
		},
		Hash: contenthash.Of(api), ClientHash: strings.ToLower(api.GetClientHash()), IsTouch: isTouch(api),
	}
	if api.GetCustomerId() != "" && r.CustomerID == uuid.Nil {
		r.RefuseCustomer()
	}
	if api.TaxStatus != nil && *r.Fields.TaxStatus == "" {
		r.Refuse("taxStatus", "VALUE_UNKNOWN", "There is no such tax status.")
	}
	if len(api.GetAddresses()) > 0 {
		r.Addresses = new(customer.FromAPIAddresses(api.GetAddresses()))
	}
	if len(api.GetGroups()) > 0 {
		r.Groups = &api.Groups
	}
	if len(api.GetEmployees()) > 0 {
		r.Employees = new(fromAPIEmployees(api.GetEmployees()))
	}
	return r
}

func fromAPIFields(api *apiv1.Contractor) customer.Change {
	change := customer.FromAPITexts(api)
	change.ERPDiscount = api.DiscountPercent
	if api.Kind != nil {
		change.Kind = new(customer.FromAPIKind(api.GetKind()))
	}
	if api.TaxStatus != nil {
		change.TaxStatus = new(customer.FromAPITaxStatus(api.GetTaxStatus()))
	}
	if api.PaymentTermsDays != nil {
		change.PaymentTermsDays = &api.PaymentTermsDays
	}
	if api.PaymentMethod != nil {
		change.PaymentMethods = &[]string{api.GetPaymentMethod()}
	}
	if limit := api.GetCreditLimit(); limit != nil {
		change.CreditLimit = new(&customer.Amount{Amount: limit.GetAmount(), Currency: limit.GetCurrency()})
	}
	return change
}

func fromAPIEmployees(api []*apiv1.ContractorEmployee) []employee.Employee {
	employees := make([]employee.Employee, len(api))
	for i, e := range api {
		employees[i] = employee.Employee{
			Email: email.Address{Typed: e.GetEmail()}, FirstName: e.GetFirstName(), LastName: e.GetLastName(),
			Phone: e.GetPhone(), IsDefault: e.GetIsDefault(),
		}
	}
	return employees
}

// isTouch reports whether a contractor says nothing but that it is as it was.
func isTouch(c *apiv1.Contractor) bool {
	bare := &apiv1.Contractor{
		ExternalId: c.GetExternalId(), SourceRevision: c.GetSourceRevision(), ClientHash: c.GetClientHash(), CustomerId: c.GetCustomerId(),
	}
	return c.GetClientHash() != "" && proto.Equal(bare, c)
}
