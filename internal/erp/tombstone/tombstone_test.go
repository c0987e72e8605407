package tombstone_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/tombstone"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func TestWhoWasErasedIsRemembered(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stones := tombstone.NewList(db, clock.System)
		optima, xl := id.New(), id.New()
		none, err := stones.Erased(t.Context(), optima, []string{"a"})
		require.NoError(t, err)
		assert.Empty(t, none)

		require.NoError(t, stones.Add(t.Context(), optima, []string{"a", "b"}))
		require.NoError(t, stones.Add(t.Context(), optima, []string{"b", "c"}))
		erased, err := tombstone.NewList(db, clock.System).Erased(t.Context(), optima, []string{"a", "b", "c", "d"})
		require.NoError(t, err)
		assert.Equal(t, map[string]bool{"a": true, "b": true, "c": true}, erased)
		others, err := stones.Erased(t.Context(), xl, []string{"a"})
		require.NoError(t, err)
		assert.Empty(t, others, "another source system's contractor is somebody else")

		rows, err := db.Client(t.Context()).ErasedIdentity.Query().All(t.Context())
		require.NoError(t, err)
		require.Len(t, rows, 3)
		for _, row := range rows {
			assert.Len(t, row.Digest, 32, "a hash and not the id")
		}
	})
}
