// Package feed writes the change feed: one event for every change of a customer or of what hangs
// on it, with gap-free positions in the order of the commits, the same on both databases. Events
// hold no personal data; whoever reads the feed joins them with the present record.
package feed

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/clock"
	"github.com/kartoteka/kartoteka/internal/database"
)

// Kind says what happened to the customer.
type Kind string

// The kinds of events.
const (
	Upsert  Kind = "upsert"
	Block   Kind = "block"
	Deleted Kind = "deleted"
)

// Event is one change of a customer.
type Event struct {
	CustomerID     uuid.UUID
	Version        int64 // of the customer after the change
	Kind           Kind
	ChangedFields  []string // by JSON name
	SourceRevision string   // of the ERP record that caused it
}

// Feed is the change feed.
type Feed struct {
	db    *database.DB
	clock clock.Clock
}

// New returns the feed kept in the database.
func New(db *database.DB, clock clock.Clock) *Feed { return &Feed{db: db, clock: clock} }

// Append adds events to the feed in the transaction of ctx. Positions are taken as the last thing
// before the commit, so that the lock on the head is held only for the commit's tail.
func (f *Feed) Append(ctx context.Context, events ...Event) {
	if len(events) == 0 {
		return
	}
	f.db.BeforeCommit(ctx, func(ctx context.Context) error {
		if err := f.write(ctx, events); err != nil {
			return fmt.Errorf("append to feed: %w", err)
		}
		return nil
	})
}
