package group_test

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/audit/audittest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// bundle is a service on a database of its own, called by a staff member.
type bundle struct {
	*group.Service

	db     *database.DB
	clock  *clock.Manual
	log    *audit.Log
	ctx    context.Context
	serial *int64
}

// each runs the test on both databases.
func each(t *testing.T, test func(t *testing.T, b bundle)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		clock := clock.NewManual(noon)
		log := audit.NewLog(db, clock)
		service := group.NewService(group.Dependencies{
			DB: db, Clock: clock, History: log,
			Customers: customers{db: db, clock: clock, feed: feed.New(db, clock)},
		})
		ctx := auth.With(t.Context(), auth.Identity{Kind: auth.Staff, ID: id.New()})
		test(t, bundle{Service: service, db: db, clock: clock, log: log, ctx: ctx, serial: new(int64)})
	})
}

// customers is as much of the customers as groups call.
type customers struct {
	db    *database.DB
	clock clock.Clock
	feed  *feed.Feed
}

func (c customers) ChildrenChanged(ctx context.Context, ids []uuid.UUID, fields ...string) error {
	arguments := make([]any, len(ids))
	for i, id := range ids {
		arguments[i] = id
		c.feed.Append(ctx, feed.Event{CustomerID: id, Version: 1, Kind: feed.Upsert, ChangedFields: fields})
	}
	changed, err := c.db.Client(ctx).Customer.Update().
		Where(func(s *entsql.Selector) { s.Where(entsql.In("id", arguments...)) }).
		AddVersion(1).SetUpdatedAt(c.clock.Now()).Save(ctx)
	if err == nil && changed != len(ids) {
		return fault.New(fault.NotFound, "CUSTOMER_NOT_FOUND", "There is no such customer.")
	}
	return err
}

// newCustomers adds customers of which only the existence matters.
func (b bundle) newCustomers(t *testing.T, count int) []uuid.UUID {
	t.Helper()
	ids := make([]uuid.UUID, count)
	b.inTx(t, func(ctx context.Context) {
		for i := range ids {
			*b.serial++
			name := "Kawiarnia " + strconv.FormatInt(*b.serial, 10)
			created, err := b.db.Client(ctx).Customer.Create().
				SetSerial(*b.serial).SetNumber("K-" + strconv.FormatInt(*b.serial, 10)).
				SetKind("company").SetName(name).SetNameKey(fold.Key(name)).SetSearchText(fold.Search(name)).
				SetTaxStatus("domestic").SetAccountState("registered").SetApproval("approved").SetStatus("active").
				SetOrigin("admin").SetCreatedAt(noon).SetUpdatedAt(noon).
				Save(ctx)
			require.NoError(t, err)
			ids[i] = created.ID
		}
	})
	return ids
}

func (b bundle) newCustomer(t *testing.T) uuid.UUID {
	t.Helper()
	return b.newCustomers(t, 1)[0]
}

// inTx does the work in one transaction, as a push does.
func (b bundle) inTx(t *testing.T, work func(ctx context.Context)) {
	t.Helper()
	require.NoError(t, b.db.InTx(b.ctx, func(ctx context.Context) error {
		work(ctx)
		return nil
	}))
}

func (b bundle) newSource(t *testing.T, code string) uuid.UUID {
	t.Helper()
	created, err := b.db.Client(b.ctx).SourceSystem.Create().
		SetCode(code).SetName(code).SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.ctx)
	require.NoError(t, err)
	return created.ID
}

// newGroup adds a group, named Hurt unless with says otherwise.
func (b bundle) newGroup(t *testing.T, with ...func(*group.Change)) group.Group {
	t.Helper()
	wanted := group.Change{Name: new("Hurt")}
	for _, change := range with {
		change(&wanted)
	}
	created, err := b.Create(b.ctx, wanted)
	require.NoError(t, err)
	return created
}

func named(name string) func(*group.Change) { return func(c *group.Change) { c.Name = &name } }

func coded(codes ...group.Code) func(*group.Change) {
	return func(c *group.Change) { c.Codes = &codes }
}

// put makes customers members of a group for a source system.
func (b bundle) put(t *testing.T, sourceID uuid.UUID, g group.Group, customerIDs ...uuid.UUID) {
	t.Helper()
	wanted := map[uuid.UUID][]group.Ref{}
	for _, id := range customerIDs {
		wanted[id] = []group.Ref{{ID: g.ID, Code: g.Name}}
	}
	_, err := b.ReplaceForSource(b.ctx, sourceID, wanted)
	require.NoError(t, err)
}

// read is the group as it is read back.
func (b bundle) read(t *testing.T, id uuid.UUID) group.Group {
	t.Helper()
	found, err := b.Get(b.ctx, id)
	require.NoError(t, err)
	found.CreatedAt, found.UpdatedAt = found.CreatedAt.UTC(), found.UpdatedAt.UTC()
	return found
}

// timeline is a customer's history, newest first: action, subject and changes.
func (b bundle) timeline(t *testing.T, customerID uuid.UUID) []string {
	t.Helper()
	return audittest.Timeline(b.ctx, t, b.log, customerID)
}

// history is the history of a group itself, oldest first.
func (b bundle) history(t *testing.T, groupID uuid.UUID) []string {
	t.Helper()
	entries := audittest.About(b.ctx, t, b.db, groupID)
	return audittest.Lines(slices.DeleteFunc(entries, func(e audit.Entry) bool { return e.CustomerID != uuid.Nil }))
}

// events counts the customer's events in the feed, all of which must be about its groups.
func (b bundle) events(t *testing.T, customerID uuid.UUID) int {
	t.Helper()
	rows, err := b.db.Client(b.ctx).FeedEvent.Query().
		Where(func(s *entsql.Selector) { s.Where(entsql.EQ("customer_id", customerID)) }).All(b.ctx)
	require.NoError(t, err)
	for _, row := range rows {
		require.Equal(t, []string{"groupIds"}, row.ChangedFields)
	}
	return len(rows)
}

// atOnce runs the work in several goroutines.
func atOnce(workers int, work func(worker int)) {
	var all sync.WaitGroup
	for worker := range workers {
		all.Go(func() { work(worker) })
	}
	all.Wait()
}
