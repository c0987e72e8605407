package customer_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/platform/replay"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// bundle is a service on a database of its own, called by a staff member.
type bundle struct {
	*customer.Service

	handler *customer.Handler
	db      *database.DB
	clock   *clock.Manual
	ctx     context.Context // the caller of every test
	staff   uuid.UUID
	shop    uuid.UUID
	mailbox *atomic.Int64
}

// each runs the test on both databases.
func each(t *testing.T, test func(t *testing.T, b bundle)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) { test(t, setup(t, db)) })
}

func setup(t *testing.T, db *database.DB) bundle {
	t.Helper()
	clock := clock.NewManual(noon)
	b := bundle{db: db, clock: clock, ctx: t.Context(), mailbox: &atomic.Int64{}}
	b.shop = b.newShop(t, "main", "PL")
	b.staff = b.newStaff(t, "Anna Nowak")
	b.ctx = auth.With(t.Context(), auth.Identity{Kind: auth.Staff, ID: b.staff})
	b.Service = customer.NewService(customer.Dependencies{
		DB: db, Clock: clock, History: audit.NewLog(db, clock), Feed: feed.New(db, clock),
		Numbers: customer.NewNumbers(db), Employees: employees{db}, Shops: shops{db},
	})
	b.handler = customer.NewHandler(b.Service, replay.New(db, clock))
	return b
}

// employees adds the default employee as the package of employees does: it looks first.
type employees struct{ db *database.DB }

func (e employees) CheckDefault(ctx context.Context, login customer.Login) error {
	taken, err := e.db.Client(ctx).Employee.Query().Where(func(sel *entsql.Selector) {
		sel.Where(entsql.EQ(sel.C("email_key"), login.Email.Key))
	}).Exist(ctx)
	if err != nil {
		return err
	}
	if taken {
		return fault.New(fault.AlreadyExists, "EMAIL_TAKEN", "Another employee has the e-mail.")
	}
	return nil
}

func (e employees) CreateDefault(ctx context.Context, login customer.Login) error {
	if err := e.CheckDefault(ctx, login); err != nil {
		return err
	}
	err := e.db.Client(ctx).Employee.Create().
		SetCustomerID(login.CustomerID).SetEmail(login.Email.Typed).SetEmailKey(login.Email.Key).
		SetFirstName(login.FirstName).SetLastName(login.LastName).SetPhone(login.Phone).
		SetRole("owner").SetIsDefault(true).SetCreatedAt(noon).SetUpdatedAt(noon).
		Exec(ctx)
	return database.Raced(err)
}

// shops takes the oldest shop for home.
type shops struct{ db *database.DB }

func (s shops) Home(ctx context.Context) (uuid.UUID, country.Code, error) {
	rows, err := s.db.Client(ctx).Shop.Query().Limit(1).All(ctx)
	if err != nil || len(rows) == 0 {
		return uuid.Nil, "", fmt.Errorf("find home: %w", err)
	}
	return rows[0].ID, country.Code(rows[0].Country), nil
}

func (b bundle) newShop(t *testing.T, code, country string) uuid.UUID {
	t.Helper()
	row, err := b.db.Client(b.ctx).Shop.Create().SetCode(code).SetName(code).SetCountry(country).
		SetLanguage("pl").SetCurrency("PLN").SetTimeZone("Europe/Warsaw").SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.ctx)
	require.NoError(t, err)
	return row.ID
}

func (b bundle) newStaff(t *testing.T, name string) uuid.UUID {
	t.Helper()
	key := id.New().String()
	row, err := b.db.Client(b.ctx).Staff.Create().SetEmail(key).SetEmailKey(key).SetName(name).SetNameKey([]byte(name)).
		SetRole("owner").SetPasswordHash("-").SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.ctx)
	require.NoError(t, err)
	return row.ID
}

func (b bundle) newSource(t *testing.T, code string) uuid.UUID {
	t.Helper()
	row, err := b.db.Client(b.ctx).SourceSystem.Create().SetCode(code).SetName("ERP " + code).
		SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.ctx)
	require.NoError(t, err)
	return row.ID
}

func (b bundle) newGroup(t *testing.T, name string, sortOrder int32) uuid.UUID {
	t.Helper()
	row, err := b.db.Client(b.ctx).Group.Create().SetName(name).SetNameKey([]byte(name)).SetSortOrder(sortOrder).
		SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.ctx)
	require.NoError(t, err)
	return row.ID
}

func (b bundle) join(t *testing.T, customerID, groupID uuid.UUID) {
	t.Helper()
	require.NoError(t, b.db.Client(b.ctx).Membership.Create().SetCustomerID(customerID).SetGroupID(groupID).
		SetOrigin("staff").SetSince(noon).Exec(b.ctx))
}

// knows tells the source system's name for a customer, as a push does.
func (b bundle) knows(t *testing.T, source, customerID uuid.UUID, externalID string) {
	t.Helper()
	require.NoError(t, b.db.Client(b.ctx).Identity.Create().SetCustomerID(customerID).SetSourceSystemID(source).
		SetExternalID(externalID).SetCode("A-"+externalID).SetContentHash([]byte{1}).SetHashVersion(1).
		SetCreatedAt(noon).SetPushedAt(noon).Exec(b.ctx))
	b.rederive(t, customerID)
}

// hire adds an employee that is not the default.
func (b bundle) hire(t *testing.T, customerID uuid.UUID, email string) {
	t.Helper()
	require.NoError(t, b.db.Client(b.ctx).Employee.Create().SetCustomerID(customerID).SetEmail(email).SetEmailKey(email).
		SetRole("buyer").SetCreatedAt(noon).SetUpdatedAt(noon).Exec(b.ctx))
	b.rederive(t, customerID)
}

func (b bundle) rederive(t *testing.T, customerID uuid.UUID) {
	t.Helper()
	require.NoError(t, b.db.InTx(b.ctx, func(ctx context.Context) error {
		return b.ChildrenChanged(ctx, []uuid.UUID{customerID}, "employees")
	}))
}

// option says what is special about a new customer.
type option func(*customer.CreateInput)

func with(change func(c *customer.Change)) option {
	return func(in *customer.CreateInput) { change(&in.Change) }
}

func named(name string) option {
	return with(func(c *customer.Change) { c.Name = &name })
}

func mailed(email string) option {
	return with(func(c *customer.Change) { c.Email = &email })
}

func person(first, last string) option {
	return with(func(c *customer.Change) {
		c.Kind, c.FirstName, c.LastName, c.Name = new(customer.Person), &first, &last, nil
	})
}

func taxed(country, number string) option {
	return with(func(c *customer.Change) { c.TaxCountry, c.TaxID = &country, &number })
}

func registered(number string) option {
	return with(func(c *customer.Change) { c.RegistrationNumber = &number })
}

func phoned(number string) option {
	return with(func(c *customer.Change) { c.Phone = &number })
}

func housed(addresses ...customer.AddressChange) option {
	return func(in *customer.CreateInput) { in.Addresses = addresses }
}

// input is a company with an e-mail of its own.
func (b bundle) input(t *testing.T, options ...option) customer.CreateInput {
	t.Helper()
	serial, err := b.Numbers.Take(b.ctx, 1)
	require.NoError(t, err)
	in := customer.CreateInput{Serial: serial, Change: customer.Change{
		Kind: new(customer.Company), Name: new("Hurtownia Kawy"),
		Email: new(fmt.Sprintf("biuro%d@kawa.example", b.mailbox.Add(1))),
	}}
	for _, option := range options {
		option(&in)
	}
	return in
}

func (b bundle) newCustomer(t *testing.T, options ...option) *customer.Customer {
	t.Helper()
	created, err := b.Create(b.ctx, b.input(t, options...))
	require.NoError(t, err)
	return created
}

func (b bundle) get(t *testing.T, customerID uuid.UUID) *customer.Customer {
	t.Helper()
	found, err := b.Get(b.ctx, customerID)
	require.NoError(t, err)
	return found
}

func (b bundle) update(t *testing.T, customerID uuid.UUID, change customer.Change) *customer.Customer {
	t.Helper()
	saved, err := b.Update(b.ctx, customer.UpdateInput{ID: customerID, Change: change})
	require.NoError(t, err)
	return saved
}

func diffProto(want, got proto.Message) string { return cmp.Diff(want, got, protocmp.Transform()) }
