package feed_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
)

func TestAck(t *testing.T) {
	t.Parallel()

	t.Run("only ever goes forward", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(uuid.Nil, 5)
			two, four := b.read("", 2).Next, b.read("", 4).Next
			assert.Equal(b, two, b.ack("erp", two))
			b.clock.Advance(time.Minute)
			assert.Equal(b, four, b.ack("erp", four))
			acked := b.clock.Now()
			b.clock.Advance(time.Minute)
			assert.Equal(b, four, b.ack("erp", two), "a late one does nothing")
			assert.Equal(b, four, b.ack("erp", four))
			consumers, err := b.ListConsumers(b.Context(), b.optima)
			require.NoError(b, err)
			require.Len(b, consumers, 1)
			assert.True(b, acked.Equal(consumers[0].AckedAt))
			assert.EqualValues(b, 1, consumers[0].Backlog)
		})
	})

	t.Run("takes cursors of either setting, and no others", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(uuid.Nil, 2)
			in := b.input("", 2)
			in.Filter.IncludeOwn = true
			all, err := b.Read(b.Context(), in)
			require.NoError(b, err)
			b.ack("erp", b.read("", 1).Next)
			assert.Equal(b, all.Next, b.ack("erp", all.Next))
			for _, wrong := range []feed.AckInput{
				{SourceSystemID: b.other, Consumer: "erp", Cursor: all.Next},
				{SourceSystemID: b.optima, Consumer: "erp", Cursor: feed.Latest},
				{SourceSystemID: b.optima, Consumer: "erp", Cursor: ""},
			} {
				_, err := b.Ack(b.Context(), wrong)
				faulttest.Require(b.T, err, fault.Precondition, "CURSOR_MISMATCH")
			}
		})
	})

	t.Run("begins again in another epoch", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(uuid.Nil, 4)
			b.ack("erp", b.read("", 4).Next)
			require.NoError(b, b.RotateEpoch(b.Context()))
			consumers, err := b.ListConsumers(b.Context(), b.optima)
			require.NoError(b, err)
			assert.EqualValues(b, 4, consumers[0].Backlog)
			one := b.read("", 1).Next
			assert.Equal(b, one, b.ack("erp", one))
		})
	})

	t.Run("is for a bounded number of consumers of each source system", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(uuid.Nil, 1)
			cursor := b.read("", 1).Next
			for i := range 20 {
				b.ack(fmt.Sprint("consumer-", i), cursor)
			}
			_, err := b.Ack(b.Context(), feed.AckInput{SourceSystemID: b.optima, Consumer: "one-more", Cursor: cursor})
			faulttest.Require(b.T, err, fault.Precondition, "TOO_MANY_CONSUMERS")
			b.ack("consumer-7", cursor)

			theirs, err := b.Read(b.Context(), feed.ReadInput{Limit: 1, Filter: feed.Filter{SourceSystemID: b.other}})
			require.NoError(b, err)
			_, err = b.Ack(b.Context(), feed.AckInput{SourceSystemID: b.other, Consumer: "one-more", Cursor: theirs.Next})
			require.NoError(b, err)
		})
	})
}

func TestListConsumers(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		consumers, err := b.ListConsumers(b.Context(), b.optima)
		require.NoError(b, err)
		assert.Empty(b, consumers)

		b.append(uuid.Nil, 2)
		later := b.clock.Advance(time.Hour)
		b.append(uuid.Nil, 1)
		b.ack("slow", b.read("", 2).Next)
		b.ack("fast", b.read("", 3).Next)
		consumers, err = b.ListConsumers(b.Context(), b.optima)
		require.NoError(b, err)
		require.Len(b, consumers, 2)
		assert.Equal(b, "fast", consumers[0].Name)
		assert.Zero(b, consumers[0].Backlog)
		assert.Zero(b, consumers[0].OldestAt)
		assert.Equal(b, "slow", consumers[1].Name)
		assert.EqualValues(b, 1, consumers[1].Backlog)
		assert.Equal(b, later, consumers[1].OldestAt)
		theirs, err := b.ListConsumers(b.Context(), b.other)
		require.NoError(b, err)
		assert.Empty(b, theirs)
	})
}

func TestDeleteConsumer(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		b.ack("erp", b.read("", 1).Next)
		require.NoError(b, b.DeleteConsumer(b.Context(), b.optima, "erp"))
		err := b.DeleteConsumer(b.Context(), b.optima, "erp")
		faulttest.Require(b, err, fault.NotFound, "CONSUMER_NOT_FOUND")
		consumers, err := b.ListConsumers(b.Context(), b.optima)
		require.NoError(b, err)
		assert.Empty(b, consumers)
	})
}
