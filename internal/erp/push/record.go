package push

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// record is a contractor as pushed, read and checked as far as that goes without the database.
type record struct {
	externalID string
	revision   string
	hash       []byte
	isTouch    bool      // it says nothing but its hash
	clientHash string    // what the client believes to be saved; empty when it does not say
	customerID uuid.UUID // whom the client says that a new contractor is; Nil when it does not

	change         customer.Change
	accountManager *string
	active         *bool
	code           *string
	addresses      *[]customer.AddressChange // nil leaves them
	groups         *[]string                 // nil leaves them
	employees      *[]person                 // nil leaves them

	violations []*apiv1.FieldViolation
}

// person is an employee as the ERP knows them.
type person struct {
	path                       string
	email                      email.Address
	firstName, lastName, phone string
	isDefault                  bool
}

// readRecords reads every contractor of a batch; the second of two with one external id is refused.
func readRecords(contractors []*apiv1.Contractor) []*record {
	records := make([]*record, len(contractors))
	seen := make(map[string]bool, len(contractors))
	for i, contractor := range contractors {
		r := readRecord(contractor)
		if r.externalID != "" && seen[r.externalID] {
			r.refuse("externalId", "DUPLICATE_IN_BATCH", "An earlier record of the batch has the same external id.")
		}
		seen[r.externalID] = true
		records[i] = r
	}
	return records
}

func readRecord(c *apiv1.Contractor) *record {
	r := &record{
		externalID: strings.TrimSpace(c.GetExternalId()),
		revision:   strings.TrimSpace(c.GetSourceRevision()),
		active:     c.Active,
		hash:       contenthash.Of(c),
		clientHash: strings.ToLower(c.GetClientHash()),
		isTouch:    isTouch(c),
	}
	// Names that only the ERP knows mean something else in another spelling.
	r.refuseAll(text.Check("externalId", r.externalID, maxExternalID))
	r.refuseAll(text.Check("sourceRevision", r.revision, maxRevision))
	r.code = r.clean("code", c.Code, maxCode)
	if r.externalID == "" {
		r.refuse("externalId", "EXTERNAL_ID_REQUIRED", "An external id is required.")
	}
	r.readCustomerID(c.GetCustomerId())
	r.readFields(c)
	r.readAddresses(c)
	r.readGroups(c)
	r.readEmployees(c)
	for _, name := range c.GetClearFields() {
		r.clear(name)
	}
	return r
}

// hasName reports whether the external id is one that a contractor may have.
func (r *record) hasName() bool {
	return r.externalID != "" && text.Check("externalId", r.externalID, maxExternalID) == nil
}

func (r *record) readCustomerID(text string) {
	if text == "" {
		return
	}
	if r.customerID = id.OrNil(text); r.customerID == uuid.Nil {
		r.refuseCustomer()
	}
}

func (r *record) readFields(c *apiv1.Contractor) {
	r.change = customer.Change{
		Name: c.Name, FirstName: c.FirstName, LastName: c.LastName, Email: c.Email, Phone: c.Phone,
		TaxID: c.TaxId, TaxCountry: c.TaxCountry, RegistrationNumber: c.RegistrationNumber,
		PriceLevel: c.PriceLevel, Language: c.Language, Currency: c.Currency, Note: c.Note,
		ERPDiscount: c.DiscountPercent,
	}
	r.accountManager = r.clean("accountManager", c.AccountManager, maxManager)
	if c.Kind != nil {
		kind := customer.FromAPIKind(c.GetKind())
		r.change.Kind = &kind
	}
	if c.TaxStatus != nil {
		status := customer.FromAPITaxStatus(c.GetTaxStatus())
		if status == "" {
			r.refuse("taxStatus", "VALUE_UNKNOWN", "There is no such tax status.")
		}
		r.change.TaxStatus = &status
	}
	if c.PaymentTermsDays != nil {
		r.change.PaymentTermsDays = &c.PaymentTermsDays
	}
	if c.PaymentMethod != nil {
		r.change.PaymentMethods = &[]string{c.GetPaymentMethod()}
	}
	if limit := c.GetCreditLimit(); limit != nil {
		amount := &customer.Amount{Amount: limit.GetAmount(), Currency: limit.GetCurrency()}
		r.change.CreditLimit = &amount
	}
	// A person's name follows from first and last name where the ERP gives no other.
	if c.GetKind() == apiv1.CustomerKind_CUSTOMER_KIND_PERSON && c.Name == nil && (c.FirstName != nil || c.LastName != nil) {
		r.change.Name = new(string)
	}
}

func (r *record) readAddresses(c *apiv1.Contractor) {
	if len(c.GetAddresses()) == 0 {
		return
	}
	if len(c.GetAddresses()) > maxAddresses {
		r.refuse("addresses", "TOO_LONG", "A contractor has at most 50 addresses.")
		return
	}
	changes := customer.FromAPIAddresses(c.GetAddresses())
	r.addresses = &changes
}

func (r *record) readGroups(c *apiv1.Contractor) {
	if len(c.GetGroups()) == 0 {
		return
	}
	if len(c.GetGroups()) > maxGroups {
		r.refuse("groups", "TOO_LONG", "A contractor has at most 50 groups.")
		return
	}
	names := make([]string, 0, len(c.GetGroups()))
	for i, name := range c.GetGroups() {
		clean, wrong := group.CleanName(fmt.Sprintf("groups[%d]", i), name)
		r.refuseAll(wrong)
		if !slices.Contains(names, clean) {
			names = append(names, clean)
		}
	}
	r.groups = &names
}

// readEmployees reads the people; what is empty on them is filled from the contractor (EMPL-8).
func (r *record) readEmployees(c *apiv1.Contractor) {
	if len(c.GetEmployees()) == 0 {
		return
	}
	if len(c.GetEmployees()) > maxEmployees {
		r.refuse("employees", "TOO_LONG", "A contractor has at most 200 employees.")
		return
	}
	people := make([]person, len(c.GetEmployees()))
	seen := make(map[string]bool, len(people))
	for i, api := range c.GetEmployees() {
		people[i] = r.readEmployee(fmt.Sprintf("employees[%d]", i), api, c)
		key := people[i].email.Key
		if key != "" && seen[key] {
			r.refuse(people[i].path+"email", "EMAIL_TAKEN", "An earlier employee of the record has the same e-mail.")
		}
		seen[key] = true
	}
	r.employees = &people
}

func (r *record) readEmployee(path string, api *apiv1.ContractorEmployee, c *apiv1.Contractor) person {
	read, wrong := employee.Employee{
		Email:     email.Address{Typed: filled(api.GetEmail(), c.GetEmail())},
		FirstName: filled(api.GetFirstName(), c.GetFirstName()), LastName: filled(api.GetLastName(), c.GetLastName()),
		Phone: filled(api.GetPhone(), c.GetPhone()),
	}.Canonical(path)
	r.refuseAll(wrong)
	return person{
		path: path + ".", email: read.Email, firstName: read.FirstName, lastName: read.LastName, phone: read.Phone,
		isDefault: api.GetIsDefault(),
	}
}

func (r *record) refuse(field, reason, description string) {
	r.violations = append(r.violations, violation(field, reason, description))
}

func (r *record) refuseCustomer() {
	r.refuse("customerId", "CUSTOMER_NOT_FOUND", "There is no such customer.")
}

func (r *record) refuseAll(wrong []fault.Field) {
	for _, field := range wrong {
		r.refuse(field.Path, field.Reason, field.Text)
	}
}

// clean returns a text as it is kept; an absent one stays so.
func (r *record) clean(field string, typed *string, longest int) *string {
	if typed == nil {
		return nil
	}
	kept, wrong := text.Clean(field, *typed, longest)
	r.refuseAll(wrong)
	return &kept
}

// emails are the addresses that the record may turn into logins.
func (r *record) emails() []string {
	var keys []string
	if r.change.Email != nil {
		if parsed, err := email.Parse(*r.change.Email); err == nil {
			keys = append(keys, parsed.Key)
		}
	}
	if r.employees != nil {
		for _, p := range *r.employees {
			keys = append(keys, p.email.Key)
		}
	}
	return keys
}

func deref(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

func filled(own, contractors string) string {
	if own = strings.TrimSpace(own); own != "" {
		return own
	}
	return strings.TrimSpace(contractors)
}
