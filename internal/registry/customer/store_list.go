package customer

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// mostExact bounds how many customers an exact value may bring to the top of a list.
const mostExact = 20

// sortColumn is a column that lists are sorted by.
type sortColumn struct {
	column

	read func(key []byte) (any, error) // reads a value back from a page token
}

// sortColumns are the sort orders by JSON name; each has an index that ends in id or is unique.
var sortColumns = allSortColumns()

func allSortColumns() map[string]sortColumn {
	all := map[string]sortColumn{
		"number":     {column{Name: entcustomer.FieldSerial, Value: func(c *Customer) any { return c.Serial }}, asInt},
		"createTime": {column{Name: entcustomer.FieldCreatedAt, Value: func(c *Customer) any { return c.CreatedAt }}, asTime},
		"updateTime": {column{Name: entcustomer.FieldUpdatedAt, Value: func(c *Customer) any { return c.UpdatedAt }}, asTime},
	}
	for _, field := range fields {
		if field.sort != nil {
			all[field.Name] = sortColumn{field.columns[len(field.columns)-1], field.sort}
		}
	}
	return all
}

// key is a value of the column as a page token holds it.
func (s sortColumn) key(c *Customer) []byte {
	switch value := s.Value(c).(type) {
	case int64:
		return page.IntKey(value)
	case time.Time:
		return page.TimeKey(value)
	case string:
		return []byte(value)
	default:
		return value.([]byte)
	}
}

// listInput is one page of a list.
type listInput struct {
	filter Filter
	search search
	order  Order
	limit  int
	from   *place // nil on the first page
}

// listed is a page of customers, each with what a list shows of it.
type listed struct {
	customers []*Customer
	exact     int         // how many of them, at the front, the search names by an exact value
	shown     []uuid.UUID // the exact matches, of the first page on every page
	hasMore   bool        // whether there is a next page
}

// list returns a page. It takes the same few statements whatever the number of rows.
func (s *store) list(ctx context.Context, in listInput) (listed, error) {
	exact, err := s.exactRows(ctx, in)
	if err != nil {
		return listed{}, err
	}
	from := place{}
	if in.from != nil {
		from = *in.from
	}
	for _, row := range exact {
		from.shown = append(from.shown, row.ID)
	}
	wanted := in.limit - len(exact)
	rows, err := s.sortedRows(ctx, in, from, wanted+1) // one more tells whether there is a next page
	if err != nil {
		return listed{}, err
	}
	found := listed{exact: len(exact), shown: from.shown, hasMore: len(rows) > wanted}
	rows = rows[:min(len(rows), wanted)]
	found.customers, err = s.withBelongings(ctx, append(exact, rows...))
	return found, err
}

// exactRows finds the customers that the search names by an exact value, among those that pass the
// filter. They stand at the top of the first page.
func (s *store) exactRows(ctx context.Context, in listInput) ([]*ent.Customer, error) {
	if in.from != nil || in.search.isEmpty() {
		return nil, nil
	}
	query := s.db.Client(ctx).Customer.Query().
		Where(append(passes(in.filter), s.isNamed(in.search.exact))...).
		Order(entcustomer.BySerial()).Limit(min(mostExact, in.limit))
	query.Select(readColumns()...)
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("find exact matches: %w", err)
	}
	return rows, nil
}

func (s *store) sortedRows(ctx context.Context, in listInput, from place, limit int) ([]*ent.Customer, error) {
	query := s.db.Client(ctx).Customer.Query().
		Where(passes(in.filter)...).Where(s.matches(in.search)...).Limit(limit)
	if len(from.shown) > 0 {
		query.Where(entcustomer.IDNotIn(from.shown...))
	}
	query.Where(func(sel *entsql.Selector) {
		first, last := sel.C(sortColumns[in.order.Field].Name), sel.C(entcustomer.FieldID)
		if from.value != nil {
			sel.Where(isBehind(first, last, in.order.Descending, from))
		}
		if in.order.Descending {
			sel.OrderBy(entsql.Desc(first), entsql.Desc(last))
		} else {
			sel.OrderBy(first, last)
		}
	})
	query.Select(readColumns()...)
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list customers: %w", err)
	}
	return rows, nil
}

// isBehind compares whole rows, (a, b) > (x, y), which both databases answer from one index.
func isBehind(first, last string, descending bool, from place) *entsql.Predicate {
	operator := ">"
	if descending {
		operator = "<"
	}
	return entsql.P(func(b *entsql.Builder) {
		b.WriteString("(" + first + ", " + last + ") " + operator + " (").Arg(from.value).Comma().Arg(from.id).WriteByte(')')
	})
}

func asBytes(key []byte) (any, error) { return key, nil }
func asText(key []byte) (any, error)  { return page.ParseText(key) }
func asInt(key []byte) (any, error)   { return page.ParseInt(key) }
func asTime(key []byte) (any, error)  { return page.ParseTime(key) }
