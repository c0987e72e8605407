// Package intake holds what all pushes of many records have in common.
package intake

// Outcome is what happened to one record.
type Outcome string

// The outcomes, as tables keep them.
const (
	Created     Outcome = "OUTCOME_CREATED"
	Updated     Outcome = "OUTCOME_UPDATED"
	Unchanged   Outcome = "OUTCOME_UNCHANGED"
	Stale       Outcome = "OUTCOME_STALE"       // a newer revision is saved
	Conflict    Outcome = "OUTCOME_CONFLICT"    // the saved revision has other content
	Rejected    Outcome = "OUTCOME_REJECTED"    // it is not valid
	Unprocessed Outcome = "OUTCOME_UNPROCESSED" // another record stopped the batch
)
