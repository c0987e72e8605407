package contractor

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// Normalize brings every value into the form that is kept, and collects violations. The customer's own
// fields are left to customer.Apply, which needs the customer.
func (r *Record) Normalize() {
	// Names that only the outside system knows stay as they are seen, because another spelling is
	// another name.
	r.ExternalID, r.Revision = CleanID(r.ExternalID), CleanID(r.Revision)
	r.refuseAll(text.Check("externalId", r.ExternalID, maxExternalID))
	r.refuseAll(text.Check("sourceRevision", r.Revision, maxRevision))
	if r.Code != nil {
		r.Code = r.clean("code", new(text.Visible(*r.Code)), maxCode)
	}
	if r.ExternalID == "" {
		r.Refuse("externalId", "EXTERNAL_ID_REQUIRED", "An external id is required.")
	}
	r.AccountManager = r.clean("accountManager", r.AccountManager, maxManager)
	r.normalizeName()
	refuseLong(r, "addresses", &r.Addresses, maxAddresses)
	refuseLong(r, "groups", &r.Groups, maxGroups)
	refuseLong(r, "employees", &r.Employees, maxEmployees)
	r.normalizeGroups()
	if r.Fields.Email != nil {
		r.Fields.Email = new(r.firstEmail("email", *r.Fields.Email))
	}
	r.normalizeEmployees()
	r.clear()
}

// normalizeName derives a person's name from first and last name if there is no other.
func (r *Record) normalizeName() {
	fields := &r.Fields
	isPerson := fields.Kind != nil && *fields.Kind == customer.Person
	if isPerson && fields.Name == nil && (fields.FirstName != nil || fields.LastName != nil) {
		fields.Name = new(string)
	}
}

func (r *Record) normalizeGroups() {
	if r.Groups == nil {
		return
	}
	names := make([]string, 0, len(*r.Groups))
	for i, typed := range *r.Groups {
		name, wrong := group.CleanName(fmt.Sprintf("groups[%d]", i), typed)
		r.refuseAll(wrong)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	r.Groups = &names
}

// firstEmail returns the first address of a list, as ERPs keep one in a field for an address. The rest is kept and
// goes to the note.
func (r *Record) firstEmail(path, typed string) string {
	first, more := email.Split(typed)
	if len(more) > 0 {
		r.MoreEmails = append(r.MoreEmails, more...)
		r.Warnings = append(r.Warnings, "SEVERAL_EMAILS:"+path)
	}
	return first
}

// normalizeEmployees fills empty values of an employee from the contractor (EMPL-8).
func (r *Record) normalizeEmployees() {
	if r.Employees == nil {
		return
	}
	employees := make([]employee.Employee, len(*r.Employees))
	seen := make(map[string]bool, len(employees))
	for i, e := range *r.Employees {
		path := fmt.Sprintf("employees[%d]", i)
		e.Email.Typed = r.firstEmail(path+".email", e.Email.Typed)
		fill(&e.Email.Typed, r.Fields.Email)
		fill(&e.FirstName, r.Fields.FirstName)
		fill(&e.LastName, r.Fields.LastName)
		fill(&e.Phone, r.Fields.Phone)
		employees[i].IsDefault = e.IsDefault
		r.refuseAll(fault.Within(path+".", employees[i].Apply(employee.Change{
			Email: &e.Email.Typed, FirstName: &e.FirstName, LastName: &e.LastName, Phone: &e.Phone,
		})))
		key := employees[i].Email.Key
		if key != "" && seen[key] {
			r.Refuse(path+".email", "EMAIL_TAKEN", "An earlier employee of the record has the same e-mail.")
		}
		seen[key] = true
	}
	r.Employees = &employees
}

// fill replaces an empty value by that of the contractor.
func fill(own, contractors *string) {
	if *own = strings.TrimSpace(*own); *own == "" && contractors != nil {
		*own = strings.TrimSpace(*contractors)
	}
}

// refuseLong drops a list that is too long.
func refuseLong[T any](r *Record, field string, list **[]T, longest int) {
	if *list != nil && len(**list) > longest {
		r.Refuse(field, "TOO_LONG", fmt.Sprintf("A contractor has at most %d %s.", longest, field))
		*list = nil
	}
}

// clean returns a text as it is kept; nil stays nil.
func (r *Record) clean(field string, typed *string, longest int) *string {
	if typed == nil {
		return nil
	}
	kept, wrong := text.Clean(field, *typed, longest)
	r.refuseAll(wrong)
	return &kept
}

func (r *Record) refuseAll(wrong []fault.Field) { r.Violations = append(r.Violations, wrong...) }
