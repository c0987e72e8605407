package database_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// groups makes that many groups at version 1 and returns their ids.
func groups(t *testing.T, db *database.DB, count int) []uuid.UUID {
	t.Helper()
	ids := make([]uuid.UUID, count)
	for i := range ids {
		made, err := db.Client(t.Context()).Group.Create().
			SetName("before").SetNameKey([]byte(uuid.NewString())).SetCreatedAt(time.Now()).SetUpdatedAt(time.Now()).Save(t.Context())
		require.NoError(t, err)
		ids[i] = made.ID
	}
	return ids
}

// renames are rows that give groups another name, from a version that they may have.
func renames(ids []uuid.UUID, versions ...int64) database.Rows {
	rows := database.Rows{Table: "customer_groups", Columns: []string{"id", "version", "name", "sort_order", "approval_required", "updated_at"}}
	for i, id := range ids {
		rows.Values = append(rows.Values, []any{id, versions[i], strings.Repeat("x", i), int32(i), i > 0, time.Unix(int64(i), 0)})
	}
	return rows
}

func TestUpdateWritesEachRowOverItsVersion(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ids := groups(t, db, 3)
		require.NoError(t, db.Update(t.Context(), renames(ids[:2], 1, 1)))
		for i, id := range ids[:2] {
			saved := db.Client(t.Context()).Group.GetX(t.Context(), id)
			assert.Equal(t, []any{int64(2), strings.Repeat("x", i), int32(i), i > 0, int64(i)},
				[]any{saved.Version, saved.Name, saved.SortOrder, saved.ApprovalRequired, saved.UpdatedAt.Unix()})
		}
		other := db.Client(t.Context()).Group.GetX(t.Context(), ids[2])
		assert.Equal(t, []any{int64(1), "before"}, []any{other.Version, other.Name}, "the others stay")
	})
}

func TestUpdateTellsOfARowThatHasMovedOn(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ids := groups(t, db, 2)
		require.ErrorIs(t, db.Update(t.Context(), renames(ids, 1, 7)), database.ErrRaced)
		require.ErrorIs(t, db.Update(t.Context(), renames([]uuid.UUID{uuid.New()}, 1)), database.ErrRaced, "one that is gone")
	})
}

func TestUpdateRefusesColumnsThatAreNotThere(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		for _, columns := range [][]string{{"id", "name"}, {"version", "id"}, {"id"}, {"id", "version", "colour"}} {
			assert.Error(t, db.Update(t.Context(), database.Rows{Table: "customer_groups", Columns: columns}))
		}
	})
}
