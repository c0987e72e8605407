package operation_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
	"github.com/kartoteka/kartoteka/internal/platform/operation"
)

// bundle is everything a test needs, on one database, with an action that counts in the table of counters.
type bundle struct {
	*testing.T

	db         *database.DB
	clock      *interrupted
	operations *operation.Service
	anna       context.Context // of a manager
	rights     auth.Permissions

	plan     *operation.Plan               // in place of what the action would plan
	isSo     map[uuid.UUID]bool            // items that need no change
	refused  map[uuid.UUID]string          // items that are refused, with the reasons
	applying func(items []uuid.UUID) error // before the items are processed
	nextErr  error
}

// interrupted is a clock that lets something happen whenever somebody looks at it.
type interrupted struct {
	*clock.Manual

	by func()
}

func (i *interrupted) Now() time.Time {
	if i.by != nil {
		i.by()
	}
	return i.Manual.Now()
}

func setup(t *testing.T, db *database.DB) *bundle {
	t.Helper()
	b := &bundle{
		T: t, db: db, clock: &interrupted{Manual: clock.NewManual(time.Date(2026, 11, 21, 20, 0, 0, 0, time.UTC))},
		rights: auth.Manager.Permissions(), isSo: map[uuid.UUID]bool{}, refused: map[uuid.UUID]string{},
		applying: func([]uuid.UUID) error { return nil },
	}
	b.anna = auth.With(t.Context(), auth.Identity{Kind: auth.Staff, ID: id.New(), Permissions: b.rights})
	b.operations = operation.NewService(operation.Dependencies{DB: db, Clock: b.clock, Jobs: jobs.New(db), Rights: b})
	b.operations.Register(func() operation.Action { return b.counting(0) })
	b.operations.Register(func() operation.Action { return &countForGood{*b.counting(0)} })
	return b
}

// Identify implements operation.Rights.
func (b *bundle) Identify(_ context.Context, actor operation.Actor) (auth.Identity, error) {
	if b.rights == 0 {
		return auth.Identity{}, fault.New(fault.NotFound, "STAFF_NOT_FOUND", "")
	}
	return auth.Identity{Kind: actor.Kind, ID: actor.ID, Permissions: b.rights}, nil
}

// count is an action that adds one to the counter of each item, and can take it back.
type count struct {
	Items int `json:"items"`

	b *bundle
}

func (b *bundle) counting(items int) *count { return &count{Items: items, b: b} }

// countForGood is one that cannot, and that keeps the outcomes of items that changed alone.
type countForGood struct{ count }

func (c *countForGood) Kind() operation.Kind {
	return operation.Kind{Name: "count_for_good", Permission: auth.DecideSync, ChangedOnly: true}
}

// Undo hides that of count.
func (c *countForGood) Undo() {}

func (c *count) Kind() operation.Kind {
	return operation.Kind{Name: "count", Permission: auth.DecideSync}
}

func (c *count) Plan(context.Context) (operation.Plan, error) {
	if c.b.plan != nil {
		return *c.b.plan, nil
	}
	return operation.Plan{Change: int64(c.Items)}, nil
}

func (c *count) Next(_ context.Context, after string, limit int) ([]operation.Item, error) {
	done, _ := strconv.Atoi(after)
	var items []operation.Item
	for n := done + 1; n <= min(c.Items, done+limit); n++ {
		items = append(items, operation.Item{ID: item(n), Position: strconv.Itoa(n)})
	}
	return items, c.b.nextErr
}

func (c *count) Apply(ctx context.Context, items []uuid.UUID) ([]operation.Outcome, error) {
	if err := c.b.applying(items); err != nil {
		return nil, err
	}
	outcomes := make([]operation.Outcome, len(items))
	for i, item := range items {
		if reason := c.b.refused[item]; reason != "" {
			return nil, fault.New(fault.Precondition, reason, "")
		}
		outcomes[i] = operation.Outcome{ItemID: item, Result: operation.Unchanged}
		if !c.b.isSo[item] {
			outcomes[i].Result = operation.Changed
			c.b.add(ctx, item.String(), 1)
		}
	}
	return outcomes, nil
}

func (c *count) Undo(ctx context.Context, items []uuid.UUID) ([]operation.Outcome, error) {
	outcomes := make([]operation.Outcome, len(items))
	counted := c.b.counted(ctx)
	for i, item := range items {
		outcomes[i] = operation.Outcome{ItemID: item, Result: operation.Skipped, Reason: "CHANGED_SINCE"}
		if counted[item.String()] == 1 {
			outcomes[i] = operation.Outcome{ItemID: item, Result: operation.Changed}
			c.b.add(ctx, item.String(), -1)
		}
	}
	return outcomes, nil
}

// Ended implements operation.Ender.
func (c *count) Ended(ctx context.Context, state operation.State) error {
	c.b.add(ctx, string(state), 1)
	return ctx.Err()
}

// item is the id of an item; they are in the order of their numbers.
func item(n int) uuid.UUID { return uuid.MustParse(fmt.Sprintf("00000000-0000-7000-8000-%012d", n)) }

// add changes a counter. An error of the database is one of the context, which ends the transaction anyway.
func (b *bundle) add(ctx context.Context, name string, by int) {
	b.Helper()
	_, err := b.db.Client(ctx).ExecContext(ctx,
		"INSERT INTO counters (id, value) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET value = counters.value + excluded.value", name, by)
	if ctx.Err() == nil {
		require.NoError(b, err)
	}
}

// counted returns the counters by name.
func (b *bundle) counted(ctx context.Context) map[string]int64 {
	b.Helper()
	rows, err := b.db.Client(ctx).Counter.Query().All(ctx)
	require.NoError(b, err)
	counted := map[string]int64{}
	for _, row := range rows {
		counted[row.ID] = row.Value
	}
	return counted
}

// times returns how often each of the first items was counted.
func (b *bundle) times(items int) []int64 {
	b.Helper()
	counted := b.counted(b.Context())
	times := make([]int64, items)
	for n := range items {
		times[n] = counted[item(n+1).String()]
	}
	return times
}

// start starts an operation that counts so many items.
func (b *bundle) start(items int) uuid.UUID {
	b.Helper()
	started, err := b.operations.Start(b.anna, b.counting(items))
	require.NoError(b, err)
	return started.ID
}

func (b *bundle) get(operationID uuid.UUID) operation.Operation {
	b.Helper()
	found, err := b.operations.Get(b.Context(), operationID)
	require.NoError(b, err)
	return found
}

// requireKept wants an operation to be in the table as it was returned, but for the blanks in its parameters.
func (b *bundle) requireKept(returned operation.Operation) {
	b.Helper()
	found := b.get(returned.ID)
	require.JSONEq(b, string(returned.Parameters), string(found.Parameters))
	returned.Parameters = found.Parameters
	require.Equal(b, returned, found)
}

// outcomes returns what became of each item, such as "3 failed LOCKED".
func (b *bundle) outcomes(operationID uuid.UUID) []string {
	b.Helper()
	outcomes, _, err := b.operations.ListOutcomes(b.Context(), operation.ListOutcomesInput{OperationID: operationID, PageSize: 200})
	require.NoError(b, err)
	lines := make([]string, len(outcomes))
	for i, o := range outcomes {
		number, err := strconv.Atoi(o.ItemID.String()[24:])
		require.NoError(b, err)
		lines[i] = fmt.Sprintf("%d %s %s", number, o.Result, o.Reason)
	}
	return lines
}

// waiting counts the jobs that would run operations and that nobody does yet.
func (b *bundle) waiting() (count int) {
	b.Helper()
	rows, err := b.db.Client(b.Context()).QueryContext(b.Context(),
		"SELECT count(*) FROM river_job WHERE state = 'available' AND kind = 'operation'")
	require.NoError(b, err)
	defer rows.Close()
	require.True(b, rows.Next())
	require.NoError(b, rows.Scan(&count))
	return count
}

// each returns n times the value.
func each(n int, value int64) []int64 { return slices.Repeat([]int64{value}, n) }
