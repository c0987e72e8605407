package database

import (
	"context"
	"database/sql"
)

// TypeHistory runs the migration that gives types to the values of the history.
func (db *DB) TypeHistory(ctx context.Context, tx *sql.Tx) error { return db.retypeHistory(ctx, tx) }
