package intake

import (
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

var outcomes = map[Outcome]apiv1.Outcome{
	Created:     apiv1.Outcome_OUTCOME_CREATED,
	Updated:     apiv1.Outcome_OUTCOME_UPDATED,
	Unchanged:   apiv1.Outcome_OUTCOME_UNCHANGED,
	Stale:       apiv1.Outcome_OUTCOME_STALE,
	Conflict:    apiv1.Outcome_OUTCOME_CONFLICT,
	Rejected:    apiv1.Outcome_OUTCOME_REJECTED,
	Unprocessed: apiv1.Outcome_OUTCOME_UNPROCESSED,
}

// ToAPIOutcome returns an outcome as the API names it.
func ToAPIOutcome(outcome Outcome) apiv1.Outcome { return outcomes[outcome] }

// ToAPIViolations returns the violations of a record as the API has them.
func ToAPIViolations(wrong []fault.Field) []*apiv1.FieldViolation {
	api := make([]*apiv1.FieldViolation, len(wrong))
	for i, field := range wrong {
		api[i] = ToAPIViolation(field)
	}
	return api
}

// ToAPIViolation returns one violation as the API has it.
func ToAPIViolation(wrong fault.Field) *apiv1.FieldViolation {
	return &apiv1.FieldViolation{Field: wrong.Path, Reason: wrong.Reason, Description: wrong.Text}
}
