package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/lib/pq"
)

// hangers are what a list shows beside the customers' own columns.
var hangers = []string{
	"SELECT customer_id, shop_id FROM customer_shops WHERE customer_id %s",
	"SELECT i.customer_id, i.external_id, i.code, i.active, i.pushed_at, s.code FROM identities i JOIN source_systems s ON s.id = i.source_system_id WHERE i.customer_id %s",
	"SELECT m.customer_id, m.group_id, m.origin, m.source_code, m.since, g.sort_order FROM memberships m JOIN customer_groups g ON g.id = m.group_id WHERE m.customer_id %s ORDER BY g.sort_order, g.name_key",
}

// readPage reads a page of customers and what a list shows of them.
func (s *stand) readPage(ctx context.Context, where string, arguments []any) error {
	ids, err := s.readAll(ctx, "SELECT * FROM customers "+where+" ORDER BY name_key, id LIMIT 51", arguments)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return fmt.Errorf("no row for %s", where)
	}
	condition, list := s.in(ids)
	for _, query := range hangers {
		if _, err := s.readAll(ctx, fmt.Sprintf(query, condition), list); err != nil {
			return err
		}
	}
	return nil
}

// searchClause finds a fragment by the index of the database, as the program does.
func (s *stand) searchClause(fragment string) (string, []any) {
	pattern := "%" + fragment + "%"
	if s.postgres {
		return "WHERE search_text LIKE $1", []any{pattern}
	}
	var trigrams []string
	for i := 0; i+3 <= len(fragment); i++ {
		trigrams = append(trigrams, `"`+fragment[i:i+3]+`"`)
	}
	return "WHERE serial IN (SELECT rowid FROM customers_fts WHERE customers_fts MATCH $1) AND search_text LIKE $2",
		[]any{strings.Join(trigrams, " AND "), pattern}
}

// compareBatch is the least that tells 500 unchanged records: their saved hashes.
func (s *stand) compareBatch(ctx context.Context) error {
	ids := make([]any, batchSize)
	for i := range ids {
		ids[i] = contractor(i).GetExternalId()
	}
	condition, list := s.in(ids)
	found, err := s.readAll(ctx, "SELECT external_id, content_hash, source_revision, customer_id FROM identities WHERE external_id "+condition, list)
	if err == nil && len(found) != batchSize {
		err = fmt.Errorf("%d of %d identities", len(found), batchSize)
	}
	return err
}

// in is the condition for one of many values.
func (s *stand) in(values []any) (string, []any) {
	if s.postgres {
		texts := make([]string, len(values))
		for i, value := range values {
			texts[i] = fmt.Sprint(value)
		}
		return "= ANY($1)", []any{pq.Array(texts)}
	}
	return "IN (" + strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ") + ")", values
}

// readAll reads every column of every row and returns the first column.
func (s *stand) readAll(ctx context.Context, query string, arguments []any) ([]any, error) {
	statement, err := s.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := statement.QueryContext(ctx, arguments...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values := make([]sql.RawBytes, len(columns))
	targets := make([]any, len(columns))
	for i := range values {
		targets[i] = &values[i]
	}
	var first []any
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return nil, err
		}
		first = append(first, string(values[0]))
	}
	return first, rows.Err()
}
