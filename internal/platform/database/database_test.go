package database_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"entgo.io/ent/dialect"
	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/database/plan"
)

func setCounter(ctx context.Context, db *database.DB, name string, value int64) error {
	return db.Client(ctx).Counter.Create().SetID(name).SetValue(value).Exec(ctx)
}

func counters(t *testing.T, db *database.DB) int {
	t.Helper()
	count, err := db.Client(t.Context()).Counter.Query().Count(t.Context())
	require.NoError(t, err)
	return count
}

func TestOpen(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"", "kartoteka.db", "mysql://x", "sqlite:"} {
		_, err := database.Open(t.Context(), url)
		require.ErrorIs(t, err, database.ErrURL, url)
	}
}

// A deadlock that beginning again does not help out of is a race like any other: the caller may send
// the request again.
func TestADeadlockIsARace(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		for _, code := range []pqerror.Code{pqerror.TRDeadlockDetected, pqerror.TRSerializationFailure} {
			deadlock, tries := &pq.Error{Code: code}, 0
			err := db.InTx(t.Context(), func(context.Context) error {
				tries++
				return fmt.Errorf("save: %w", deadlock)
			})
			assert.Greater(t, tries, 1)
			require.ErrorIs(t, err, database.ErrRaced)
			require.ErrorIs(t, err, deadlock, "the log may tell what it was")
		}
	})
}

func TestInTx(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		boom := errors.New("boom")

		err := db.InTx(t.Context(), func(ctx context.Context) error {
			require.NoError(t, setCounter(ctx, db, "refused", 1))
			return boom
		})
		require.ErrorIs(t, err, boom)
		assert.Zero(t, counters(t, db), "an error rolls everything back")

		err = db.InTx(t.Context(), func(ctx context.Context) error {
			_ = db.InTx(ctx, func(context.Context) error { return boom })
			return setCounter(ctx, db, "spoiled", 1)
		})
		require.ErrorIs(t, err, boom)
		assert.Zero(t, counters(t, db), "a nested error spoils the outer transaction even when it is dropped")

		var order []string
		err = db.InTx(t.Context(), func(ctx context.Context) error {
			db.BeforeCommit(ctx, func(context.Context) error {
				order = append(order, "before commit")
				return nil
			})
			order = append(order, "work")
			return setCounter(ctx, db, "kept", 1)
		})
		require.NoError(t, err)
		assert.Equal(t, []string{"work", "before commit"}, order)
		assert.Equal(t, 1, counters(t, db))
	})
}

func TestInTxRollsBackWhenTheCallerIsGone(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		err := db.InTx(ctx, func(ctx context.Context) error {
			require.NoError(t, setCounter(ctx, db, "gone", 1))
			cancel()
			return nil
		})
		require.ErrorIs(t, err, context.Canceled)
		assert.Zero(t, counters(t, db))
	})
}

func TestInsertTakesMoreRowsThanAStatementCan(t *testing.T) {
	t.Parallel()
	const rows = 35_000
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		values := make([][]any, rows)
		for i := range values {
			values[i] = []any{strconv.Itoa(i), i}
		}
		affected, err := db.Insert(t.Context(), database.Rows{Table: "counters", Columns: []string{"id", "value"}, Values: values})
		require.NoError(t, err)
		assert.EqualValues(t, rows, affected)
		assert.Equal(t, rows, counters(t, db))
	})
}

func TestIsUniqueViolation(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		require.NoError(t, setCounter(t.Context(), db, "twice", 1))
		err := setCounter(t.Context(), db, "twice", 2)
		assert.True(t, database.IsUniqueViolation(err))
		assert.False(t, database.IsUniqueViolation(errors.New("other")))
	})
}

func TestTimesKeepTheirMicroseconds(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		at := time.Date(2026, 3, 29, 1, 2, 3, 456789000, time.UTC)
		created, err := db.Client(t.Context()).SourceSystem.Create().SetCode("A").SetName("A").
			SetCreatedAt(at).SetUpdatedAt(at).Save(t.Context())
		require.NoError(t, err)
		read, err := db.Client(t.Context()).SourceSystem.Get(t.Context(), created.ID)
		require.NoError(t, err)
		assert.True(t, at.Equal(read.CreatedAt), read.CreatedAt)
	})
}

func TestMigrate(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		applied, err := db.Migrate(t.Context())
		require.NoError(t, err)
		assert.Zero(t, applied, "migrating again changes nothing")
		require.NoError(t, db.CheckSchema(t.Context()))

		_, err = db.Client(t.Context()).ExecContext(t.Context(),
			"INSERT INTO goose_db_version (version_id, is_applied) VALUES (99990101000000, true)")
		require.NoError(t, err)
		_, err = db.Migrate(t.Context())
		require.ErrorIs(t, err, database.ErrNewer)
		require.ErrorIs(t, db.CheckSchema(t.Context()), database.ErrNewer)
	})
}

func TestCheckSchemaTellsOfAnEmptyDatabase(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"sqlite:" + filepath.Join(t.TempDir(), "empty.db"), databasetest.EmptyPostgres(t)} {
		require.ErrorIs(t, databasetest.Open(t, url).CheckSchema(t.Context()), database.ErrOlder)
	}
}

func TestMigrationsLeadToTheSchema(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		folder := filepath.Join(t.TempDir(), kind)
		require.NoError(t, os.CopyFS(folder, os.DirFS(filepath.Join("migrations", kind))))
		before, err := os.ReadDir(folder)
		require.NoError(t, err)
		on := plan.Scratch("drift", folder)
		if kind == "postgres" {
			on = plan.Database{Dialect: dialect.Postgres, URL: databasetest.EmptyPostgres(t), Folder: folder}
		}
		require.NoError(t, plan.Write(t.Context(), "drift", on))
		after, err := os.ReadDir(folder)
		require.NoError(t, err)
		assert.Len(t, after, len(before), "%s: run `make migration NAME=…`", kind)
	}
}
