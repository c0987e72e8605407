// Package feed keeps the change feed: one event for every change of a customer or of what hangs
// on it, with gap-free positions in the order of the commits, the same on both databases. Events
// hold no personal data; whoever reads the feed joins them with the present record.
//
// Readers go by cursors and may read as often as they like; consumers say how far they are, so that
// nothing is cleared away before they have read it.
package feed

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// Kind says what happened to the customer.
type Kind string

// The kinds of events.
const (
	Upsert     Kind = "upsert"
	Block      Kind = "block"
	Anonymized Kind = "anonymized"
	Merged     Kind = "merged"
	Deleted    Kind = "deleted"
)

// Event is one change of a customer.
type Event struct {
	CustomerID     uuid.UUID
	Version        int64 // of the customer after the change
	Kind           Kind
	ChangedFields  []string // by JSON name
	SourceRevision string   // of the ERP record that caused it

	// What the feed knows by itself; only in what is read.
	ID             uuid.UUID
	Position       int64
	At             time.Time
	ActorKind      auth.Kind
	SourceSystemID uuid.UUID // that pushed it; Nil when none did
	SourceSystem   string    // its code
}

// Feed is the change feed.
type Feed struct {
	waiting

	db    *database.DB
	clock clock.Clock
}

// New returns the feed kept in the database.
func New(db *database.DB, clock clock.Clock) *Feed {
	return &Feed{db: db, clock: clock, waiting: newWaiting()}
}

// Append adds events to the feed in the transaction of ctx. Positions are taken as the last thing
// before the commit, so that the lock on the head is held only for the commit's tail.
func (f *Feed) Append(ctx context.Context, events ...Event) {
	if len(events) == 0 {
		return
	}
	f.db.BeforeCommit(ctx, func(ctx context.Context) error {
		last, err := f.write(ctx, events)
		if err != nil {
			return fmt.Errorf("append to feed: %w", err)
		}
		f.announce(last)
		return nil
	})
}
