package changes_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/desk/apikey"
	"github.com/kartoteka/kartoteka/internal/erp/changes"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
	"github.com/kartoteka/kartoteka/internal/registry/group"
	"github.com/kartoteka/kartoteka/internal/registry/shop"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// bundle is a shop that changes and an ERP called OPTIMA that reads of it.
type bundle struct {
	*testing.T
	*changes.Service

	handler *changes.Handler
	db      *database.DB
	clock   *clock.Manual
	keys    *apikey.Service
	key     uuid.UUID // the ERP's
	optima  uuid.UUID
	other   uuid.UUID
	erp     context.Context
	staff   context.Context
}

func each(t *testing.T, test func(b bundle)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) { test(setup(t, db)) })
}

func setup(t *testing.T, db *database.DB) bundle {
	t.Helper()
	at := clock.NewManual(noon)
	history, events := audit.NewLog(db, at), feed.New(db, at)
	shops := shop.NewService(shop.Dependencies{DB: db, Clock: at, History: history})
	require.NoError(t, shops.EnsureDefault(t.Context()))
	customers := customer.NewService(customer.Dependencies{
		DB: db, Clock: at, History: history, Feed: events, Numbers: customer.NewNumbers(db), Shops: home{shops},
	})
	employees := employee.NewService(employee.Dependencies{DB: db, Clock: at, History: history, Customers: customers})
	customers.Employees = logins{employees}
	service := changes.NewService(changes.Dependencies{
		DB: db, Clock: at, History: history, Feed: events, Jobs: jobs.New(db), Customers: customers, Employees: employees,
		Groups: group.NewService(group.Dependencies{DB: db, Clock: at, History: history, Customers: customers}),
	})
	b := bundle{
		T: t, Service: service, handler: changes.NewHandler(service), db: db, clock: at, keys: apikey.NewService(apikey.Dependencies{DB: db, Clock: at, History: history}),
		staff: auth.With(t.Context(), auth.Identity{Kind: auth.Staff, ID: id.New()}),
	}
	b.optima, b.other = b.newSource("OPTIMA"), b.newSource("OTHER")
	key, _, err := b.keys.Create(b.staff, apikey.CreateInput{Name: "erp", Scopes: []auth.Scope{auth.SyncScope}, SourceSystem: "OPTIMA"})
	require.NoError(t, err)
	b.key, b.erp = key.ID, auth.With(t.Context(), key.Identity())
	return b
}

// home makes the first shop everybody's.
type home struct{ shops *shop.Service }

func (h home) Home(ctx context.Context) (uuid.UUID, country.Code, error) {
	first, err := h.shops.Default(ctx)
	return first.ID, first.Country, err
}

// logins makes the default employee of a new customer.
type logins struct{ employees *employee.Service }

func (l logins) CreateDefault(ctx context.Context, login customer.Login) error {
	return l.employees.CreateDefault(ctx, login.CustomerID, employee.DefaultInput{Email: login.Email})
}

func (l logins) CheckDefault(ctx context.Context, login customer.Login) error {
	return l.employees.CheckDefault(ctx, employee.DefaultInput{Email: login.Email})
}

func (b bundle) newSource(code string) uuid.UUID {
	b.Helper()
	row, err := b.db.Client(b.Context()).SourceSystem.Create().SetCode(code).SetName(code).
		SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.Context())
	require.NoError(b, err)
	return row.ID
}

func newEmail() string { return id.New().String() + "@example.com" }

// newCustomer adds a company.
func (b bundle) newCustomer(ctx context.Context, name string) (*customer.Customer, error) {
	serial, err := b.Customers.Numbers.Take(ctx, 1)
	if err != nil {
		return nil, err
	}
	kind, login := customer.Company, newEmail()
	return b.Customers.Create(ctx, customer.CreateInput{
		Change: customer.Change{Kind: &kind, Name: &name, Email: &login}, Serial: serial,
	})
}

func (b bundle) create(name string) *customer.Customer {
	b.Helper()
	created, err := b.newCustomer(b.staff, name)
	require.NoError(b, err)
	return created
}

func (b bundle) rename(ctx context.Context, c uuid.UUID, name string) error {
	_, err := b.Customers.Update(ctx, customer.UpdateInput{ID: c, Change: customer.Change{Name: &name}})
	return err
}

func (b bundle) addAddress(ctx context.Context, c uuid.UUID, city string) error {
	kind, street, code, land := customer.Shipping, "Prosta 1", "00-001", "PL"
	_, err := b.Customers.CreateAddress(ctx, c, customer.AddressChange{
		Type: &kind, Street: &street, PostalCode: &code, City: &city, Country: &land,
	})
	return err
}

func (b bundle) hire(ctx context.Context, c uuid.UUID) error {
	_, err := b.Employees.Create(ctx, c, employee.Change{Email: new(newEmail()), FirstName: new("Anna"), LastName: new("Nowak")}, false)
	return err
}

func (b bundle) newGroup(name string) uuid.UUID {
	b.Helper()
	created, err := b.Groups.Create(b.staff, group.Change{Name: &name})
	require.NoError(b, err)
	return created.ID
}

func (b bundle) join(ctx context.Context, c, groupID uuid.UUID) error {
	_, err := b.Groups.AddMembers(ctx, groupID, []uuid.UUID{c})
	return err
}

// knows tells the source system's name for a customer, as a push does.
func (b bundle) knows(source, c uuid.UUID, externalID string) {
	b.Helper()
	require.NoError(b, b.db.Client(b.Context()).Identity.Create().SetCustomerID(c).SetSourceSystemID(source).
		SetExternalID(externalID).SetContentHash([]byte{1}).SetHashVersion(1).SetCreatedAt(noon).SetPushedAt(noon).
		Exec(b.Context()))
}

// pull returns a page for OPTIMA.
func (b bundle) pull(req *apiv1.PullChangesRequest) *apiv1.PullChangesResponse {
	b.Helper()
	page, err := b.handler.PullChanges(b.erp, req)
	require.NoError(b, err)
	return page
}

// export returns every customer as the server has it, by id, and the cursor to go on from. It calls
// between after each page.
func (b bundle) export(size int32, between func()) (states map[string]*apiv1.CustomerState, cursor string) {
	b.Helper()
	states = map[string]*apiv1.CustomerState{}
	for token := ""; ; {
		page, err := b.handler.ExportContractors(b.erp, &apiv1.ExportContractorsRequest{PageSize: size, PageToken: token})
		require.NoError(b, err)
		require.Equal(b, token == "", page.GetFeedCursor() != "", "the first page alone has the cursor")
		cursor += page.GetFeedCursor()
		for _, state := range page.GetCustomers() {
			require.NotContains(b, states, state.GetCustomer().GetId())
			states[state.GetCustomer().GetId()] = state
		}
		between()
		if token = page.GetNextPageToken(); token == "" {
			return states, cursor
		}
	}
}
