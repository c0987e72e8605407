package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"sync"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/lib/pq"
)

type preparedKey struct{}

// Prepared keeps the queries under the context prepared. The database then parses and plans each only once per
// connection, and PostgreSQL answers it in one round trip instead of two. Use it for the few queries that every
// request needs. There must be few different texts, and one plan must suit all arguments. Inside InTx it changes
// nothing.
func Prepared(ctx context.Context) context.Context {
	return context.WithValue(ctx, preparedKey{}, true)
}

// pooled is the driver of the ent client outside a transaction.
type pooled struct {
	*entsql.Driver

	prepared *statements
}

// Query implements dialect.Driver.
func (d pooled) Query(ctx context.Context, query string, args, v any) error {
	return entsql.Conn{ExecQuerier: d.prepared}.Query(ctx, query, args, v)
}

// QueryContext runs the queries that are not the client's own.
func (d pooled) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return d.prepared.QueryContext(ctx, query, args...)
}

// statements are the prepared queries of a pool.
type statements struct {
	*sql.DB

	kept sync.Map // of *sql.Stmt by their text
}

// QueryContext implements entsql.ExecQuerier.
func (s *statements) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if ctx.Value(preparedKey{}) == nil {
		return s.DB.QueryContext(ctx, query, args...)
	}
	statement, err := s.prepare(ctx, query) //nolint:sqlclosecheck // it stays open, for the next time
	if err != nil {
		return nil, err
	}
	return statement.QueryContext(ctx, args...)
}

func (s *statements) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if kept, ok := s.kept.Load(query); ok {
		return kept.(*sql.Stmt), nil //nolint:forcetypeassert // nothing else is kept
	}
	made, err := s.PrepareContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare query: %w", err)
	}
	kept, isThere := s.kept.LoadOrStore(query, made)
	if isThere { // somebody was faster
		defer made.Close()
	}
	return kept.(*sql.Stmt), nil //nolint:forcetypeassert // nothing else is kept
}

// AnyOf selects the rows whose column holds one of the values, a slice of strings or ids. The text of the query is
// the same for any number of values.
func (db *DB) AnyOf(column string, values any) *entsql.Predicate {
	return entsql.P(func(b *entsql.Builder) {
		if db.IsPostgres() {
			b.Ident(column).WriteString(" = ANY(").Arg(pq.Array(values)).WriteByte(')')
			return
		}
		b.Ident(column).WriteString(" IN (SELECT value FROM json_each(").Arg(jsonArray{values}).WriteString("))")
	})
}

// jsonArray is an array as SQLite accepts it.
type jsonArray struct{ values any }

// Value implements driver.Valuer.
func (a jsonArray) Value() (driver.Value, error) {
	text, err := json.Marshal(a.values)
	return string(text), err
}
