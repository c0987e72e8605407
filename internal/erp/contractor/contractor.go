// Package contractor holds what an outside system says about a customer: one record, checked as far as
// that is possible without the database. It does not know how the record arrived. Pushes read it from
// messages, and imports can read it from files.
package contractor

import (
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

// The limits of a record.
const (
	maxExternalID = 200
	maxRevision   = 100
	maxCode       = 100
	maxManager    = 254
	maxAddresses  = 50
	maxGroups     = 50
	maxEmployees  = 200
)

// Record is one contractor. A nil field leaves the customer as it is; a list replaces the whole value.
type Record struct {
	ExternalID string
	Revision   string    // empty when the outside system has no revisions
	CustomerID uuid.UUID // the customer of a new contractor, if the sender knows it; else Nil

	Fields         customer.Change
	Active         *bool
	Code           *string
	AccountManager *string // code or e-mail
	Addresses      *[]customer.AddressChange
	Groups         *[]string // names or codes
	Employees      *[]employee.Employee
	ClearFields    []string // fields to empty, by JSON name

	MoreEmails []string      // of a list in a field for one address; they go to the note
	Warnings   []string      // fields that are odd but accepted: a reason, and the path after a colon
	Violations []fault.Field // what is wrong with the record
}

// Refuse adds a violation. A record with violations is rejected.
func (r *Record) Refuse(field, reason, description string) {
	r.Violations = append(r.Violations, fault.Field{Path: field, Reason: reason, Text: description})
}

// RefuseCustomer refuses a record that names an unknown customer.
func (r *Record) RefuseCustomer() {
	r.Refuse("customerId", "CUSTOMER_NOT_FOUND", "There is no such customer.")
}

// CleanID returns a name of the outside system as it is kept.
func CleanID(typed string) string { return strings.TrimSpace(text.Visible(typed)) }

// IsExternalID reports whether a text can be an external id.
func IsExternalID(externalID string) bool {
	return externalID != "" && text.Check("externalId", externalID, maxExternalID) == nil
}

// Logins returns the keys of the e-mails that may become logins.
func (r *Record) Logins() []string {
	var keys []string
	if r.Fields.Email != nil {
		if parsed, err := email.Parse(*r.Fields.Email); err == nil {
			keys = append(keys, parsed.Key)
		}
	}
	if r.Employees != nil {
		for _, e := range *r.Employees {
			keys = append(keys, e.Email.Key)
		}
	}
	return keys
}

// fieldNames are the fields whose names in a contractor and a customer differ.
var fieldNames = map[string]string{
	"paymentMethods":     "paymentMethod",
	"erpDiscountPercent": "discountPercent",
	"accountManagerId":   "accountManager",
	"blocks":             "active",
	"groupIds":           "groups",
}

// FieldName returns the contractor's name for a field of a customer.
func FieldName(field string) string {
	if name, ok := fieldNames[field]; ok {
		return name
	}
	return field
}
