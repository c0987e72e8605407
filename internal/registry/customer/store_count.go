package customer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"

	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
)

// mostCounted is how far customers are counted one by one; beyond, the database estimates.
const mostCounted = 50_000

// Count is how many customers pass a filter.
type Count struct {
	Total     int
	Precision Precision
}

// Precision says how far a count may be trusted.
type Precision int

// The precisions.
const (
	Exact Precision = iota
	Estimate
	AtLeast
)

// count counts up to mostCounted. Beyond, PostgreSQL's planner estimates; SQLite keeps no such
// statistics, so it counts everything when nothing is filtered and else says "at least".
func (s *store) count(ctx context.Context, filter Filter, query search) (Count, error) {
	if !s.db.IsPostgres() && filter.isEmpty() {
		total, err := s.countRows(ctx, entsql.Table(entcustomer.Table))
		return Count{Total: total, Precision: Exact}, err
	}
	total, err := s.countRows(ctx, s.selector(filter, query).Limit(s.mostCounted+1).As("bounded"))
	switch {
	case err != nil || total <= s.mostCounted:
		return Count{Total: total, Precision: Exact}, err
	case !s.db.IsPostgres():
		return Count{Total: s.mostCounted, Precision: AtLeast}, nil
	}
	planned, err := s.plannedRows(ctx, s.selector(filter, query))
	return Count{Total: max(planned, s.mostCounted), Precision: Estimate}, err
}

// selector selects the ids that pass.
func (s *store) selector(filter Filter, query search) *entsql.Selector {
	table := entsql.Dialect(s.db.Dialect()).Select().From(entsql.Table(entcustomer.Table))
	for _, matches := range append(passes(filter), s.matches(query)...) {
		matches(table)
	}
	return table.Select(table.C(entcustomer.FieldID))
}

// plannedRows is how many rows PostgreSQL's planner expects of a query.
func (s *store) plannedRows(ctx context.Context, selector *entsql.Selector) (int, error) {
	query, arguments := selector.Query()
	var text []byte
	if err := s.db.One(ctx, "EXPLAIN (FORMAT JSON) "+query, arguments, &text); err != nil {
		return 0, fmt.Errorf("estimate count: %w", err)
	}
	var plans []struct {
		Plan struct {
			Rows float64 `json:"Plan Rows"`
		} `json:"Plan"`
	}
	if err := json.Unmarshal(text, &plans); err != nil || len(plans) != 1 {
		return 0, errors.Join(errors.New("estimate count: unreadable plan"), err)
	}
	return int(plans[0].Plan.Rows), nil
}

func (s *store) countRows(ctx context.Context, from entsql.TableView) (int, error) {
	query, arguments := entsql.Dialect(s.db.Dialect()).Select(entsql.Count("*")).From(from).Query()
	var total int
	if err := s.db.One(ctx, query, arguments, &total); err != nil {
		return 0, fmt.Errorf("count customers: %w", err)
	}
	return total, nil
}
