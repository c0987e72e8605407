package feed_test

import (
	"encoding/base64"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
)

func TestCursor(t *testing.T) {
	t.Parallel()

	t.Run("is refused with another setting or by another source system", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(uuid.Nil, 2)
			cursor := b.read("", 1).Next
			for _, filter := range []feed.Filter{
				{SourceSystemID: b.optima, IncludeOwn: true}, {SourceSystemID: b.other}, {},
			} {
				_, err := b.Read(b.Context(), feed.ReadInput{Cursor: cursor, Limit: 1, Filter: filter})
				faulttest.Require(b.T, err, fault.Precondition, "CURSOR_MISMATCH")
			}
		})
	})

	t.Run("is refused when it is none", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			for _, cursor := range []string{"oldest", "1", "====", "LATEST", base64.RawURLEncoding.EncodeToString(make([]byte, 33))} {
				_, err := b.Read(b.Context(), b.input(cursor, 1))
				faulttest.Require(b.T, err, fault.Precondition, "CURSOR_MISMATCH")
			}
		})
	})

	t.Run("cannot be made up, so that nobody can make the feed begin anew", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.append(uuid.Nil, 3)
			genuine, err := base64.RawURLEncoding.DecodeString(b.read("", 2).Next)
			require.NoError(b, err)
			before := b.epoch()
			for i := range genuine {
				forged := append([]byte{}, genuine...)
				forged[i] ^= 0x40
				_, err := b.Read(b.Context(), b.input(base64.RawURLEncoding.EncodeToString(forged), 1))
				refusal, ok := fault.As(err)
				require.True(b, ok, "byte %d", i)
				assert.Contains(b, []string{"CURSOR_MISMATCH", "CURSOR_EPOCH_CHANGED"}, refusal.Reason)
			}
			assert.Equal(b, before, b.epoch())
		})
	})
}

// What was cleared away is never skipped in silence.
func TestExpiredCursor(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		b.append(uuid.Nil, 3)
		first, second := b.read("", 1).Next, b.read("", 2).Next
		b.clock.Advance(31 * day)
		b.append(uuid.Nil, 2)
		require.NoError(b, b.Prune(b.Context()))
		require.Equal(b, []int{4, 5}, b.positions())

		for _, cursor := range []string{first, second} {
			_, err := b.Read(b.Context(), b.input(cursor, 10))
			refusal := faulttest.Require(b.T, err, fault.Precondition, "CURSOR_EXPIRED")
			again := b.read(refusal.Metadata["oldest_cursor"], 10)
			assert.Equal(b, []int{4, 5}, positionsOf(again.Events))
		}
		assert.Equal(b, []int{4, 5}, positionsOf(b.read("", 10).Events))
	})
}
