package database_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func TestCheckWritable(t *testing.T) {
	t.Parallel()

	t.Run("finds nothing wrong with a database at work", func(t *testing.T) {
		t.Parallel()
		databasetest.Each(t, func(t *testing.T, db *database.DB) {
			require.NoError(t, db.CheckWritable(t.Context()))
			require.NoError(t, db.Ping(t.Context()))
		})
	})

	t.Run("notices a standby", func(t *testing.T) {
		t.Parallel()
		db := databasetest.Open(t, databasetest.Postgres(t)+"&default_transaction_read_only=on")
		require.ErrorContains(t, db.CheckWritable(t.Context()), "read-only")
		require.NoError(t, db.Ping(t.Context()), "which answers all the same")
	})

	t.Run("is not held up by somebody who writes for long", func(t *testing.T) {
		t.Parallel()
		url := databasetest.SQLite(t)
		db := databasetest.Open(t, url)
		err := databasetest.Open(t, url).InTx(t.Context(), func(ctx context.Context) error {
			began := time.Now()
			require.NoError(t, db.CheckWritable(ctx))
			assert.Less(t, time.Since(began), 5*time.Second)
			require.NoError(t, db.Ping(ctx))
			return nil
		})
		require.NoError(t, err)
	})
}

func TestCheckMigrated(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		require.NoError(t, db.CheckMigrated(t.Context()))
		execute := func(statement string) {
			t.Helper()
			_, err := db.Client(t.Context()).ExecContext(t.Context(), statement)
			require.NoError(t, err)
		}
		execute("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99990101000000, true)")
		require.NoError(t, db.CheckMigrated(t.Context()), "a newer program serves beside this one during an upgrade")
		execute("DELETE FROM goose_db_version WHERE version_id > 20261001000000")
		require.ErrorIs(t, db.CheckMigrated(t.Context()), database.ErrOlder)
	})
}

// Whoever waits for a connection or for the database gives up when they are told to.
func TestInTxGivesUpWithItsCaller(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		err := db.InTx(gone, func(context.Context) error { assert.Fail(t, "it begins"); return nil })
		require.ErrorIs(t, err, context.Canceled)
	})
}
