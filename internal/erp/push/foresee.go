package push

import (
	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// hanging says what a change of something that hangs on a customer is shown as.
var hanging = map[string]string{
	"ADDRESS_CREATED": "addresses.", "ADDRESS_UPDATED": "addresses.", "ADDRESS_DELETED": "addresses.",
	"EMPLOYEE_CREATED": "employees.", "EMPLOYEE_UPDATED": "employees.", "EMPLOYEE_DELETED": "employees.",
}

// foresee keeps what a dry run would write into the history: nobody else could tell it afterwards.
func (r *result) foresee(entries []audit.Entry) {
	for _, entry := range entries {
		for _, change := range entry.Changes {
			change.Field = hanging[entry.Action] + contractorName(change.Field)
			r.changes = append(r.changes, change)
		}
	}
}

// foreseeGroups does the same for the groups that customers join and leave.
func (b *batch) foreseeGroups(entries []audit.Entry) {
	byCustomer := make(map[uuid.UUID]*result, len(b.drafts))
	for _, d := range b.drafts {
		byCustomer[d.after.ID] = d.result
	}
	for _, entry := range entries {
		if own := byCustomer[entry.CustomerID]; own != nil {
			own.foresee([]audit.Entry{entry})
		}
	}
}

func toAPIChanges(changes []audit.Change) []*apiv1.ContractorChange {
	api := make([]*apiv1.ContractorChange, len(changes))
	for i, c := range changes {
		api[i] = &apiv1.ContractorChange{Field: c.Field, OldValue: c.Old, NewValue: c.New}
	}
	return api
}
