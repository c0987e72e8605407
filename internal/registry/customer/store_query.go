package customer

import (
	"context"
	"database/sql"
	"errors"
)

var errNoRow = errors.New("the query has no row")

// each runs a query that the ent client has no words for and hands every row to scan.
func (s *store) each(ctx context.Context, query string, arguments []any, scan func(row *sql.Rows) error) error {
	rows, err := s.db.Client(ctx).QueryContext(ctx, query, arguments...)
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

// one scans the only value of the only row.
func (s *store) one(ctx context.Context, target any, query string, arguments []any) error {
	found := false
	err := s.each(ctx, query, arguments, func(row *sql.Rows) error {
		found = true
		return row.Scan(target)
	})
	if err == nil && !found {
		return errNoRow
	}
	return err
}
