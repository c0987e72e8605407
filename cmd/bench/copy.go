package main

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// tables are what a new customer is made of, in the order of the foreign keys; by is the column that
// names the customer.
var tables = []struct{ name, by string }{
	{"customers", "id"},
	{"customer_shops", "customer_id"},
	{"identities", "customer_id"},
	{"addresses", "customer_id"},
	{"employees", "customer_id"},
	{"memberships", "customer_id"},
	{"history", "customer_id"},
	{"feed_events", "customer_id"},
}

// firstCopy is beyond every serial and position that the program gives.
const firstCopy = 1_000_000_000

// content are rows of one table.
type content struct {
	table   string
	columns []string
	rows    [][]any
}

// copyCustomers reads the newest customers with all that hangs on them, gives them new keys and
// returns the call that writes them: single rows one by one, batches by COPY and merge.
func (s *stand) copyCustomers(ctx context.Context, count int, byStaff bool) (func() error, error) {
	origin := "erp"
	if byStaff {
		origin = "admin"
	}
	ids, err := s.readAll(ctx, "SELECT id FROM customers WHERE origin = $1 AND serial < "+strconv.Itoa(firstCopy)+
		" ORDER BY serial DESC LIMIT "+strconv.Itoa(count), []any{origin})
	if err != nil {
		return nil, err
	}
	if len(ids) < count {
		if err := s.create(ctx); err != nil {
			return nil, err
		}
		return s.copyCustomers(ctx, count, byStaff)
	}
	keys := map[string]string{}
	var all []content
	for _, table := range tables {
		read, err := s.readContent(ctx, table.name, table.by, ids)
		if err != nil {
			return nil, err
		}
		s.rekey(read, keys)
		all = append(all, read)
	}
	return func() error { return s.write(ctx, all, count > 1) }, nil
}

func (s *stand) readContent(ctx context.Context, table, by string, ids []any) (content, error) {
	condition, list := s.in(ids)
	rows, err := s.sql.QueryContext(ctx, "SELECT * FROM "+table+" WHERE "+by+" "+condition, list...)
	if err != nil {
		return content{}, err
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return content{}, err
	}
	read := content{table: table}
	for _, t := range types {
		read.columns = append(read.columns, t.Name())
	}
	for rows.Next() {
		values := make([]any, len(types))
		targets := make([]any, len(types))
		for i := range values {
			targets[i] = &values[i]
		}
		if err := rows.Scan(targets...); err != nil {
			return content{}, err
		}
		for i, value := range values {
			// Everything that is not binary travels as text.
			if raw, ok := value.([]byte); ok && s.postgres && types[i].DatabaseTypeName() != "BYTEA" {
				values[i] = string(raw)
			}
		}
		read.rows = append(read.rows, values)
	}
	return read, rows.Err()
}

// rekey gives rows keys that nothing has yet, the same new key for the same old one.
func (s *stand) rekey(c content, keys map[string]string) {
	renew := func(old any) string {
		text := fmt.Sprint(old)
		if keys[text] == "" {
			keys[text] = uuid.NewString()
		}
		return keys[text]
	}
	for _, row := range c.rows {
		for i, column := range c.columns {
			switch {
			case c.table == "feed_events" && column == "id", column == "serial":
				row[i] = firstCopy + int64(s.next())
			case column == "number":
				row[i] = strconv.Itoa(firstCopy + s.next())
			case slices.Contains([]string{"id", "customer_id", "event_id"}, column):
				row[i] = renew(row[i])
			case c.table == "employees" && column == "email_key", column == "external_id":
				row[i] = strconv.Itoa(s.next()) + "." + strings.TrimLeft(fmt.Sprint(row[i]), "0123456789.")
			}
		}
	}
}

func (s *stand) write(ctx context.Context, all []content, merge bool) (err error) {
	tx, err := s.sql.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
		}
	}()
	for _, c := range all {
		if c.table == "feed_events" {
			if _, err := tx.ExecContext(ctx, "UPDATE feed_heads SET position = position + 0 WHERE id = 1"); err != nil {
				return err
			}
		}
		if len(c.rows) == 0 {
			continue
		}
		if merge && s.postgres {
			err = copyAndMerge(ctx, tx, c)
		} else {
			err = s.insertEach(ctx, tx, c)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", c.table, err)
		}
	}
	return tx.Commit()
}

func (s *stand) insertEach(ctx context.Context, tx *sql.Tx, c content) error {
	places := make([]string, len(c.columns))
	for i := range places {
		places[i] = "$" + strconv.Itoa(i+1)
	}
	statement, err := s.prepared(ctx, "INSERT INTO "+c.table+" ("+strings.Join(c.columns, ", ")+") VALUES ("+strings.Join(places, ", ")+")")
	if err != nil {
		return err
	}
	bound := tx.StmtContext(ctx, statement)
	for _, row := range c.rows {
		if _, err := bound.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	return nil
}

// copyAndMerge is the fastest way into PostgreSQL for rows that may be there already.
func copyAndMerge(ctx context.Context, tx *sql.Tx, c content) error {
	stage := "stage_" + c.table
	if _, err := tx.ExecContext(ctx, "CREATE TEMPORARY TABLE IF NOT EXISTS "+stage+" (LIKE "+c.table+") ON COMMIT DELETE ROWS"); err != nil {
		return err
	}
	columns := strings.Join(c.columns, ", ")
	statement, err := tx.PrepareContext(ctx, "COPY "+stage+" ("+columns+") FROM STDIN")
	if err != nil {
		return err
	}
	for _, row := range c.rows {
		if _, err := statement.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	if _, err := statement.ExecContext(ctx); err != nil {
		return err
	}
	if err := statement.Close(); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO "+c.table+" ("+columns+") SELECT "+columns+" FROM "+stage+" ON CONFLICT DO NOTHING")
	return err
}
