package customer_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/audit/audittest"
)

// dump is every row of every table but those named: what "no trace" is measured by.
func (b bundle) dump(t *testing.T, without ...string) map[string][]string {
	t.Helper()
	list := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'customers_fts%'"
	if b.db.IsPostgres() {
		list = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
	}
	tables := map[string][]string{}
	for _, row := range b.query(t, list) {
		if table := row[0].(string); !slices.Contains(without, table) {
			tables[table] = b.lines(t, table)
		}
	}
	require.Contains(t, slices.Collect(maps.Keys(tables)), "customers")
	return tables
}

func (b bundle) lines(t *testing.T, table string) []string {
	t.Helper()
	var lines []string
	for _, row := range b.query(t, "SELECT * FROM "+table) {
		lines = append(lines, fmt.Sprintf("%v", row))
	}
	slices.Sort(lines)
	return lines
}

// query runs SQL and returns all values.
func (b bundle) query(t *testing.T, query string, arguments ...any) [][]any {
	t.Helper()
	rows, err := b.db.Client(b.ctx).QueryContext(b.ctx, query, arguments...)
	require.NoError(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	require.NoError(t, err)
	var all [][]any
	for rows.Next() {
		values, targets := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			targets[i] = &values[i]
		}
		require.NoError(t, rows.Scan(targets...))
		for i, value := range values {
			if raw, ok := value.([]byte); ok {
				values[i] = string(raw)
			}
		}
		all = append(all, values)
	}
	require.NoError(t, rows.Err())
	return all
}

// history is what the timeline of everybody says, oldest first: "ACTION field:old→new …".
func (b bundle) history(t *testing.T) []string {
	t.Helper()
	return audittest.Lines(audittest.Written(b.ctx, t, b.db))
}

// events is the feed in its order: "kind version field,field". Its positions must have no gap.
func (b bundle) events(t *testing.T) []string {
	t.Helper()
	rows, err := b.db.Client(b.ctx).FeedEvent.Query().All(b.ctx)
	require.NoError(t, err)
	lines := make([]string, len(rows))
	for i, row := range rows {
		assert.Equal(t, int64(i+1), row.ID, "positions have no gap")
		lines[i] = fmt.Sprintf("%s %d %s", row.Kind, row.Version, strings.Join(row.ChangedFields, ","))
	}
	head := b.query(t, "SELECT position FROM feed_heads")
	assert.Equal(t, int64(len(rows)), head[0][0])
	return lines
}
