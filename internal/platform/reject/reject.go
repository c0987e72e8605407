// Package reject keeps the records that stand rejected: those whose newest push was not accepted, until
// one is (SYNC-9). It holds no value of a record but its external id.
package reject

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
)

// Kind is what a record is about.
type Kind string

// The kinds, as the table keeps them.
const (
	Contractor Kind = "contractor"
	Discount   Kind = "discount"
)

// Record is one that was not accepted.
type Record struct {
	ExternalID string
	Outcome    intake.Outcome // Rejected or Conflict
	Violations []fault.Field
}

// Push is what became of the records of one kind in a push.
type Push struct {
	SourceID uuid.UUID
	RunID    uuid.UUID // Nil where pushes are in no run
	Kind     Kind
	At       time.Time

	Accepted []string // their external ids
	Rejected []Record // those with an external id that names them
}

// List is the records that stand rejected.
type List struct{ store store }

// NewList returns the list kept in the database.
func NewList(db *database.DB) *List { return &List{store: store{db: db}} }

// Settle takes what was accepted off the list and puts what was not on it, or counts it once more, in
// the caller's transaction.
func (l *List) Settle(ctx context.Context, push Push) error {
	if err := l.store.clear(ctx, push); err != nil {
		return err
	}
	return l.store.save(ctx, push)
}
