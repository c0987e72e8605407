// Package push takes contractors from source systems and makes customers of them (SYNC). It
// spans the nouns: one transaction writes customers, addresses, employees and memberships of a
// whole batch, each record with a result of its own. It reads protocol messages directly, for a
// contractor is nothing else than its message.
package push

import (
	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// The limits of a push.
const (
	MaxRecords = 500
	MaxBytes   = 4 << 20

	// windowRecords is how many records of a stream may be unanswered: those of two full pushes, so
	// that one travels while the other is saved.
	windowRecords = 2 * MaxRecords

	maxExternalID = 200
	maxRevision   = 100
	maxCode       = 100
	maxManager    = 254
	maxAddresses  = 50
	maxGroups     = 50
	maxEmployees  = 200
)

// result is what happened to one record.
type result struct {
	outcome    apiv1.Outcome
	customerID uuid.UUID
	violations []*apiv1.FieldViolation
	warnings   []string
	changed    []string
	hash       []byte
	changes    []audit.Change // value by value, for a dry run
}

func (r *result) reject(violations ...*apiv1.FieldViolation) {
	r.outcome = apiv1.Outcome_OUTCOME_REJECTED
	r.violations = append(r.violations, violations...)
}

// isAccepted reports whether the record was valid; an unprocessed one counts as such.
func (r *result) isAccepted() bool {
	return r.outcome != apiv1.Outcome_OUTCOME_REJECTED && r.outcome != apiv1.Outcome_OUTCOME_CONFLICT
}

// warn tells of something odd in a field that is accepted all the same.
func (r *result) warn(reason, field string) {
	r.warnings = append(r.warnings, reason+":"+contractorName(field))
}

func violation(field, reason, description string) *apiv1.FieldViolation {
	return &apiv1.FieldViolation{Field: field, Reason: reason, Description: description}
}

func summaryOf(results []*result) *apiv1.PushSummary {
	counts := map[apiv1.Outcome]int32{}
	for _, r := range results {
		counts[r.outcome]++
	}
	return &apiv1.PushSummary{
		Created:     counts[apiv1.Outcome_OUTCOME_CREATED],
		Updated:     counts[apiv1.Outcome_OUTCOME_UPDATED],
		Unchanged:   counts[apiv1.Outcome_OUTCOME_UNCHANGED],
		Stale:       counts[apiv1.Outcome_OUTCOME_STALE],
		Conflict:    counts[apiv1.Outcome_OUTCOME_CONFLICT],
		Rejected:    counts[apiv1.Outcome_OUTCOME_REJECTED],
		Unprocessed: counts[apiv1.Outcome_OUTCOME_UNPROCESSED],
	}
}
