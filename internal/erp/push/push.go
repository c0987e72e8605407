// Package push takes contractors from source systems and makes customers of them (SYNC). It
// spans the nouns: one transaction writes customers, addresses, employees and memberships of a
// whole batch, and each record has a result of its own.
package push

import (
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

	// windowRecords is how many records of a stream may be unanswered: those of two full pushes, so
	// that one travels while the other is saved.
	windowRecords = 2 * MaxRecords
)

// Request is one push.
type Request struct {
	ID            string // the client's; empty when it repeats nothing
	Records       []Record
	ValidateOnly  bool // only tell what the push would do
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

	Hash       []byte // of the content; a sender without hashes leaves it empty, and the content is looked at
	ClientHash string // of the content that the client believes to be saved; empty when it does not say
	IsTouch    bool   // the record says nothing but its ClientHash

	IsUndecoded bool // the record has nothing but its external id and its violations
}

// Answer is what happened to a push.
type Answer struct {
	Results []*Result // in the order of the records
	RunID   uuid.UUID // Nil in a dry run
}

// Result is what happened to one record.
type Result struct {
	ExternalID string
	Outcome    intake.Outcome
	CustomerID uuid.UUID // Nil when there is none
	Violations []fault.Field
	Warnings   []string       // reason and field, with a colon between them
	Changed    []string       // fields, by JSON name
	Hash       []byte         // of the saved content; nil when the record was not accepted
	Changes    []audit.Change // value by value; only in a dry run
}

func (r *Result) reject(violations ...fault.Field) {
	r.Outcome = intake.Rejected
	r.Violations = append(r.Violations, violations...)
}

// isAccepted reports whether the record was valid; an unprocessed one counts as such.
func (r *Result) isAccepted() bool {
	return r.Outcome != intake.Rejected && r.Outcome != intake.Conflict
}

// warn reports something odd in a field that is accepted all the same.
func (r *Result) warn(reason, field string) {
	r.Warnings = append(r.Warnings, reason+":"+contractor.FieldName(field))
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
