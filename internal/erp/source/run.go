package source

import (
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// RunKind says what a run is the report of.
type RunKind string

// The kinds of runs, as the table keeps them.
const (
	PushRun     RunKind = "push"
	UploadRun   RunKind = "upload"
	SnapshotRun RunKind = "snapshot"
)

// RunState says how far a run is.
type RunState string

// The states of runs, as the table keeps them.
const (
	Running              RunState = "running"
	AwaitingConfirmation RunState = "awaiting_confirmation" // a snapshot that would block so many that a person must agree
	Sweeping             RunState = "sweeping"              // a snapshot whose absent contractors are being blocked
	Completed            RunState = "completed"
	Aborted              RunState = "aborted" // a snapshot that ended without effect
)

// Run is the report of a push, an upload or a snapshot.
type Run struct {
	ID           uuid.UUID
	SystemID     uuid.UUID
	Kind         RunKind
	State        RunState
	StartedAt    time.Time
	LastBatchAt  time.Time // zero when none came
	EndedAt      time.Time // zero while it runs
	Milliseconds int32     // how long its batches took
	Durations    []int32   // how many batches took up to 1, 2, 4, 8 and so on milliseconds
	Batches      int32
	Bytes        int64
	RequestID    string
	APIKeyID     uuid.UUID // Nil when it was not pushed by a key
	Summary      Summary
	Snapshot     SnapshotProgress
	Violations   []RunViolation // the first 100; only in what GetRun returns
}

// Summary counts the outcomes of a run.
type Summary struct {
	Created, Updated, Unchanged, Stale, Conflict, Rejected, Unprocessed int32
}

// SnapshotProgress is how far a snapshot is.
type SnapshotProgress struct {
	ReceivedCount int64  // contractors that arrived
	AbsentCount   int64  // contractors that it was without, once it is complete
	BlockedCount  int64  // customers blocked so far
	ConfirmToken  string // what confirms its sweep; empty when it needs no confirmation
}

// RunViolation is one violation of a run, as the table keeps it.
type RunViolation struct {
	fault.Field

	ExternalID string `json:"externalId"`
}

// P99 is how many milliseconds 99 of 100 batches took at most, rounded up to a power of two; 0 without batches.
func (r *Run) P99() int32 {
	var all, fast int64
	for _, count := range r.Durations {
		all += int64(count)
	}
	for power, count := range r.Durations {
		if fast += int64(count); fast > 0 && fast*100 >= all*99 {
			return 1 << power
		}
	}
	return 0
}
