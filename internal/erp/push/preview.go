package push

import (
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/contractor"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// prefixes begin the names of fields in changes of what belongs to a customer, by the action.
var prefixes = map[string]string{
	"ADDRESS_CREATED": "addresses.", "ADDRESS_UPDATED": "addresses.", "ADDRESS_DELETED": "addresses.",
	"EMPLOYEE_CREATED": "employees.", "EMPLOYEE_UPDATED": "employees.", "EMPLOYEE_DELETED": "employees.",
}

// preview keeps the history that a dry run writes, because it is rolled back.
func (r *Result) preview(entries []audit.Entry) {
	for _, entry := range entries {
		for _, change := range entry.Changes {
			change.Field = prefixes[entry.Action] + contractor.FieldName(change.Field)
			r.Changes = append(r.Changes, change)
		}
	}
}

// previewGroups does the same for the groups that customers join and leave.
func (a *attempt) previewGroups(entries []audit.Entry) {
	byCustomer := make(map[uuid.UUID]*Result, len(a.drafts))
	for _, d := range a.drafts {
		byCustomer[d.after.ID] = d.result
	}
	for _, entry := range entries {
		if own := byCustomer[entry.CustomerID]; own != nil {
			own.preview([]audit.Entry{entry})
		}
	}
}
