// Package entity changes things that have a version, each noun in the same way: read the thing, compare
// the caller's etag, apply a rule, compare what came of it, save the next version and record the history.
// It knows no noun; each declares a Kind. ADR 0010 says why.
package entity

import (
	"context"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// Kind says how things of one noun are read, compared and saved.
type Kind[T any] struct {
	DB      *database.DB
	Clock   clock.Clock
	History *audit.Log

	// Fields are what history shows. A change of nothing else is no change.
	Fields []audit.Field[T]
	// Stamp is the id of a thing, and where its version and the time of its last change stand.
	Stamp func(thing *T) (id uuid.UUID, version *int64, updatedAt *time.Time)
	// Get reads a thing, or returns the fault that there is none.
	Get func(ctx context.Context, id uuid.UUID) (T, error)
	// Save writes the next version over the one before, with all that hangs on the change. It returns
	// database.ErrRaced where somebody else was faster: the transaction then begins again.
	Save func(ctx context.Context, before, after T) error
	// Customers are those whose histories show a change; nobody's when nil.
	Customers func(before, after T) []uuid.UUID
}

// Change names the thing to change. An empty ETag is not checked.
type Change struct {
	ID     uuid.UUID
	ETag   string
	Action string // what history calls it, such as GROUP_UPDATED
}

// ETag names a version to callers.
func ETag(version int64) string { return strconv.FormatInt(version, 10) }

// Change applies a rule to a thing and returns what came of it. Where nothing came of it, nothing is
// written. Errors: those of Get, the rule and Save, and ETAG_MISMATCH.
func (k Kind[T]) Change(ctx context.Context, change Change, rule func(ctx context.Context, thing *T) error) (T, error) {
	var after T
	err := k.DB.InTx(ctx, func(ctx context.Context) error {
		before, err := k.CheckOut(ctx, change.ID, change.ETag)
		if err != nil {
			return err
		}
		after = before
		if err := rule(ctx, &after); err != nil {
			return err
		}
		if len(audit.Diff(k.Fields, before, after)) == 0 {
			after = before
			return nil
		}
		_, version, updatedAt := k.Stamp(&after)
		*version++
		*updatedAt = k.Clock.Now()
		if err := k.Save(ctx, before, after); err != nil {
			return err
		}
		return k.Record(ctx, change.Action, before, after)
	})
	return after, err
}

// CheckOut reads a thing that is about to change or go, and compares the caller's etag.
func (k Kind[T]) CheckOut(ctx context.Context, id uuid.UUID, etag string) (T, error) {
	thing, err := k.Get(ctx, id)
	if err != nil {
		return thing, err
	}
	_, version, _ := k.Stamp(&thing)
	return thing, fault.CheckETag(etag, ETag(*version))
}

// Record writes into the history how a thing has changed. Before is the zero value for a new thing, after
// for one that is gone.
func (k Kind[T]) Record(ctx context.Context, action string, before, after T) error {
	subject, _, _ := k.Stamp(&after)
	if subject == uuid.Nil {
		subject, _, _ = k.Stamp(&before)
	}
	customers := []uuid.UUID{uuid.Nil}
	if k.Customers != nil {
		customers = k.Customers(before, after)
	}
	changes := audit.Diff(k.Fields, before, after)
	entries := make([]audit.Entry, len(customers))
	for i, customer := range customers {
		entries[i] = audit.Entry{CustomerID: customer, SubjectID: subject, Action: action, Changes: changes}
	}
	return k.History.Record(ctx, entries...)
}
