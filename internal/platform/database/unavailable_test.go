package database_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func execute(ctx context.Context, db *database.DB, statement string) error {
	_, err := db.Client(ctx).ExecContext(ctx, statement)
	return err
}

func requireUnavailable(t *testing.T, err error, reason string) {
	t.Helper()
	require.Error(t, err)
	refusal := database.Unavailable(err)
	require.NotNil(t, refusal, err)
	assert.Equal(t, fault.Unavailable, refusal.Kind)
	assert.Equal(t, reason, refusal.Reason)
}

func TestUnavailable(t *testing.T) {
	t.Parallel()

	t.Run("is a full disk", func(t *testing.T) {
		t.Parallel()
		databasetest.Each(t, func(t *testing.T, db *database.DB) {
			err := db.InTx(t.Context(), func(ctx context.Context) error {
				if db.IsPostgres() {
					return execute(ctx, db, "DO $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = 'disk_full'; END $$")
				}
				if err := execute(ctx, db, "PRAGMA max_page_count = 1"); err != nil {
					return err
				}
				return setCounter(ctx, db, strings.Repeat("x", 1<<20), 1)
			})
			requireUnavailable(t, err, "STORAGE_FULL")
		})
	})

	t.Run("is a server that goes away in between", func(t *testing.T) {
		t.Parallel()
		db := databasetest.Open(t, databasetest.Postgres(t))
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			return execute(ctx, db, "SELECT pg_terminate_backend(pg_backend_pid())")
		})
		requireUnavailable(t, err, "DATABASE_UNAVAILABLE")
	})

	t.Run("is a server that is not there", func(t *testing.T) {
		t.Parallel()
		_, err := database.Open(t.Context(), "postgres://nobody@127.0.0.1:1/none?sslmode=disable")
		requireUnavailable(t, err, "DATABASE_UNAVAILABLE")
	})

	t.Run("is a server that only reads", func(t *testing.T) {
		t.Parallel()
		db := databasetest.Open(t, databasetest.Postgres(t))
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			if err := execute(ctx, db, "SET TRANSACTION READ ONLY"); err != nil {
				return err
			}
			return setCounter(ctx, db, "refused", 1)
		})
		requireUnavailable(t, err, "DATABASE_UNAVAILABLE")
	})

	t.Run("is a file that is none", func(t *testing.T) {
		t.Parallel()
		folder := filepath.Join(t.TempDir(), "kartoteka.db")
		require.NoError(t, os.Mkdir(folder, 0o700))
		_, err := database.Open(t.Context(), "sqlite:"+folder)
		requireUnavailable(t, err, "DATABASE_UNAVAILABLE")
	})

	t.Run("is a disk that reads badly", func(t *testing.T) {
		t.Parallel()
		url := databasetest.SQLite(t)
		path := strings.TrimPrefix(url, "sqlite:")
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		const pages = 3 * 4096 // what the file says of itself stays readable
		for i := range text[pages:] {
			text[pages+i] ^= 0xff
		}
		require.NoError(t, os.WriteFile(path, text, 0o600))
		_, err = database.Open(t.Context(), url)
		requireUnavailable(t, err, "DATABASE_UNAVAILABLE")
	})

	t.Run("is nothing that the program does wrong", func(t *testing.T) {
		t.Parallel()
		databasetest.Each(t, func(t *testing.T, db *database.DB) {
			require.NoError(t, setCounter(t.Context(), db, "twice", 1))
			assert.Nil(t, database.Unavailable(setCounter(t.Context(), db, "twice", 2)))
			assert.Nil(t, database.Unavailable(execute(t.Context(), db, "SELECT nonsense")))
			assert.Nil(t, database.Unavailable(errors.New("other")))
			assert.Nil(t, database.Unavailable(context.DeadlineExceeded))
			assert.Nil(t, database.Unavailable(nil))
		})
	})
}

// A server of its own crashes at each step of a transaction.
func TestACrashedDatabaseIsUnavailable(t *testing.T) {
	t.Parallel()
	root, err := os.MkdirTemp("", "kartoteka-unavailable-") //nolint:usetesting // PostgreSQL's account may not enter the test's own folder
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(root)) })
	cluster, err := databasetest.NewCluster(root)
	require.NoError(t, err)
	require.NoError(t, cluster.Start())
	t.Cleanup(cluster.Stop)
	db := databasetest.Open(t, cluster.URL())
	_, err = db.Migrate(t.Context())
	require.NoError(t, err)

	for name, crashing := range map[string]func(context.Context) error{
		"in a statement": func(ctx context.Context) error {
			cluster.Stop()
			return execute(ctx, db, "SELECT 1")
		},
		"before the commit": func(context.Context) error {
			cluster.Stop()
			return nil
		},
	} {
		t.Log(name)
		requireUnavailable(t, db.InTx(t.Context(), crashing), "DATABASE_UNAVAILABLE")
		requireUnavailable(t, execute(t.Context(), db, "SELECT 1"), "DATABASE_UNAVAILABLE")
		require.NoError(t, cluster.Start())
		require.NoError(t, execute(t.Context(), db, "SELECT 1"), "it is back")
	}
}
