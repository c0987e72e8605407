package database_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// Processes that start at once on an empty database each find it migrated.
func TestMigrateByManyAtOnce(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"sqlite:" + filepath.Join(t.TempDir(), "empty.db"), databasetest.EmptyPostgres(t)} {
		var all sync.WaitGroup
		for range 4 {
			db := databasetest.Open(t, url)
			all.Go(func() {
				_, err := db.Migrate(t.Context())
				assert.NoError(t, err)
				assert.NoError(t, db.CheckSchema(t.Context()))
			})
		}
		all.Wait()
	}
}

func TestADatabaseWithoutQueueIsOlder(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		_, err := db.Client(t.Context()).ExecContext(t.Context(), "DROP TABLE river_migration")
		require.NoError(t, err)
		require.ErrorIs(t, db.CheckSchema(t.Context()), database.ErrOlder)
	})
}

// What a library writes in the transaction of the context is committed and rolled back with it.
func TestTx(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		assert.Nil(t, db.Tx(t.Context()))
		boom := errors.New("boom")
		for _, outcome := range []error{boom, nil} {
			err := db.InTx(t.Context(), func(ctx context.Context) error {
				_, err := db.Tx(ctx).ExecContext(ctx, "INSERT INTO counters (id, value) VALUES ('library', 1)")
				require.NoError(t, err)
				found, err := db.Client(ctx).Counter.Query().Count(ctx)
				require.NoError(t, err)
				assert.Equal(t, 1, found, "both see what the other wrote")
				return outcome
			})
			require.ErrorIs(t, err, outcome)
			if outcome != nil {
				assert.Zero(t, counters(t, db))
			}
		}
		assert.Equal(t, 1, counters(t, db))
	})
}
