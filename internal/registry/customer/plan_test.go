package customer_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// statement is SQL as it went to the database.
type statement struct {
	query     string
	arguments []any
}

// recorder passes queries on and keeps them.
type recorder struct {
	*sql.DB

	mu  sync.Mutex
	all []statement
}

func (r *recorder) QueryContext(ctx context.Context, query string, arguments ...any) (*sql.Rows, error) {
	r.mu.Lock()
	r.all = append(r.all, statement{query, arguments})
	r.mu.Unlock()
	return r.DB.QueryContext(ctx, query, arguments...)
}

// watched is a bundle whose queries can be recorded.
type watched struct {
	bundle

	pool *sql.DB
}

// eachWatched runs the test on both databases, beside which the test has a connection pool of its own.
func eachWatched(t *testing.T, test func(t *testing.T, w watched)) {
	t.Helper()
	for _, kind := range []struct {
		name, driver string
		fresh        func(testing.TB) string
		source       func(fresh string) string
	}{
		{"sqlite", "sqlite", databasetest.SQLite, func(fresh string) string {
			return "file:" + strings.TrimPrefix(fresh, "sqlite:") + "?" + url.Values{
				"_time_integer_format": {"unix_micro"}, "_inttotime": {"1"},
			}.Encode()
		}},
		{"postgres", "postgres", databasetest.Postgres, func(fresh string) string { return fresh }},
	} {
		t.Run(kind.name, func(t *testing.T) {
			t.Parallel()
			fresh := kind.fresh(t)
			db := databasetest.Open(t, fresh)
			pool, err := sql.Open(kind.driver, kind.source(fresh))
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, pool.Close()) })
			test(t, watched{bundle: setup(t, db), pool: pool})
		})
	}
}

// queries returns what goes to the database while work runs. For that time the client that everybody
// shares asks through the recorder.
func (w watched) queries(t *testing.T, work func()) []statement {
	t.Helper()
	recorder := &recorder{DB: w.pool}
	client := w.db.Client(w.ctx)
	usual := *client
	*client = *ent.NewClient(ent.Driver(entsql.NewDriver(w.db.Dialect(), entsql.Conn{ExecQuerier: recorder})))
	defer func() { *client = usual }()
	work()
	return recorder.all
}

// plan is how the database says that it would answer a query.
func (w watched) plan(t *testing.T, s statement) (text string) {
	t.Helper()
	explain := "EXPLAIN QUERY PLAN "
	if w.db.IsPostgres() {
		explain = "EXPLAIN "
	}
	rows, err := w.pool.QueryContext(w.ctx, explain+s.query, s.arguments...)
	require.NoError(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	require.NoError(t, err)
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		require.NoError(t, rows.Scan(values...))
		text += fmt.Sprintln(*values[len(values)-1].(*any))
	}
	require.NoError(t, rows.Err())
	return text
}

// In each database's words: all customers are read, in no order that helps; what was read is sorted.
var (
	readsAll = regexp.MustCompile(`Seq Scan on customers|SCAN customers(\n|$| USING INDEX sqlite_)`)
	sortsAll = regexp.MustCompile(`->  Sort |TEMP B-TREE`)
)

// fill writes customers of whom each hundredth is called Nowak, and lets PostgreSQL look at them.
func (w watched) fill(t *testing.T, count int) []*customer.Customer {
	t.Helper()
	all := w.insertMany(t, count, func(c *customer.Customer, i int) {
		if i%100 == 0 {
			c.Name = fmt.Sprintf("Nowak %d", i)
		}
		c.Email.Key = fmt.Sprintf("biuro%d@firma.example", i)
		c.Email.Typed, c.TaxKey, c.PhoneKey = c.Email.Key, fmt.Sprintf("PL%010d", i), fmt.Sprintf("+48%09d", i)
	})
	if w.db.IsPostgres() { // as autovacuum does; nobody does it on SQLite
		_, err := w.pool.ExecContext(w.ctx, "VACUUM ANALYZE customers")
		require.NoError(t, err)
	}
	return all
}

func TestListsAreReadFromIndexes(t *testing.T) {
	t.Parallel()
	eachWatched(t, func(t *testing.T, w watched) {
		all := w.fill(t, 5_000)
		for name, in := range map[string]customer.ListInput{
			"by name":         {OrderBy: "name"},
			"by name desc":    {OrderBy: "name desc"},
			"by number":       {OrderBy: "number"},
			"by createTime":   {OrderBy: "createTime desc"},
			"by updateTime":   {OrderBy: "updateTime desc"},
			"by email":        {OrderBy: "email"},
			"by taxId":        {OrderBy: "taxId"},
			"of a status":     {Filter: where("status", "blocked")},
			"on red":          {Filter: where("needsDefaultEmployee", "true")},
			"with a fragment": {Filter: customer.Filter{Query: "nowak"}},
			"with two":        {Filter: customer.Filter{Query: "nowak 4900"}},
			"with an e-mail":  {Filter: customer.Filter{Query: "biuro77@firma.example"}},
			"with a tax ID":   {Filter: customer.Filter{Query: all[10].TaxKey}},
			"with a phone":    {Filter: customer.Filter{Query: "601 602 603"}},
			"with a number":   {Filter: customer.Filter{Query: all[10].Number()}},
		} {
			in.PageSize = 20
			var next string
			var err error
			statements := w.queries(t, func() { _, next, err = w.List(w.ctx, in) })
			require.NoError(t, err)
			if next != "" {
				in.PageToken = next
				statements = append(statements, w.queries(t, func() { _, _, err = w.List(w.ctx, in) })...)
				require.NoError(t, err)
			}
			require.NotEmpty(t, statements)
			for _, statement := range statements {
				plan := w.plan(t, statement)
				assert.NotRegexp(t, readsAll, plan, "%s: %s", name, statement.query)
				if strings.HasPrefix(name, "by ") && strings.Contains(statement.query, "LIMIT") {
					assert.NotRegexp(t, sortsAll, plan, "%s: %s", name, statement.query)
				}
			}
		}
	})
}

func TestAPageTakesTheSameFewStatementsWhateverItsSize(t *testing.T) {
	t.Parallel()
	eachWatched(t, func(t *testing.T, w watched) {
		all := w.fill(t, 300)
		source, group := w.newSource(t, "optima"), w.newGroup(t, "VIP", 1)
		for _, c := range all[:20] {
			w.join(t, c.ID, group)
			w.knows(t, source, c.ID, "K-"+c.Number())
		}
		for name, c := range map[string]struct {
			query string
			want  int
		}{"without a search": {"", 4}, "with one": {"firma", 6}} {
			counted := map[int]bool{}
			for _, size := range []int32{1, 10, 200} {
				var err error
				in := customer.ListInput{Filter: customer.Filter{Query: c.query}, PageSize: size, OrderBy: "number"}
				statements := w.queries(t, func() { _, _, err = w.List(w.ctx, in) })
				require.NoError(t, err)
				counted[len(statements)] = true
			}
			assert.Equal(t, map[int]bool{c.want: true}, counted, name)
		}
		statements := w.queries(t, func() { w.get(t, all[0].ID) })
		assert.Len(t, statements, 7, "one customer, and two that look for another with its tax ID")
		statements = w.queries(t, func() {
			_, err := w.LoadMany(w.ctx, []uuid.UUID{all[0].ID, all[1].ID, all[2].ID})
			require.NoError(t, err)
		})
		assert.Len(t, statements, 5, "many customers")
	})
}
