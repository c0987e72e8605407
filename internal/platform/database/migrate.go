package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/kartoteka/kartoteka/internal/platform/database/migrations"
)

// A process asks every second, for up to five minutes, whether another process has finished migrating.
const (
	lockPeriod  = 1
	lockPeriods = 300
)

// ErrNewer says that a newer program has migrated the database.
var ErrNewer = errors.New("the database was migrated by a newer version of kartoteka; start that version")

// Migrate brings the database up to this program's schema. Several processes may call it at once.
func (db *DB) Migrate(ctx context.Context) (applied int, err error) {
	ctx = unlimited(ctx)
	provider, done, err := db.migrator()
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, done()) }()
	if err := refuseNewer(ctx, provider); err != nil {
		return 0, err
	}
	applied, err = db.migrate(ctx, provider)
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	if !db.IsPostgres() && applied > 0 {
		if err := db.checkForeignKeys(ctx); err != nil {
			return 0, err
		}
	}
	queue, err := db.migrateQueue(ctx)
	return applied + queue, err
}

// migrate applies the pending migrations. On SQLite nothing keeps two processes apart: one that fails because the
// other was faster continues after it.
func (db *DB) migrate(ctx context.Context, provider *goose.Provider) (applied int, err error) {
	for stumbledAt := int64(-1); ; {
		results, err := provider.Up(ctx)
		if err == nil || db.IsPostgres() {
			return len(results), err
		}
		current, _, unknown := provider.GetVersions(ctx)
		if unknown != nil || current == stumbledAt {
			return 0, err
		}
		stumbledAt = current
	}
}

// CheckSchema reports whether the database is at this program's schema: nil, ErrNewer or ErrOlder.
func (db *DB) CheckSchema(ctx context.Context) (err error) {
	provider, done, err := db.migrator()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	if err := refuseNewer(ctx, provider); err != nil {
		return err
	}
	pending, err := provider.HasPending(ctx)
	if err != nil {
		return fmt.Errorf("check schema: %w", err)
	}
	if !pending {
		pending, err = db.isQueuePending(ctx)
	}
	if pending {
		return ErrOlder
	}
	return err
}

// ErrOlder says that the database has not been migrated yet.
var ErrOlder = errors.New("the database has an older schema; run kartoteka migrate")

// migrator returns goose on a connection of its own. SQLite changes a table by rebuilding it, which would delete
// the rows of its children, so its migrations run with foreign keys off.
func (db *DB) migrator() (*goose.Provider, func() error, error) {
	folder, dialect, pool, done := "postgres", goose.DialectPostgres, db.sql, func() error { return nil }
	options := []goose.ProviderOption{goose.WithGoMigrations(migrations.InGo()...)}
	if db.IsPostgres() {
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(lockPeriod, lockPeriods))
		if err != nil {
			return nil, nil, fmt.Errorf("make migration lock: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	} else {
		folder, dialect = "sqlite", goose.DialectSQLite3
		unchecked, err := sql.Open("sqlite", sqliteDSN(strings.TrimPrefix(db.url, sqlitePrefix), false))
		if err != nil {
			return nil, nil, fmt.Errorf("open database for migration: %w", err)
		}
		unchecked.SetMaxOpenConns(1)
		pool, done = unchecked, unchecked.Close
	}
	files, err := fs.Sub(migrations.Files, folder)
	if err != nil {
		return nil, nil, fmt.Errorf("read migrations: %w", err)
	}
	provider, err := goose.NewProvider(dialect, pool, files, options...)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("read migrations: %w", err), done())
	}
	return provider, done, nil
}

func refuseNewer(ctx context.Context, provider *goose.Provider) error {
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if current > target {
		return ErrNewer
	}
	return nil
}

// checkForeignKeys looks for rows that a migration without foreign keys may have orphaned.
func (db *DB) checkForeignKeys(ctx context.Context) error {
	var broken int
	if err := db.sql.QueryRowContext(ctx, "SELECT count(*) FROM pragma_foreign_key_check").Scan(&broken); err != nil {
		return fmt.Errorf("check foreign keys: %w", err)
	}
	if broken > 0 {
		return fmt.Errorf("check foreign keys: %d rows point nowhere after the migration", broken)
	}
	return nil
}
