package database_test

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	entgroup "github.com/kartoteka/kartoteka/gen/ent/group"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// named counts the groups of ids, by one text for any number of them.
func named(ctx context.Context, t *testing.T, db *database.DB, ids []uuid.UUID) (count int) {
	t.Helper()
	query, arguments := entsql.Dialect(db.Dialect()).Select("count(*)").From(entsql.Table(entgroup.Table)).
		Where(db.AnyOf(entgroup.FieldID, ids)).Query()
	require.NoError(t, db.One(ctx, query, arguments, &count))
	return count
}

// keptByPostgres are the queries that the one connection in use has prepared.
func keptByPostgres(t *testing.T, db *database.DB) (texts []string) {
	t.Helper()
	query := "SELECT statement FROM pg_prepared_statements WHERE name <> ''"
	require.NoError(t, db.Each(t.Context(), query, nil, func(row *sql.Rows) error {
		var text string
		err := row.Scan(&text)
		texts = append(texts, text)
		return err
	}))
	return texts
}

func TestPreparedQueriesAnswerAsOthersDo(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ids := groups(t, db, 3)
		for range 10 { // PostgreSQL goes over to a plan for all arguments after five
			for count := range len(ids) + 1 {
				assert.Equal(t, count, named(t.Context(), t, db, ids[:count]))
				assert.Equal(t, count, named(database.Prepared(t.Context()), t, db, ids[:count]))
			}
		}
		if !db.IsPostgres() {
			return
		}
		kept := keptByPostgres(t, db)
		require.Len(t, kept, 1, "each text once, and only of what asks for it")
		assert.True(t, strings.HasPrefix(kept[0], "SELECT count(*) FROM"), kept[0])
	})
}

func TestPreparedQueriesInATransactionSeeIt(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context) error {
			made, err := db.Client(ctx).Group.Create().
				SetName("new").SetNameKey([]byte("new")).SetCreatedAt(time.Now()).SetUpdatedAt(time.Now()).Save(ctx)
			require.NoError(t, err)
			assert.Equal(t, 1, named(database.Prepared(ctx), t, db, []uuid.UUID{made.ID}))
			return nil
		}))
	})
}
