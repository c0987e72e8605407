package changes_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/changes"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
)

const never = time.Hour

// watch is a stream under way.
type watch struct {
	pages chan changes.Page
	end   chan error
}

func (b bundle) watch(ctx context.Context) watch {
	b.Helper()
	w := watch{pages: make(chan changes.Page), end: make(chan error, 1)}
	go func() {
		w.end <- b.Watch(ctx, changes.PullInput{Limit: 10}, func(page changes.Page) error {
			select {
			case w.pages <- page:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}()
	return w
}

func TestWatch(t *testing.T) {
	t.Parallel()

	t.Run("sends what there is at once, and then what comes", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.SendBookmarks(never)
			w := b.watch(b.erp)
			first := <-w.pages
			assert.Empty(b, first.Changes)
			assert.NotEmpty(b, first.Next)
			c := b.create("Nowak")
			second := <-w.pages
			require.Len(b, second.Changes, 1)
			assert.Equal(b, c.ID, second.Changes[0].CustomerID)
			assert.NotEqual(b, first.Next, second.Next)
			b.Feed.Drain()
			<-w.end
		})
	})

	t.Run("shows that it is alive", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.SendBookmarks(time.Millisecond)
			ctx, cancel := context.WithCancel(b.erp)
			w := b.watch(ctx)
			for range 3 {
				page := <-w.pages
				assert.Empty(b, page.Changes)
				assert.NotEmpty(b, page.Next)
			}
			cancel()
			assert.ErrorIs(b, <-w.end, context.Canceled)
		})
	})

	t.Run("ends when the server drains", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.SendBookmarks(never)
			w := b.watch(b.erp)
			<-w.pages
			b.Feed.Drain()
			faulttest.Require(b, <-w.end, fault.Unavailable, "SERVER_STOPPING")
		})
	})

	t.Run("tells nothing to a key that is revoked meanwhile", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.SendBookmarks(never)
			w := b.watch(b.erp)
			<-w.pages
			_, err := b.keys.Revoke(b.staff, b.key)
			require.NoError(b, err)
			b.create("Nowak")
			select {
			case err := <-w.end:
				faulttest.Require(b, err, fault.Unauthenticated, "KEY_REVOKED")
			case <-w.pages:
				assert.Fail(b, "a page was sent")
			}
		})
	})

	t.Run("is bounded for each source system", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.SendBookmarks(never)
			ctx, cancel := context.WithCancel(b.erp)
			var open []watch
			for range 20 {
				w := b.watch(ctx)
				<-w.pages
				open = append(open, w)
			}
			faulttest.Require(b, <-b.watch(ctx).end, fault.Throttled, "TOO_MANY_WATCHERS")
			cancel()
			for _, w := range open {
				<-w.end
			}
			w := b.watch(b.erp)
			<-w.pages
			b.Feed.Drain()
			<-w.end
		})
	})
}

// Many streams that nobody reads keep no other one from what is there already.
func TestWatchersThatNobodyReadsHoldUpNobody(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		b.SendBookmarks(never)
		for n := range 3 {
			b.create(fmt.Sprintf("Nowak %d", n))
		}
		ctx, cancel := context.WithCancel(b.erp)
		stalled, ends := make(chan struct{}), make(chan error)
		watchOneByOne := func(send func(changes.Page) error) {
			ends <- b.Watch(ctx, changes.PullInput{Limit: 1}, send)
		}
		const many = 10
		for range many {
			go watchOneByOne(func(changes.Page) error {
				stalled <- struct{}{}
				<-ctx.Done()
				return ctx.Err()
			})
		}
		for range many {
			<-stalled
		}
		names := make(chan string)
		go watchOneByOne(func(page changes.Page) error {
			for _, change := range page.Changes {
				names <- change.Record.Customer.Name
			}
			return nil
		})
		for n := range 3 {
			assert.Equal(b, fmt.Sprintf("Nowak %d", n), <-names)
		}
		cancel()
		for range many + 1 {
			assert.ErrorIs(b, <-ends, context.Canceled)
		}
	})
}

func TestDeleteConsumer(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		page, err := b.Pull(b.erp, changes.PullInput{Limit: 1})
		require.NoError(b, err)
		_, err = b.Ack(b.erp, "erp", page.Next)
		require.NoError(b, err)
		require.NoError(b, b.DeleteConsumer(b.staff, b.optima, "erp"))
		row, err := b.db.Client(b.Context()).HistoryEntry.Query().All(b.Context())
		require.NoError(b, err)
		last := row[len(row)-1]
		assert.Equal(b, "FEED_CONSUMER_DELETED", last.Action)
		assert.Equal(b, b.optima, last.SubjectID)
		faulttest.Require(b, b.DeleteConsumer(b.staff, b.optima, "erp"), fault.NotFound, "CONSUMER_NOT_FOUND")
	})
}
