package feed_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent/feedevent"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
)

const day = 24 * time.Hour

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// bundle is a feed on a database of its own, with two source systems.
type bundle struct {
	*testing.T
	*feed.Feed

	db            *database.DB
	clock         *clock.Manual
	optima, other uuid.UUID
}

func each(t *testing.T, test func(b bundle)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) { test(setup(t, db)) })
}

func setup(t *testing.T, db *database.DB) bundle {
	t.Helper()
	at := clock.NewManual(noon)
	b := bundle{T: t, Feed: feed.New(db, at), db: db, clock: at}
	b.optima, b.other = b.newSource("OPTIMA"), b.newSource("OTHER")
	return b
}

func (b bundle) newSource(code string) uuid.UUID {
	b.Helper()
	row, err := b.db.Client(b.Context()).SourceSystem.Create().SetCode(code).SetName(code).
		SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.Context())
	require.NoError(b, err)
	return row.ID
}

// append adds an event of a customer of its own for each number of the source system's; Nil is staff.
func (b bundle) append(source uuid.UUID, count int) {
	b.Helper()
	for range count {
		b.change(id.New(), source, 1)
	}
}

// change adds an event of a customer.
func (b bundle) change(customer, source uuid.UUID, version int64) {
	b.Helper()
	require.NoError(b, b.appendTo(b.Feed, source, feed.Event{CustomerID: customer, Version: version, Kind: feed.Upsert}))
}

func (b bundle) appendTo(f *feed.Feed, source uuid.UUID, events ...feed.Event) error {
	caller := auth.Identity{Kind: auth.Staff, ID: id.New()}
	if source != uuid.Nil {
		caller = auth.Identity{Kind: auth.ERP, ID: id.New(), SourceSystemID: source}
	}
	return b.db.InTx(auth.With(b.Context(), caller), func(ctx context.Context) error {
		f.Append(ctx, events...)
		return nil
	})
}

// read returns a page for OPTIMA without its own events.
func (b bundle) read(cursor string, limit int) feed.Page {
	b.Helper()
	page, err := b.Read(b.Context(), b.input(cursor, limit))
	require.NoError(b, err)
	return page
}

func (b bundle) input(cursor string, limit int) feed.ReadInput {
	return feed.ReadInput{Cursor: cursor, Limit: limit, Filter: feed.Filter{SourceSystemID: b.optima}}
}

// positions are those of the events that are kept.
func (b bundle) positions() []int {
	b.Helper()
	positions, err := b.db.Client(b.Context()).FeedEvent.Query().Order(feedevent.ByID()).Select(feedevent.FieldID).Ints(b.Context())
	require.NoError(b, err)
	return positions
}

func (b bundle) epoch() uuid.UUID {
	b.Helper()
	row, err := b.db.Client(b.Context()).FeedHead.Query().Only(b.Context())
	require.NoError(b, err)
	return row.Epoch
}

func (b bundle) ack(consumer, cursor string) string {
	b.Helper()
	acked, err := b.Ack(b.Context(), feed.AckInput{SourceSystemID: b.optima, Consumer: consumer, Cursor: cursor})
	require.NoError(b, err)
	return acked
}

func positionsOf(events []feed.Event) []int {
	positions := make([]int, len(events))
	for i, event := range events {
		positions[i] = int(event.Position)
	}
	return positions
}

func sequence(first, last int) []int {
	var all []int
	for i := first; i <= last; i++ {
		all = append(all, i)
	}
	return all
}
