package feed_test

import (
	"bytes"
	"testing"

	"github.com/google/uuid"
	"github.com/rs/zerolog"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent/feedevent"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
)

// restore puts the feed back to where it was when a copy of the database was taken.
func (b bundle) restore(position int64) {
	b.Helper()
	client := b.db.Client(b.Context())
	_, err := client.FeedEvent.Delete().Where(feedevent.IDGT(position)).Exec(b.Context())
	require.NoError(b, err)
	require.NoError(b, client.FeedHead.Update().SetPosition(position).Exec(b.Context()))
}

// A restored database cannot fool a reader.
func TestRestore(t *testing.T) {
	t.Parallel()
	for name, written := range map[string]int{
		"before anything is written": 0, "once the position is reached again": 5, "once it is passed": 10,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(b bundle) {
				b.append(uuid.Nil, 105)
				behind, ahead := b.read("", 90).Next, b.read("", 105).Next
				b.restore(100)
				b.append(uuid.Nil, written)

				var log bytes.Buffer
				ctx, before := zerolog.New(&log).WithContext(b.Context()), b.epoch()
				_, err := b.Read(ctx, b.input(ahead, 10))
				faulttest.Require(b.T, err, fault.Precondition, "CURSOR_EPOCH_CHANGED")
				assert.NotEqual(b, before, b.epoch())
				assert.Contains(b, log.String(), "feed epoch rotated")

				after := b.epoch()
				for _, cursor := range []string{ahead, behind} {
					_, err = b.Read(ctx, b.input(cursor, 10))
					faulttest.Require(b.T, err, fault.Precondition, "CURSOR_EPOCH_CHANGED")
				}
				assert.Equal(b, after, b.epoch(), "once is enough")
				assert.Equal(b, sequence(1, 100+written), positionsOf(b.read("", 200).Events))
			})
		})
	}
}

func TestRotateEpoch(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		b.append(uuid.Nil, 2)
		cursor := b.read("", 1).Next
		was, err := b.Info(b.Context(), b.optima)
		require.NoError(b, err)
		require.NoError(b, b.RotateEpoch(b.Context()))
		is, err := b.Info(b.Context(), b.optima)
		require.NoError(b, err)
		assert.NotEqual(b, was.Epoch, is.Epoch)
		for _, old := range []string{cursor, was.Head, was.Oldest} {
			_, err := b.Read(b.Context(), b.input(old, 1))
			faulttest.Require(b.T, err, fault.Precondition, "CURSOR_EPOCH_CHANGED")
		}
	})
}

func TestInfo(t *testing.T) {
	t.Parallel()

	t.Run("gives cursors from which either setting goes on", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(uuid.Nil, 2)
			info, err := b.Info(b.Context(), b.optima)
			require.NoError(b, err)
			b.append(b.optima, 1)
			for own, want := range map[bool][2][]int{false: {{1, 2}, {}}, true: {{1, 2, 3}, {3}}} {
				for i, cursor := range []string{info.Oldest, info.Head} {
					page, err := b.Read(b.Context(), feed.ReadInput{
						Cursor: cursor, Limit: 10, Filter: feed.Filter{SourceSystemID: b.optima, IncludeOwn: own},
					})
					require.NoError(b, err)
					assert.Equal(b, want[i], positionsOf(page.Events))
				}
			}
		})
	})

	t.Run("does not tell the epoch itself, which seals the cursors", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			info, err := b.Info(b.Context(), b.optima)
			require.NoError(b, err)
			assert.Regexp(b, "^[0-9a-f]{16}$", info.Epoch)
			epoch := b.epoch()
			assert.NotContains(b, epoch.String(), info.Epoch[:8])
		})
	})
}
