package push_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
	"github.com/kartoteka/kartoteka/gen/ent/identity"
	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/erp/push"
	"github.com/kartoteka/kartoteka/internal/erp/tombstone"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
	"github.com/kartoteka/kartoteka/internal/platform/replay"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
	"github.com/kartoteka/kartoteka/internal/registry/group"
	"github.com/kartoteka/kartoteka/internal/registry/shop"
)

// bundle is a sync on a fresh database, with an ERP called OPTIMA and a staff member.
type bundle struct {
	db        *database.DB
	clock     *clock.Manual
	sync      *push.Service
	handler   *push.Handler
	customers *customer.Service
	conflicts *conflict.Service
	groups    *group.Service
	stones    *tombstone.List
	source    uuid.UUID
	erp       context.Context // of the ERP's key
	staff     context.Context // of the staff member
}

func setup(t *testing.T, db *database.DB) bundle {
	t.Helper()
	at := clock.NewManual(time.Date(2026, 11, 21, 20, 0, 0, 0, time.UTC))
	history, changes := audit.NewLog(db, at), feed.New(db, at)
	shops := shop.NewService(shop.Dependencies{DB: db, Clock: at, History: history})
	require.NoError(t, shops.EnsureDefault(t.Context()))
	customers := customer.NewService(customer.Dependencies{
		DB: db, Clock: at, History: history, Feed: changes, Numbers: customer.NewNumbers(db), Shops: home{shops},
	})
	employees := employee.NewService(employee.Dependencies{DB: db, Clock: at, History: history, Customers: customers})
	customers.Employees = logins{employees}
	groups := group.NewService(group.Dependencies{DB: db, Clock: at, History: history, Customers: customers})
	source := db.Client(t.Context()).SourceSystem.Create().SetID(id.New()).SetCode("OPTIMA").SetName("Optima").
		SetCreatedAt(at.Now()).SetUpdatedAt(at.Now()).SaveX(t.Context())
	conflicts, stones, rejects := conflict.NewService(db, customers), tombstone.NewList(db, at), reject.NewList(db)
	sync := push.NewService(push.Dependencies{
		DB: db, Clock: at, Feed: changes,
		Customers: customers, Employees: employees, Groups: groups, Shops: home{shops},
		Discounts: discount.NewService(discount.Deps{DB: db, Clock: at, History: history, Rejects: rejects, Groups: groups}),
		Conflicts: conflicts, Tombstones: stones, Rejects: rejects,
	})
	return bundle{
		db: db, clock: at, customers: customers, sync: sync, handler: push.NewHandler(sync, replay.New(db, at)),
		conflicts: conflicts, groups: groups, stones: stones, source: source.ID,
		erp: auth.With(t.Context(), auth.Identity{
			Kind: auth.ERP, ID: id.New(), SourceSystemID: source.ID, SourceCode: source.Code,
			Permissions: auth.ScopePermissions([]auth.Scope{auth.SyncScope}),
		}),
		staff: auth.With(t.Context(), auth.Identity{Kind: auth.Staff, ID: id.New(), Permissions: auth.Owner.Permissions()}),
	}
}

// logins makes the default employee of a customer that staff add.
type logins struct{ employees *employee.Service }

func (l logins) CreateDefault(ctx context.Context, login customer.Login) error {
	return l.employees.CreateDefault(ctx, login.CustomerID, employee.DefaultInput{Email: login.Email})
}

func (l logins) CheckDefault(ctx context.Context, login customer.Login) error {
	return l.employees.CheckDefault(ctx, employee.DefaultInput{Email: login.Email})
}

// home makes the first shop everybody's.
type home struct{ shops *shop.Service }

func (h home) Home(ctx context.Context) (uuid.UUID, country.Code, error) {
	first, err := h.shops.Default(ctx)
	return first.ID, first.Country, err
}

// find returns the customer that OPTIMA calls by the external id.
func (b bundle) find(t *testing.T, externalID string) *customer.Customer {
	t.Helper()
	row, err := b.db.Client(t.Context()).Identity.Query().Where(identity.ExternalID(externalID)).Only(t.Context())
	require.NoError(t, err)
	found, err := b.customers.Get(t.Context(), row.CustomerID)
	require.NoError(t, err)
	return found
}

// byCode returns the customer that OPTIMA calls by the code.
func (b bundle) byCode(t *testing.T, code string) *customer.Customer {
	t.Helper()
	found, err := b.db.Client(t.Context()).Customer.Query().
		Where(entcustomer.HasIdentitiesWith(identity.Code(code))).OnlyID(t.Context())
	require.NoError(t, err, code)
	saved, err := b.customers.Get(t.Context(), found)
	require.NoError(t, err)
	return saved
}

// dump counts the rows of every table that a push writes but for its own report, and the versions of customers.
func (b bundle) dump(t *testing.T) string {
	t.Helper()
	ctx, client := t.Context(), b.db.Client(t.Context())
	count := func(n int, err error) int {
		require.NoError(t, err)
		return n
	}
	versions, err := client.Customer.Query().Order(entcustomer.BySerial()).Select(entcustomer.FieldVersion).Ints(ctx)
	require.NoError(t, err)
	return fmt.Sprint("versions ", versions,
		" addresses ", count(client.Address.Query().Count(ctx)),
		" employees ", count(client.Employee.Query().Count(ctx)),
		" identities ", count(client.Identity.Query().Count(ctx)),
		" memberships ", count(client.Membership.Query().Count(ctx)),
		" discounts ", count(client.Discount.Query().Count(ctx)),
		" groups ", count(client.Group.Query().Count(ctx)),
		" history ", count(client.HistoryEntry.Query().Count(ctx)),
		" feed ", count(client.FeedEvent.Query().Count(ctx)),
		" rejects ", count(client.SyncReject.Query().Count(ctx)))
}
