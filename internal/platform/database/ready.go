package database

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	sqlitelib "modernc.org/sqlite/lib"

	"github.com/kartoteka/kartoteka/internal/platform/database/migrations"
)

var errReadOnly = errors.New("the database is read-only, as a standby is")

// CheckWritable returns why the database takes no writes; nil if it does.
func (db *DB) CheckWritable(ctx context.Context) error {
	if !db.IsPostgres() {
		tx, err := db.probe.BeginTx(ctx, nil) // which takes the write lock
		if primaryCode(err) == sqlitelib.SQLITE_BUSY {
			return nil // somebody writes
		}
		if err != nil {
			return fmt.Errorf("begin to write: %w", err)
		}
		return tx.Rollback()
	}
	var readOnly bool
	err := db.probe.QueryRowContext(ctx, "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'").Scan(&readOnly)
	if err != nil {
		return fmt.Errorf("ask whether the database takes writes: %w", err)
	}
	if readOnly {
		return errReadOnly
	}
	return nil
}

// CheckMigrated returns ErrOlder where the database lacks a migration of this program. It costs one query, and does
// not mind what newer programs have added: they serve beside this one during an upgrade.
func (db *DB) CheckMigrated(ctx context.Context) error {
	latest, err := db.latestMigration()
	if err != nil {
		return err
	}
	var applied bool
	err = db.probe.QueryRowContext(ctx, "SELECT count(*) > 0 FROM goose_db_version WHERE version_id = $1 AND is_applied", latest).Scan(&applied)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if !applied {
		return ErrOlder
	}
	return nil
}

// latestMigration is the version of the last one; each kind of database has its own.
func (db *DB) latestMigration() (latest int64, err error) {
	folder := "sqlite"
	if db.IsPostgres() {
		folder = "postgres"
	}
	files, err := fs.Glob(migrations.Files, folder+"/*.sql")
	if err != nil {
		return 0, fmt.Errorf("read migrations: %w", err)
	}
	for _, file := range files {
		number, _, _ := strings.Cut(path.Base(file), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("read migrations: %w", err)
		}
		latest = max(latest, version)
	}
	for _, migration := range migrations.InGo() {
		latest = max(latest, migration.Version)
	}
	return latest, nil
}

// Now is the time of the database, which is that of the machine for SQLite.
func (db *DB) Now(ctx context.Context) (now time.Time, err error) {
	if !db.IsPostgres() {
		return time.Now(), nil
	}
	if err := db.probe.QueryRowContext(ctx, "SELECT clock_timestamp()").Scan(&now); err != nil {
		return time.Time{}, fmt.Errorf("ask for the time: %w", err)
	}
	return now, nil
}

// DueJobs counts the background jobs that were to be done before a time and wait still.
func (db *DB) DueJobs(ctx context.Context, before time.Time) (due int, err error) {
	const query = "SELECT count(*) FROM river_job WHERE state = 'available' AND scheduled_at < $1"
	var limit any = before.UTC()
	if !db.IsPostgres() {
		limit = before.UTC().Format("2006-01-02 15:04:05.000") // as River keeps times there
	}
	if err := db.probe.QueryRowContext(ctx, query, limit).Scan(&due); err != nil {
		return 0, fmt.Errorf("count due jobs: %w", err)
	}
	return due, nil
}
