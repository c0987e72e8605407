package feed_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
)

func TestPrune(t *testing.T) {
	t.Parallel()

	t.Run("keeps everything for thirty days", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(uuid.Nil, 3)
			b.clock.Advance(30*day - time.Second)
			require.NoError(b, b.Prune(b.Context()))
			assert.Equal(b, []int{1, 2, 3}, b.positions())
			b.clock.Advance(time.Second)
			require.NoError(b, b.Prune(b.Context()))
			assert.Empty(b, b.positions())
			b.append(uuid.Nil, 1)
			assert.Equal(b, []int{4}, b.positions(), "positions are never used again")
		})
	})

	t.Run("keeps what a consumer has not acknowledged, but not for ever", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(uuid.Nil, 4)
			b.ack("slow", b.read("", 2).Next)
			b.ack("fast", b.read("", 4).Next)
			b.clock.Advance(90*day - time.Second)
			require.NoError(b, b.Prune(b.Context()))
			assert.Equal(b, []int{3, 4}, b.positions())
			b.clock.Advance(time.Second)
			require.NoError(b, b.Prune(b.Context()))
			assert.Empty(b, b.positions())
		})
	})

	t.Run("does not wait for consumers that are gone or of another epoch", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(uuid.Nil, 4)
			b.ack("deleted", b.read("", 1).Next)
			b.ack("old", b.read("", 1).Next)
			require.NoError(b, b.DeleteConsumer(b.Context(), b.optima, "deleted"))
			require.NoError(b, b.RotateEpoch(b.Context()))
			b.ack("new", b.read("", 3).Next)
			b.clock.Advance(31 * day)
			require.NoError(b, b.Prune(b.Context()))
			assert.Equal(b, []int{4}, b.positions())
		})
	})

	t.Run("keeps the newest event of each customer for a consumer that lags", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.ack("slow", b.read("", 1).Next)
			busy, quiet := id.New(), id.New()
			b.change(busy, uuid.Nil, 1)
			b.change(quiet, uuid.Nil, 1)
			b.change(busy, uuid.Nil, 2)
			b.change(busy, uuid.Nil, 3)
			b.clock.Advance(31 * day)
			b.change(quiet, uuid.Nil, 2)
			cursor := b.read("", 1).Next
			require.NoError(b, b.Prune(b.Context()))
			assert.Equal(b, []int{4, 5}, b.positions())
			assert.Equal(b, []int{4, 5}, positionsOf(b.read(cursor, 10).Events), "the cursor holds although its event is gone")
		})
	})

	t.Run("does not drop an event for one that some reader does not see", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.ack("slow", b.read("", 1).Next)
			customer := id.New()
			b.change(customer, uuid.Nil, 1)
			b.change(customer, b.optima, 2)
			b.change(customer, b.optima, 3)
			b.clock.Advance(31 * day)
			require.NoError(b, b.Prune(b.Context()))
			assert.Equal(b, []int{1, 3}, b.positions())
			assert.Equal(b, []int{1}, positionsOf(b.read("", 10).Events), "OPTIMA hides its own")
		})
	})

	t.Run("works through any number of events", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.fill(2500)
			b.ack("slow", b.read("", 1200).Next)
			b.clock.Advance(31 * day)
			b.append(uuid.Nil, 1)
			require.NoError(b, b.Prune(b.Context()))
			assert.Equal(b, []int{2500, 2501}, b.positions(), "one customer alone was behind the 2,500 events")
		})
	})
}

// fill appends events of one customer in one transaction.
func (b bundle) fill(count int) {
	b.Helper()
	customer := id.New()
	events := make([]feed.Event, count)
	for i := range events {
		events[i] = feed.Event{CustomerID: customer, Version: int64(i + 1), Kind: feed.Upsert}
	}
	require.NoError(b, b.appendTo(b.Feed, uuid.Nil, events...))
}
