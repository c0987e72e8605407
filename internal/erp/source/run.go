package source

import (
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// RunKind says what a run reports.
type RunKind string

// The kinds of runs, as the table keeps them.
const (
	PushRun     RunKind = "push"
	UploadRun   RunKind = "upload"
	SnapshotRun RunKind = "snapshot"
)

// RunState is the state of a run.
type RunState string

// The states of runs, as the table keeps them.
const (
	Running              RunState = "running"
	AwaitingConfirmation RunState = "awaiting_confirmation" // a snapshot that needs consent, because it would block many
	Sweeping             RunState = "sweeping"              // a snapshot that is blocking its absent contractors
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
	LastBatchAt  time.Time // zero when there was no batch
	EndedAt      time.Time // zero while it runs
	Milliseconds int32     // total duration of its batches
	Durations    []int32   // number of batches that took up to 1, 2, 4, 8 and so on milliseconds
	Batches      int32
	Bytes        int64
	RequestID    string
	APIKeyID     uuid.UUID // Nil when no key pushed it
	Summary      Summary
	Snapshot     SnapshotProgress
	Violations   []RunViolation // the first 100; only in the result of GetRun
}

// Summary counts the outcomes of a run.
type Summary struct {
	Created, Updated, Unchanged, Stale, Conflict, Rejected, Unprocessed int32
}

// SnapshotProgress is the progress of a snapshot.
type SnapshotProgress struct {
	ReceivedCount int64  // contractors that arrived
	AbsentCount   int64  // contractors that are missing, once the snapshot is complete
	BlockedCount  int64  // customers blocked so far
	ConfirmToken  string // what confirms the sweep; empty when no consent is needed
}

// RunViolation is one violation of a run, as the table keeps it.
type RunViolation struct {
	fault.Field

	ExternalID string `json:"externalId"`
}

// P99 is the most milliseconds that 99 of 100 batches took, rounded up to a power of two; 0 without
// batches.
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
