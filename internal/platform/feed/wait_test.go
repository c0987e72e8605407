package feed_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
)

const never = time.Hour

// waited is what a reader that waits got.
type waited struct {
	page feed.Page
	err  error
}

// await begins to wait for what comes after the cursor.
func (b bundle) await(ctx context.Context, cursor string, wait time.Duration) <-chan waited {
	got := make(chan waited, 1)
	in := b.input(cursor, 10)
	in.Wait = wait
	go func() {
		page, err := b.Read(ctx, in)
		got <- waited{page, err}
	}()
	return got
}

func TestWait(t *testing.T) {
	t.Parallel()

	t.Run("ends when this process writes", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.LookEvery(never)
			got := b.await(b.Context(), b.read("", 10).Next, never)
			b.append(b.optima, 1) // is not seen, and so the wait goes on
			b.append(uuid.Nil, 1)
			end := <-got
			require.NoError(b, end.err)
			assert.Equal(b, []int{2}, positionsOf(end.page.Events))
		})
	})

	t.Run("ends when another process writes", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.LookEvery(time.Millisecond)
			got := b.await(b.Context(), b.read("", 10).Next, never)
			elsewhere := feed.New(b.db, clock.System)
			require.NoError(b, b.appendTo(elsewhere, uuid.Nil, feed.Event{CustomerID: id.New(), Version: 1, Kind: feed.Upsert}))
			assert.Len(b, (<-got).page.Events, 1)
		})
	})

	t.Run("ends when patience does, with a cursor", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(b.optima, 1)
			end := <-b.await(b.Context(), "", time.Millisecond)
			require.NoError(b, end.err)
			assert.Empty(b, end.page.Events)
			b.append(uuid.Nil, 1)
			assert.Equal(b, []int{2}, positionsOf(b.read(end.page.Next, 10).Events))
		})
	})

	t.Run("ends when patience does, though there is more to search", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(b.optima, 25)
			in := b.input("", 1)
			in.Wait = time.Nanosecond
			page, err := b.Read(b.Context(), in)
			require.NoError(b, err)
			assert.Empty(b, page.Events)
			assert.True(b, page.HasMore)
			in.Wait = never
			b.append(uuid.Nil, 1)
			page, err = b.Read(b.Context(), in)
			require.NoError(b, err)
			assert.Equal(b, []int{26}, positionsOf(page.Events))
		})
	})

	t.Run("ends when the caller goes away", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.LookEvery(never)
			ctx, cancel := context.WithCancel(b.Context())
			got := b.await(ctx, "", never)
			cancel()
			assert.ErrorIs(b, (<-got).err, context.Canceled)
		})
	})

	t.Run("ends when the server drains, now and from then on", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.LookEvery(never)
			got := b.await(b.Context(), "", never)
			assert.False(b, b.IsDraining())
			b.Drain()
			b.Drain()
			assert.True(b, b.IsDraining())
			for _, end := range []waited{<-got, <-b.await(b.Context(), "", never)} {
				require.NoError(b, end.err)
				assert.NotEmpty(b, end.page.Next)
			}
		})
	})

	t.Run("refuses a cursor that becomes worthless meanwhile", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(uuid.Nil, 1)
			b.LookEvery(time.Millisecond)
			got := b.await(b.Context(), b.read("", 10).Next, never)
			b.restore(0)
			faulttest.Require(b.T, (<-got).err, fault.Precondition, "CURSOR_EPOCH_CHANGED")
		})
	})
}
