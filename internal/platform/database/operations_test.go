package database_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/snapshot"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
	"github.com/kartoteka/kartoteka/internal/platform/operation"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// beforeOperations is the last migration of the program that knew sweeps and no operations.
const beforeOperations = 20261130000000

// TestSweepsOfBeforeAreOperations migrates a database in which one sweep is done and another stands half way.
func TestSweepsOfBeforeAreOperations(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]func() string{
		"sqlite":   func() string { return "sqlite:" + filepath.Join(t.TempDir(), "kartoteka.db") },
		"postgres": func() string { return databasetest.EmptyPostgres(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := databasetest.Open(t, url())
			require.NoError(t, db.MigrateTo(t.Context(), beforeOperations))
			done, standing, aborted := uuid.New(), uuid.New(), uuid.New()
			sourceID := sweptBefore(t, db, done, standing, aborted)
			_, err := db.Migrate(t.Context())
			require.NoError(t, err)

			on := clock.System
			history, events, background := audit.NewLog(db, on), feed.New(db, on), jobs.New(db)
			sources := source.NewService(source.Dependencies{DB: db, Clock: on, History: history})
			operations := operation.NewService(operation.Dependencies{DB: db, Clock: on, Jobs: background})
			snapshot.NewService(snapshot.Dependencies{
				DB: db, Clock: on, History: history, Jobs: background, Operations: operations, Sources: sources,
				Customers: customer.NewService(customer.Dependencies{DB: db, Clock: on, History: history, Feed: events}),
			})
			report := func(runID uuid.UUID) source.Run {
				run, err := sources.GetRun(t.Context(), runID)
				require.NoError(t, err)
				return run
			}
			assert.Equal(t, source.SnapshotProgress{ReceivedCount: 50, AbsentCount: 5, BlockedCount: 4}, report(done).Snapshot)
			assert.Equal(t, source.SnapshotProgress{ReceivedCount: 9}, report(aborted).Snapshot)
			assert.Equal(t, source.SnapshotProgress{ReceivedCount: 7, AbsentCount: 3, BlockedCount: 1}, report(standing).Snapshot)
			assert.Equal(t, source.Sweeping, report(standing).State)

			require.NoError(t, operations.Work(t.Context(), standing))
			assert.Equal(t, source.Completed, report(standing).State)
			assert.Equal(t, source.SnapshotProgress{ReceivedCount: 7, AbsentCount: 3, BlockedCount: 3}, report(standing).Snapshot)
			assert.Zero(t, db.Client(t.Context()).SourceSystem.GetX(t.Context(), sourceID).SnapshotRunID)
			swept, _, err := operations.List(t.Context(), 0, "")
			require.NoError(t, err)
			assert.Len(t, swept, 2)
			for _, o := range swept {
				assert.Equal(t, operation.Done, o.State)
			}
		})
	}
}

// sweptBefore fills a database as the program did before there were operations, and returns the id of the
// source system.
func sweptBefore(t *testing.T, db *database.DB, done, standing, aborted uuid.UUID) uuid.UUID {
	t.Helper()
	at := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	source := uuid.New()
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context) error {
		client := db.Client(ctx)
		execute := func(statement string, arguments ...any) {
			_, err := client.ExecContext(ctx, statement, arguments...)
			require.NoError(t, err)
		}
		execute("INSERT INTO source_systems (id, code, name, created_at, updated_at, snapshot_run_id) VALUES ($1, 'OPTIMA', '', $2, $2, $3)", source, at, standing)
		run := `INSERT INTO sync_runs (id, source_system_id, kind, state, started_at, ended_at, received_count, absent_count, blocked_count, swept_after)
			VALUES ($1, $2, 'snapshot', $3, $4, $5, $6, $7, $8, $9)`
		execute(run, done, source, "completed", at, at, 50, 5, 4, "x")
		execute(run, aborted, source, "aborted", at, at, 9, 0, 0, "")
		execute(run, standing, source, "sweeping", at, nil, 7, 3, 1, "K1")
		for i, externalID := range []string{"K1", "K2", "K3"} {
			customer := uuid.New()
			execute(`INSERT INTO customers (id, created_at, updated_at, serial, number, kind, name, name_key, tax_status, account_state, approval, status, origin)
				VALUES ($1, $2, $2, $3, $4, 'company', 'A', $5, 'domestic', 'registered', 'approved', 'active', 'erp')`, customer, at, i+1, externalID, []byte("a"))
			execute(`INSERT INTO identities (id, external_id, content_hash, hash_version, created_at, pushed_at, customer_id, source_system_id, absent)
				VALUES ($1, $2, $3, 1, $4, $4, $5, $6, $7)`, uuid.New(), externalID, []byte{1}, at, customer, source, externalID == "K1")
		}
		return nil
	}))
	return source
}
