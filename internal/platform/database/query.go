package database

import (
	"context"
	"database/sql"
)

// Each runs a query that the generated client cannot write, and hands every row to scan.
func (db *DB) Each(ctx context.Context, query string, arguments []any, scan func(row *sql.Rows) error) error {
	rows, err := db.Client(ctx).QueryContext(ctx, query, arguments...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// One runs such a query and scans its only row; sql.ErrNoRows when there is none.
func (db *DB) One(ctx context.Context, query string, arguments []any, targets ...any) error {
	found := false
	err := db.Each(ctx, query, arguments, func(row *sql.Rows) error {
		found = true
		return row.Scan(targets...)
	})
	if err == nil && !found {
		return sql.ErrNoRows
	}
	return err
}
