// Package feed keeps the change feed: one event for every change of a customer or of what belongs to it. Positions
// are gap-free and follow the order of the commits, on both databases alike. Events hold no personal data; readers
// get the customer's present record with them.
//
// Readers keep a cursor and may read as often as they like. Consumers report how far they have come, so that no
// event is removed before they have read it.
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

	// What the feed adds by itself; only in events that were read.
	ID             uuid.UUID
	Position       int64
	At             time.Time
	ActorKind      auth.Kind
	SourceSystemID uuid.UUID // that pushed it; Nil if none did
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

// Append adds events to the feed in the transaction of ctx. Positions are taken as the last step before the
// commit, so that the lock on the head is held only briefly.
func (f *Feed) Append(ctx context.Context, events ...Event) {
	if len(events) == 0 {
		return
	}
	caller := auth.From(ctx) // who began the transaction may be another
	f.db.BeforeCommit(ctx, func(ctx context.Context) error {
		last, err := f.write(ctx, caller, events)
		if err != nil {
			return fmt.Errorf("append to feed: %w", err)
		}
		f.announce(last)
		return nil
	})
}
