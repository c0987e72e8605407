package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

// queueLock is the advisory lock that lets one process at a time create River's tables.
const queueLock = 0x6b6172746a6f6273

// Queue is the database as River sees it. River keeps the background jobs.
func (db *DB) Queue() riverdriver.Driver[*sql.Tx] {
	if db.IsPostgres() {
		return riverdatabasesql.New(db.sql)
	}
	return riversqlite.New(db.sql)
}

// migrateQueue creates or updates River's tables and returns the number of steps. River has its own migrations;
// its tables are not part of the schema. One process at a time does it: on SQLite the transaction has the only
// lock there is, and on PostgreSQL, where the steps must not share a transaction, an advisory lock.
func (db *DB) migrateQueue(ctx context.Context) (applied int, err error) {
	pending, err := db.isQueuePending(ctx)
	if err != nil || !pending {
		return 0, err
	}
	migrator, err := db.queueMigrator()
	if err != nil {
		return 0, err
	}
	tx, err := db.sql.BeginTx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("migrate queue: %w", err)
	}
	defer func() { err = errors.Join(err, ignoreDone(tx.Rollback())) }()
	var result *rivermigrate.MigrateResult
	if db.IsPostgres() {
		if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", int64(queueLock)); err != nil {
			return 0, fmt.Errorf("lock queue for migration: %w", err)
		}
		result, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	} else {
		result, err = migrator.MigrateTx(ctx, tx, rivermigrate.DirectionUp, nil) //nolint:staticcheck // what is wrong with it is PostgreSQL's
	}
	if err != nil {
		return 0, fmt.Errorf("migrate queue: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return 0, fmt.Errorf("migrate queue: %w", err)
	}
	return len(result.Versions), nil
}

// isQueuePending reports whether River's tables are missing or older than this program.
func (db *DB) isQueuePending(ctx context.Context) (bool, error) {
	migrator, err := db.queueMigrator()
	if err != nil {
		return false, err
	}
	existing, err := migrator.ExistingVersions(ctx)
	if err != nil {
		return false, fmt.Errorf("read queue version: %w", err)
	}
	return len(existing) < len(migrator.AllVersions()), nil
}

func (db *DB) queueMigrator() (*rivermigrate.Migrator[*sql.Tx], error) {
	migrator, err := rivermigrate.New(db.Queue(), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, fmt.Errorf("read queue migrations: %w", err)
	}
	return migrator, nil
}
