package database

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// ErrNotSQLite says that PostgreSQL has better tools than ours.
var ErrNotSQLite = errors.New("this is done for SQLite alone")

// BackUp copies a SQLite database to a file that must not exist, as it is at one moment, while others read and write.
// Errors: ErrNotSQLite.
func (db *DB) BackUp(ctx context.Context, path string) error {
	if db.IsPostgres() {
		return ErrNotSQLite
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the operator names it
	if err != nil {
		return fmt.Errorf("make the backup: %w", err)
	}
	defer file.Close()
	if _, err := db.sql.ExecContext(ctx, "VACUUM INTO $1", path); err != nil {
		return errors.Join(fmt.Errorf("back up to %s: %w", path, err), os.Remove(path))
	}
	if err := file.Sync(); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	return nil
}

// Restore copies a backup to where a SQLite URL points; nothing must be there. Errors: ErrNotSQLite.
func Restore(ctx context.Context, backup, rawURL string) error {
	path, ok := strings.CutPrefix(rawURL, sqlitePrefix)
	if !ok {
		return ErrNotSQLite
	}
	if err := check(ctx, backup); err != nil {
		return fmt.Errorf("read the backup %s: %w", backup, err)
	}
	from, err := os.Open(backup) //nolint:gosec // the operator names it
	if err != nil {
		return fmt.Errorf("read the backup: %w", err)
	}
	defer from.Close()
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the operator names it
	if err != nil {
		return fmt.Errorf("restore, where nothing must be yet: %w", err)
	}
	_, err = io.Copy(to, from)
	if err := errors.Join(err, to.Sync(), to.Close()); err != nil {
		return errors.Join(fmt.Errorf("restore to %s: %w", path, err), os.Remove(path))
	}
	return nil
}

// check looks whether a file is a whole database of Kartoteka.
func check(ctx context.Context, path string) (err error) {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	db, err := Open(ctx, sqlitePrefix+path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var found string
	if err := db.sql.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	if found != "ok" {
		return fmt.Errorf("check: %s", found)
	}
	made, err := db.isMade(ctx)
	if err == nil && !made {
		err = ErrMissing
	}
	return err
}
