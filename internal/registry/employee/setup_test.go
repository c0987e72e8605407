package employee_test

import (
	"context"
	"strconv"
	"sync"
	"testing"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/audit/audittest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// bundle is a service on a database of its own, called by a staff member.
type bundle struct {
	*employee.Service

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
		service := employee.NewService(employee.Dependencies{
			DB: db, Clock: clock, History: log,
			Customers: customers{db: db, clock: clock, feed: feed.New(db, clock)},
		})
		ctx := auth.With(t.Context(), auth.Identity{Kind: auth.Staff, ID: id.New()})
		test(t, bundle{Service: service, db: db, clock: clock, log: log, ctx: ctx, serial: new(int64)})
	})
}

// customers is as much of the customers as employees call.
type customers struct {
	db    *database.DB
	clock clock.Clock
	feed  *feed.Feed
}

func (c customers) ChildrenChanged(ctx context.Context, ids []uuid.UUID, fields ...string) error {
	for _, id := range ids {
		changed, err := c.db.Client(ctx).Customer.Update().
			Where(func(s *entsql.Selector) { s.Where(entsql.EQ("id", id)) }).
			AddVersion(1).SetUpdatedAt(c.clock.Now()).Save(ctx)
		if err != nil {
			return err
		}
		if changed == 0 {
			return fault.New(fault.NotFound, "CUSTOMER_NOT_FOUND", "There is no such customer.")
		}
		c.feed.Append(ctx, feed.Event{CustomerID: id, Version: 1, Kind: feed.Upsert, ChangedFields: fields})
	}
	return nil
}

// newCustomers adds customers of which only the existence matters.
func (b bundle) newCustomers(t *testing.T, count int) []uuid.UUID {
	t.Helper()
	ids := make([]uuid.UUID, count)
	require.NoError(t, b.db.InTx(b.ctx, func(ctx context.Context) error {
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
		return nil
	}))
	return ids
}

func (b bundle) newCustomer(t *testing.T) uuid.UUID {
	t.Helper()
	return b.newCustomers(t, 1)[0]
}

func (b bundle) newSource(t *testing.T, code string) uuid.UUID {
	t.Helper()
	created, err := b.db.Client(b.ctx).SourceSystem.Create().
		SetCode(code).SetName(code).SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.ctx)
	require.NoError(t, err)
	return created.ID
}

// newEmployee is an employee as a person would type one in, with an e-mail of its own.
func newEmployee(customerID uuid.UUID, with ...func(*employee.Employee)) employee.Employee {
	e := employee.Employee{CustomerID: customerID, FirstName: "Anna", LastName: "Żak", Phone: "600 100 200", Role: employee.Buyer}
	mailed(id.New().String()[24:] + "@firma.example")(&e)
	for _, change := range with {
		change(&e)
	}
	return e
}

// create adds an employee to a customer.
func (b bundle) create(t *testing.T, customerID uuid.UUID, with ...func(*employee.Employee)) employee.Employee {
	t.Helper()
	created, err := b.add(newEmployee(customerID, with...))
	require.NoError(t, err)
	return created
}

// add adds an employee as it would be typed in.
func (b bundle) add(e employee.Employee) (employee.Employee, error) {
	return b.Create(b.ctx, e.CustomerID, typed(e), e.IsDefault)
}

// typed is an employee as it would be typed in.
func typed(e employee.Employee) employee.Change {
	return employee.Change{Email: &e.Email.Typed, FirstName: &e.FirstName, LastName: &e.LastName, Phone: &e.Phone, Role: &e.Role}
}

func named(first, last string) func(*employee.Employee) {
	return func(e *employee.Employee) { e.FirstName, e.LastName = first, last }
}

func mailed(address string) func(*employee.Employee) {
	return func(e *employee.Employee) {
		parsed, err := email.Parse(address)
		if err != nil {
			parsed.Typed = address
		}
		e.Email = parsed
	}
}

func asDefault(e *employee.Employee) { e.IsDefault = true }

// read is an employee as it is read back.
func (b bundle) read(t *testing.T, wanted employee.Employee) employee.Employee {
	t.Helper()
	employees, err := b.List(b.ctx, wanted.CustomerID)
	require.NoError(t, err)
	for _, e := range employees {
		if e.ID == wanted.ID {
			e.CreatedAt, e.UpdatedAt = e.CreatedAt.UTC(), e.UpdatedAt.UTC()
			return e
		}
	}
	require.Fail(t, "the employee is not listed")
	return employee.Employee{}
}

// names lists the employees of a customer by first name, the default one with a star.
func (b bundle) names(t *testing.T, customerID uuid.UUID) []string {
	t.Helper()
	employees, err := b.List(b.ctx, customerID)
	require.NoError(t, err)
	names := []string{}
	for _, e := range employees {
		name := e.FirstName
		if e.IsDefault {
			name += "*"
		}
		names = append(names, name)
	}
	return names
}

// timeline is a customer's history, newest first: action and changes.
func (b bundle) timeline(t *testing.T, customerID uuid.UUID) []string {
	t.Helper()
	return audittest.Timeline(b.ctx, t, b.log, customerID)
}

// told counts how often the customer was told of its employees: by its version and by the feed.
func (b bundle) told(t *testing.T, customerID uuid.UUID) int {
	t.Helper()
	rows, err := b.db.Client(b.ctx).FeedEvent.Query().
		Where(func(s *entsql.Selector) { s.Where(entsql.EQ("customer_id", customerID)) }).All(b.ctx)
	require.NoError(t, err)
	for _, row := range rows {
		require.Equal(t, []string{"employees"}, row.ChangedFields)
	}
	found, err := b.db.Client(b.ctx).Customer.Get(b.ctx, customerID)
	require.NoError(t, err)
	require.Equal(t, int64(1+len(rows)), found.Version)
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
