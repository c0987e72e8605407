// Package operation carries out long work on many items: a sweep, a bulk action, an import (BULK-3…8).
// An operation is planned, confirmed and then run in chunks. Each chunk is one transaction, which also
// saves the progress, so that every item is processed exactly once whatever is killed.
//
// The package knows nothing of what an operation does. That is an Action, which belongs to the package
// of its noun; an action in turn knows nothing of states, jobs and locks.
package operation

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
)

// keep is how long outcomes are kept, and so how long an operation can be undone.
const keep = 90 * 24 * time.Hour

var (
	errNotFound    = fault.New(fault.NotFound, "OPERATION_NOT_FOUND", "There is no such operation.")
	errEmpty       = fault.New(fault.Invalid, "SELECTION_EMPTY", "Nothing is selected.")
	errDenied      = fault.New(fault.Denied, "PERMISSION_DENIED", "This operation needs a permission that you do not have.")
	errNotPlanned  = fault.New(fault.Precondition, "OPERATION_NOT_PLANNED", "The operation was confirmed or cancelled before.")
	errPlanChanged = fault.New(fault.Precondition, "PLAN_CHANGED", "The operation would now do something else; look at its plan again.")
	errOver        = fault.New(fault.Precondition, "OPERATION_OVER", "The operation has ended.")
	errNotOver     = fault.New(fault.Precondition, "OPERATION_NOT_OVER", "The operation has not ended yet.")
	errNoUndo      = fault.New(fault.Precondition, "UNDO_IMPOSSIBLE", "This operation cannot be undone, or not any more.")
	errUndone      = fault.New(fault.Precondition, "ALREADY_UNDONE", "The operation is undone, or is being undone.")
)

// State says how far an operation is.
type State string

// The states, as the table keeps them.
const (
	Planned   State = "planned"   // nothing is written; its plan waits for somebody to confirm it
	Confirmed State = "confirmed" // its first chunk is to come
	Running   State = "running"
	Done      State = "done"
	Cancelled State = "cancelled" // what was done stays
	Failed    State = "failed"    // what was done stays
)

// isOver reports whether nothing happens any more.
func (s State) isOver() bool { return s == Done || s == Cancelled || s == Failed }

// Actor is with whose rights an operation runs: the person or program that confirmed it.
type Actor struct {
	Kind auth.Kind
	ID   uuid.UUID // Nil for Kartoteka itself
}

func actorOf(caller auth.Identity) Actor { return Actor{caller.Kind, caller.ID} }

// Operation is long work on many items.
type Operation struct {
	ID          uuid.UUID
	Kind        string // of its action
	State       State
	Actor       Actor
	Parameters  json.RawMessage // of its action
	Plan        Plan
	Undoes      uuid.UUID // the operation that this one undoes; else Nil
	Progress    Progress
	Position    string // of the last item that was processed
	Reason      string // why it failed
	Version     int64
	PlannedAt   time.Time
	UpdatedAt   time.Time
	ConfirmedAt time.Time // zero before
	EndedAt     time.Time // zero before
}

// ETag tells versions apart.
func (o *Operation) ETag() string { return entity.ETag(o.Version) }

// Progress counts the items of an operation that were processed, by their results.
type Progress struct {
	Changed, Unchanged, Skipped, Failed int64
}

func (p *Progress) add(outcomes []Outcome) {
	counts := map[Result]*int64{Changed: &p.Changed, Unchanged: &p.Unchanged, Skipped: &p.Skipped, ItemFailed: &p.Failed}
	for _, outcome := range outcomes {
		*counts[outcome.Result]++
	}
}

// confirm lets an operation run with the rights of the actor.
func (o *Operation) confirm(by Actor, now time.Time) {
	o.State, o.Actor, o.ConfirmedAt = Confirmed, by, now
}

// advance notes what became of the items up to a position.
func (o *Operation) advance(outcomes []Outcome, position string) {
	o.State, o.Position = Running, position
	o.Progress.add(outcomes)
}

// end ends an operation, for a reason where it failed.
func (o *Operation) end(state State, reason string, now time.Time) {
	o.State, o.Reason, o.EndedAt = state, reason, now
}

// checkUndo refuses to undo what has not ended, has no inverse, or has changed nothing that is still known.
func (o *Operation) checkUndo(hasInverse bool, now time.Time) error {
	switch {
	case !o.State.isOver():
		return errNotOver
	case !hasInverse || o.Progress.Changed == 0 || now.Sub(o.EndedAt) >= keep:
		return errNoUndo
	default:
		return nil
	}
}

// inverse returns the operation that undoes this one.
func (o *Operation) inverse(now time.Time) Operation {
	return Operation{
		ID: id.New(), Kind: o.Kind, Parameters: o.Parameters, Plan: Plan{Change: o.Progress.Changed},
		Undoes: o.ID, Version: 1, PlannedAt: now, UpdatedAt: now,
	}
}
