package database

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/rs/zerolog"
)

// ErrMissing says that there is no database of Kartoteka where the URL points. Only Open makes one: a command with
// a mistyped URL must not report that it has worked, on an empty database of its own.
var ErrMissing = errors.New("there is no Kartoteka database here; kartoteka serve and kartoteka migrate make one")

// waitPause lies between two attempts to open a database.
const waitPause = time.Second

// OpenWithin opens a database that may take some time to come up.
func OpenWithin(ctx context.Context, rawURL string, wait time.Duration) (*DB, error) {
	for end := time.Now().Add(wait); ; {
		db, err := Open(ctx, rawURL)
		if err == nil || errors.Is(err, ErrURL) || !time.Now().Before(end) {
			return db, err
		}
		zerolog.Ctx(ctx).Warn().Err(err).Msg("waiting for the database")
		select {
		case <-time.After(waitPause):
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), err)
		}
	}
}

// OpenExisting opens a database at this program's schema. Errors: ErrMissing, ErrOlder, ErrNewer.
func OpenExisting(ctx context.Context, rawURL string) (*DB, error) {
	path, isFile := strings.CutPrefix(rawURL, sqlitePrefix)
	if isFile {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("open %s: %w", path, ErrMissing)
		}
	}
	db, err := Open(ctx, rawURL)
	if err != nil {
		return nil, err
	}
	if err := db.checkExisting(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// checkExisting looks before goose does: goose would make its table in a database that has none.
func (db *DB) checkExisting(ctx context.Context) error {
	made, err := db.isMade(ctx)
	if err != nil {
		return err
	}
	if !made {
		return ErrMissing
	}
	return db.CheckSchema(ctx)
}

// isMade reports whether the database has ever been migrated.
func (db *DB) isMade(ctx context.Context) (made bool, err error) {
	query := "SELECT count(*) > 0 FROM sqlite_master WHERE name = 'goose_db_version'"
	if db.IsPostgres() {
		query = "SELECT to_regclass('goose_db_version') IS NOT NULL"
	}
	if err := db.sql.QueryRowContext(ctx, query).Scan(&made); err != nil {
		return false, fmt.Errorf("look for the schema: %w", err)
	}
	return made, nil
}

// makeFile makes the file of a SQLite database that does not exist yet, so that nobody else can read it: SQLite
// would let everybody. The files beside it get the same rights. A file that exists is not touched, since closing it
// here would end the locks that the process may hold on it.
func makeFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the operator names it
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil
	case err != nil:
		return fmt.Errorf("make database: %w", err)
	default:
		return file.Close()
	}
}
