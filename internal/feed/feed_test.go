package feed_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent/feedevent"
	"github.com/kartoteka/kartoteka/internal/auth"
	"github.com/kartoteka/kartoteka/internal/clock"
	"github.com/kartoteka/kartoteka/internal/database"
	"github.com/kartoteka/kartoteka/internal/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/faults/scale"
	"github.com/kartoteka/kartoteka/internal/feed"
	"github.com/kartoteka/kartoteka/internal/id"
)

// Positions have no gap and no double, whoever writes at once and whatever is rolled back.
func TestPositionsAreGapFree(t *testing.T) {
	t.Parallel()
	const writers = 16
	refused := errors.New("refused")
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		c, writes, most := scale.Start(t, "R-11, R-12"), scale.Of(13, 3500), scale.Of(3, 40)
		changes := feed.New(db, clock.System)
		var mu sync.Mutex
		kept := 0
		var all sync.WaitGroup
		for writer := range writers {
			random := c.Stream(writer)
			all.Go(func() {
				for range writes {
					count, fails := 1+random.IntN(most), random.IntN(10) == 0
					err := db.InTx(t.Context(), func(ctx context.Context) error {
						for range count {
							changes.Append(ctx, feed.Event{CustomerID: id.New(), Version: 1, Kind: feed.Upsert})
						}
						if fails {
							return refused
						}
						return nil
					})
					if fails {
						assert.ErrorIs(t, err, refused)
						continue
					}
					if assert.NoError(t, err) {
						mu.Lock()
						kept += count
						mu.Unlock()
					}
				}
			})
		}
		all.Wait()
		positions, err := db.Client(t.Context()).FeedEvent.Query().Order(feedevent.ByID()).Select(feedevent.FieldID).Ints(t.Context())
		require.NoError(t, err)
		require.Len(t, positions, kept)
		for i, position := range positions {
			require.Equal(t, i+1, position)
		}
		head, err := db.Client(t.Context()).FeedHead.Query().Only(t.Context())
		require.NoError(t, err)
		assert.EqualValues(t, kept, head.Position)
		c.Saw("%d writers at once, %d events, no gap and no double", writers, kept)
	})
}

// A slow transaction holds no position: those who commit meanwhile come first.
func TestASlowWriterHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	db := databasetest.Open(t, databasetest.Postgres(t)) // SQLite has one writer at a time anyway
	changes := feed.New(db, clock.System)
	slow, fast := id.New(), id.New()
	err := db.InTx(t.Context(), func(ctx context.Context) error {
		changes.Append(ctx, feed.Event{CustomerID: slow, Version: 1, Kind: feed.Upsert})
		return db.InTx(t.Context(), func(ctx context.Context) error {
			changes.Append(ctx, feed.Event{CustomerID: fast, Version: 1, Kind: feed.Upsert})
			return nil
		})
	})
	require.NoError(t, err)
	rows, err := db.Client(t.Context()).FeedEvent.Query().Order(feedevent.ByID()).All(t.Context())
	require.NoError(t, err)
	require.Len(t, rows, 2)
	assert.Equal(t, fast, rows[0].CustomerID)
	assert.Equal(t, slow, rows[1].CustomerID)
}

func TestAnEventSaysWhoAndWhat(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		at := clock.NewManual(time.Date(2026, 11, 21, 12, 0, 0, 1000, time.UTC))
		erp := auth.Identity{Kind: auth.ERP, SourceSystemID: id.New()}
		event := feed.Event{
			CustomerID: id.New(), Version: 7, Kind: feed.Block, ChangedFields: []string{"active"}, SourceRevision: "41",
		}
		err := db.InTx(auth.With(t.Context(), erp), func(ctx context.Context) error {
			feed.New(db, at).Append(ctx, event)
			return nil
		})
		require.NoError(t, err)
		saved, err := db.Client(t.Context()).FeedEvent.Query().Only(t.Context())
		require.NoError(t, err)
		kept := feed.Event{
			CustomerID: saved.CustomerID, Version: saved.Version, Kind: feed.Kind(saved.Kind),
			ChangedFields: saved.ChangedFields, SourceRevision: saved.SourceRevision,
		}
		assert.Equal(t, event, kept)
		assert.Equal(t, erp.SourceSystemID, *saved.SourceSystemID)
		assert.Equal(t, "erp", saved.ActorKind)
		assert.True(t, at.Now().Equal(saved.At))
	})
}
