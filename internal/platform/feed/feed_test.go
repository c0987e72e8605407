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
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
)

// Positions have no gap and no double, whoever writes at once and whatever is rolled back, and a reader
// that follows meanwhile gets each of them once, in order.
func TestPositionsAreGapFree(t *testing.T) {
	t.Parallel()
	const writers = 16
	refused := errors.New("refused")
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		c, writes, most := scale.Start(t, "R-11, R-12"), scale.Of(13, 3500), scale.Of(3, 40)
		changes := feed.New(db, clock.System)
		var mu sync.Mutex
		kept := 0
		writing, read := make(chan struct{}), make(chan []int, 1)
		go func() { read <- follow(t, changes, writing) }()
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
		close(writing)
		positions, err := db.Client(t.Context()).FeedEvent.Query().Order(feedevent.ByID()).Select(feedevent.FieldID).Ints(t.Context())
		require.NoError(t, err)
		require.Len(t, positions, kept)
		for i, position := range positions {
			require.Equal(t, i+1, position)
		}
		head, err := db.Client(t.Context()).FeedHead.Query().Only(t.Context())
		require.NoError(t, err)
		assert.EqualValues(t, kept, head.Position)
		assert.Equal(t, positions, <-read, "a reader that follows misses nothing")
		c.Saw("%d writers at once, %d events, no gap and no double, for a reader that followed neither", writers, kept)
	})
}

// follow reads the feed while others write, and to its end once they have stopped.
func follow(t *testing.T, changes *feed.Feed, writing <-chan struct{}) (positions []int) {
	t.Helper()
	in := feed.ReadInput{Limit: 500, Filter: feed.Filter{IncludeOwn: true}, Wait: 50 * time.Millisecond}
	for isLast := false; ; {
		page, err := changes.Read(t.Context(), in)
		if !assert.NoError(t, err) {
			return nil
		}
		for _, event := range page.Events {
			positions = append(positions, int(event.Position))
		}
		in.Cursor = page.Next
		if page.HasMore {
			continue
		}
		if isLast {
			return positions
		}
		select {
		case <-writing:
			isLast = true // what was written last may have come after the page
		default:
		}
	}
}

// The control of R-11: rows that a sequence numbers before the commit, read by the largest number seen, go
// missing when a later one commits first. It shows that the reader above would have missed something.
func TestANaiveCursorLosesWhatCommitsLate(t *testing.T) {
	t.Parallel()
	db := databasetest.Open(t, databasetest.Postgres(t)) // SQLite has one writer at a time anyway
	naive := func(ctx context.Context, statement string) {
		_, err := db.Client(ctx).ExecContext(ctx, statement)
		require.NoError(t, err)
	}
	var largest int
	numbers := func() (seen []int) {
		rows, err := db.Client(t.Context()).QueryContext(t.Context(), "SELECT number FROM naive WHERE number > $1 ORDER BY number", largest)
		require.NoError(t, err)
		defer rows.Close()
		for rows.Next() {
			require.NoError(t, rows.Scan(&largest))
			seen = append(seen, largest)
		}
		return seen
	}
	naive(t.Context(), "CREATE TABLE naive (number bigserial PRIMARY KEY)")
	err := db.InTx(t.Context(), func(ctx context.Context) error {
		naive(ctx, "INSERT INTO naive DEFAULT VALUES")
		naive(t.Context(), "INSERT INTO naive DEFAULT VALUES")
		assert.Equal(t, []int{2}, numbers())
		return nil
	})
	require.NoError(t, err)
	assert.Empty(t, numbers(), "the first row is there, and no reader of this kind will see it")
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
