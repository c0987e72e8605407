// Package push creates and updates customers from contractors that source systems push (SYNC). One
// transaction writes the customers, addresses, employees and memberships of a whole batch, and each
// record has its own result.
package push

import (
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/contractor"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
)

// The limits of a push.
const (
	MaxRecords = 500
	MaxBytes   = 4 << 20

	// windowRecords is how many records of a stream may be unanswered: two full pushes, one on its way
	// while the other is saved.
	windowRecords = 2 * MaxRecords
)

// Request is one push.
type Request struct {
	ID            string // of the client; empty when it will not repeat the push
	Records       []Record
	ValidateOnly  bool // return what the push would do, and save nothing
	AllOrNothing  bool
	SessionID     uuid.UUID // Nil outside sessions
	SessionSeq    int64
	SnapshotRunID uuid.UUID // the snapshot that the push belongs to; Nil for none
	UploadRunID   uuid.UUID // the upload that the push belongs to; Nil for none
	Bytes         int64     // its size, for the report
}

// Record is a contractor as pushed.
type Record struct {
	contractor.Record

	Hash       []byte // of the content; empty when the sender has no hashes
	ClientHash string // of the content that the client expects to be saved; empty when it does not say
	IsTouch    bool   // the record contains nothing but its ClientHash

	EmptyLists []string // lists that were sent empty, by JSON name

	IsUndecoded bool // the record could not be decoded, and has only its external id and violations
}

// Answer is what happened to a push.
type Answer struct {
	Results []*Result // in the order of the records
	RunID   uuid.UUID // Nil after a dry run
}

// Result is what happened to one record.
type Result struct {
	ExternalID string
	Outcome    intake.Outcome
	CustomerID uuid.UUID // Nil when there is none
	Violations []fault.Field
	Warnings   []string       // reason and field, separated by a colon
	Changed    []string       // fields, by JSON name
	Hash       []byte         // of the saved content; nil when the record was not accepted
	Changes    []audit.Change // each changed value; only after a dry run
}

func (r *Result) reject(violations ...fault.Field) {
	r.Outcome = intake.Rejected
	r.Violations = append(r.Violations, violations...)
}

// isAccepted reports whether the record was valid, as far as it was looked at.
func (r *Result) isAccepted() bool {
	return r.Outcome != intake.Rejected && r.Outcome != intake.Conflict
}

// warn reports something unusual in a field that is accepted anyway.
func (r *Result) warn(reason, field string) {
	r.Warnings = append(r.Warnings, reason+":"+contractor.FieldName(field))
}

// warnOfEmptyLists names the lists that were sent empty: only clearFields empties one (ADR 0022).
func (r *Result) warnOfEmptyLists(record *Record) {
	for _, name := range record.EmptyLists {
		if !slices.Contains(record.ClearFields, name) && name != "clearFields" {
			r.Warnings = append(r.Warnings, "LIST_EMPTY_IGNORED:"+name)
		}
	}
}

func summarize(results []*Result) source.Summary {
	counts := map[intake.Outcome]int32{}
	for _, r := range results {
		counts[r.Outcome]++
	}
	return source.Summary{
		Created: counts[intake.Created], Updated: counts[intake.Updated], Unchanged: counts[intake.Unchanged],
		Stale: counts[intake.Stale], Conflict: counts[intake.Conflict], Rejected: counts[intake.Rejected],
		Unprocessed: counts[intake.Unprocessed],
	}
}
