package database

import (
	"context"
	"errors"
)

// MigrateTo brings an empty database up to a migration, as the program did that knew none behind it.
func (db *DB) MigrateTo(ctx context.Context, version int64) (err error) {
	provider, done, err := db.migrator()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	_, err = provider.UpTo(ctx, version)
	return err
}
