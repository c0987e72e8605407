package feed_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
)

func TestRead(t *testing.T) {
	t.Parallel()

	t.Run("returns every event once and in order, whatever the pages", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			c, events := scale.Start(b.T, "R-11, R-12"), scale.Of(60, 6_000)
			b.append(uuid.Nil, events)
			var seen []int
			pages := 0
			for cursor := ""; ; {
				limit := 1 + c.IntN(20)
				page := b.read(cursor, limit)
				require.LessOrEqual(b, len(page.Events), limit)
				seen = append(seen, positionsOf(page.Events)...)
				cursor = page.Next
				pages++
				if !page.HasMore {
					break
				}
			}
			assert.Equal(b, sequence(1, events), seen)
			c.Saw("%d events in %d pages, each once and in order", events, pages)
		})
	})

	t.Run("says who, what and when", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			pushed := feed.Event{
				CustomerID: id.New(), Version: 7, Kind: feed.Block, ChangedFields: []string{"active"}, SourceRevision: "41",
			}
			require.NoError(b, b.appendTo(b.Feed, b.other, pushed))
			got := b.read("", 10).Events
			require.Len(b, got, 1)
			assert.NotEqual(b, uuid.Nil, got[0].ID)
			want := pushed
			want.ID, want.Position, want.At = got[0].ID, 1, noon
			want.ActorKind, want.SourceSystemID, want.SourceSystem = auth.ERP, b.other, "OTHER"
			assert.Equal(b, want, got[0])
		})
	})

	t.Run("knows every kind", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			kinds := []feed.Kind{feed.Upsert, feed.Block, feed.Anonymized, feed.Merged, feed.Deleted}
			for _, kind := range kinds {
				require.NoError(b, b.appendTo(b.Feed, uuid.Nil, feed.Event{CustomerID: id.New(), Version: 1, Kind: kind}))
			}
			var got []feed.Kind
			for _, event := range b.read("", 10).Events {
				got = append(got, event.Kind)
			}
			assert.Equal(b, kinds, got)
		})
	})

	t.Run("begins with the next event on demand", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(uuid.Nil, 3)
			page := b.read(feed.Latest, 10)
			assert.Empty(b, page.Events)
			assert.False(b, page.HasMore)
			b.append(uuid.Nil, 1)
			assert.Equal(b, []int{4}, positionsOf(b.read(page.Next, 10).Events))
		})
	})
}

func TestOwnEvents(t *testing.T) {
	t.Parallel()

	t.Run("are hidden, those of others and of staff are not", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(b.optima, 2)
			b.append(b.other, 1)
			b.append(uuid.Nil, 1)
			b.append(b.optima, 1)
			page := b.read("", 10)
			assert.Equal(b, []int{3, 4}, positionsOf(page.Events))
			assert.False(b, page.HasMore)
			assert.Empty(b, b.read(page.Next, 10).Events, "the cursor stands behind the hidden event")

			in := b.input("", 10)
			in.Filter.IncludeOwn = true
			all, err := b.Read(b.Context(), in)
			require.NoError(b, err)
			assert.Equal(b, sequence(1, 5), positionsOf(all.Events))
		})
	})

	t.Run("make empty pages that go on, not endless ones", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(b.optima, 25)
			b.append(uuid.Nil, 1)
			first := b.read("", 1)
			assert.Empty(b, first.Events)
			assert.True(b, first.HasMore)
			second := b.read(first.Next, 1)
			assert.Empty(b, second.Events)
			assert.True(b, second.HasMore)
			assert.NotEqual(b, first.Next, second.Next)
			third := b.read(second.Next, 1)
			assert.Equal(b, []int{26}, positionsOf(third.Events))
			assert.False(b, third.HasMore)
		})
	})
}

// The feed names customers by id alone.
func TestEventsHoldNoPersonalData(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		rows, err := b.db.Client(b.Context()).QueryContext(b.Context(), "SELECT * FROM feed_events")
		require.NoError(b, err)
		columns, err := rows.Columns()
		require.NoError(b, err)
		require.NoError(b, rows.Close())
		assert.ElementsMatch(b, []string{
			"id", "event_id", "customer_id", "version", "kind", "changed_fields", "actor_kind", "source_system_id", "source_revision", "at",
		}, columns, "a column more needs a thought: erased customers stay in the feed")
	})
}
