package discount_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/price/engine"
	"github.com/kartoteka/kartoteka/internal/price/product"
	"github.com/kartoteka/kartoteka/internal/registry/group"
	"github.com/kartoteka/kartoteka/internal/registry/shop"
)

// noon is that of Warsaw's day 2026-11-21.
var noon = time.Date(2026, 11, 21, 11, 0, 0, 0, time.UTC)

// bundle is a service on a database of its own, with a shop, three products and a staff member.
type bundle struct {
	*discount.Service

	db       *database.DB
	clock    *clock.Manual
	log      *audit.Log
	shops    *shop.Service
	groups   *group.Service
	rejects  *reject.List
	products *product.Service
	ctx      context.Context // of the staff member
	serial   *int64
}

func each(t *testing.T, test func(t *testing.T, b bundle)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) { test(t, setup(t, db)) })
}

func setup(t *testing.T, db *database.DB) bundle {
	t.Helper()
	at := clock.NewManual(noon)
	log := audit.NewLog(db, at)
	groups := group.NewService(group.Dependencies{DB: db, Clock: at, History: log, Customers: anybody{}})
	rejects := reject.NewList(db)
	service := discount.NewService(discount.Deps{DB: db, Clock: at, History: log, Rejects: rejects, Groups: groups})
	service.Prices = samples{}
	b := bundle{
		Service: service, db: db, clock: at, log: log, groups: groups, rejects: rejects,
		shops:    shop.NewService(shop.Dependencies{DB: db, Clock: at, History: log}),
		products: product.NewService(db, at),
		ctx:      auth.With(t.Context(), auth.Identity{Kind: auth.Staff, ID: id.New()}),
		serial:   new(int64),
	}
	require.NoError(t, b.shops.EnsureDefault(b.ctx))
	_, err := b.products.Push(b.ctx, []product.Draft{
		{SKU: "SAW", Name: "Piła", Category: []string{"Narzędzia", "Piły"}, Brand: "Łoś", Amount: "100", Currency: "PLN", Active: true},
		{SKU: "AXE", Name: "Siekiera", Category: []string{"Narzędzia"}, Brand: "Ryś", Amount: "200", Currency: "PLN", Active: true},
		{SKU: "OLD", Name: "Stara", Category: []string{"Narzędzia"}, Brand: "Ryś", Amount: "10", Currency: "EUR", Active: false},
	})
	require.NoError(t, err)
	return b
}

// anybody is as much of the customers as groups call.
type anybody struct{}

func (anybody) ChildrenChanged(context.Context, []uuid.UUID, ...string) error { return nil }

// samples is as much of the quotes as previews call: it tells what it was asked.
type samples struct{}

func (samples) Samples(_ context.Context, in discount.SampleInput) (discount.Samples, error) {
	asked := discount.Sample{SKU: in.Draft.ID.String(), ProductName: in.Draft.Name, Quantity: in.Draft.MinQuantity, Text: string(in.Language)}
	if len(in.SKUs) > 0 {
		asked.Verdict = engine.Won
	}
	return discount.Samples{Day: in.Draft.ValidFrom, Prices: []discount.Sample{asked}}, nil
}

func (b bundle) newCustomer(t *testing.T) uuid.UUID {
	t.Helper()
	*b.serial++
	name := "Kawiarnia " + strconv.FormatInt(*b.serial, 10)
	created, err := b.db.Client(b.ctx).Customer.Create().
		SetSerial(*b.serial).SetNumber("K-" + strconv.FormatInt(*b.serial, 10)).
		SetKind("company").SetName(name).SetNameKey(fold.Key(name)).SetSearchText(fold.Search(name)).
		SetTaxStatus("domestic").SetAccountState("registered").SetApproval("approved").SetStatus("active").
		SetOrigin("admin").SetCreatedAt(noon).SetUpdatedAt(noon).
		Save(b.ctx)
	require.NoError(t, err)
	return created.ID
}

func (b bundle) newGroup(t *testing.T, name string, members ...uuid.UUID) uuid.UUID {
	t.Helper()
	created, err := b.groups.Create(b.ctx, group.Change{Name: &name})
	require.NoError(t, err)
	if len(members) > 0 {
		_, err = b.groups.AddMembers(b.ctx, created.ID, members)
		require.NoError(t, err)
	}
	return created.ID
}

// newSource adds a source system and returns a context of its key.
func (b bundle) newSource(t *testing.T, code string) context.Context {
	t.Helper()
	created, err := b.db.Client(b.ctx).SourceSystem.Create().
		SetCode(code).SetName(code).SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.ctx)
	require.NoError(t, err)
	return auth.With(t.Context(), auth.Identity{Kind: auth.ERP, ID: id.New(), SourceSystemID: created.ID, SourceCode: code})
}

// newContractor makes a customer known to the source system.
func (b bundle) newContractor(erp context.Context, t *testing.T, externalID string) uuid.UUID {
	t.Helper()
	customerID := b.newCustomer(t)
	require.NoError(t, b.db.Client(b.ctx).Identity.Create().SetCustomerID(customerID).
		SetSourceSystemID(auth.From(erp).SourceSystemID).SetExternalID(externalID).SetContentHash([]byte{1}).SetHashVersion(1).
		SetCreatedAt(noon).SetPushedAt(noon).Exec(b.ctx))
	return customerID
}

// rebate is ten per cent off everything for everyone unless with says otherwise.
func rebate(with ...func(*discount.Draft)) discount.Draft {
	d := discount.Draft{Target: engine.Target{Kind: engine.Everyone}, Scope: discount.ScopeDraft{Everything: true}, Percent: new("10")}
	for _, change := range with {
		change(&d)
	}
	return d
}

func forCustomer(customerID uuid.UUID) func(*discount.Draft) {
	return func(d *discount.Draft) { d.Target = engine.Target{Kind: engine.Customer, ID: customerID} }
}

func forGroup(groupID uuid.UUID) func(*discount.Draft) {
	return func(d *discount.Draft) { d.Target = engine.Target{Kind: engine.Group, ID: groupID} }
}

func onSKU(sku string) func(*discount.Draft) {
	return func(d *discount.Draft) { d.Scope = discount.ScopeDraft{SKU: &sku} }
}

func onBrand(brand string) func(*discount.Draft) {
	return func(d *discount.Draft) { d.Scope = discount.ScopeDraft{Brand: &brand} }
}

func onCategory(names ...string) func(*discount.Draft) {
	return func(d *discount.Draft) { d.Scope = discount.ScopeDraft{Category: names} }
}

func percent(p string) func(*discount.Draft) {
	return func(d *discount.Draft) { d.Percent, d.FixedPrice = &p, nil }
}

func fixed(amount, currency string) func(*discount.Draft) {
	return func(d *discount.Draft) {
		d.Percent, d.FixedPrice = nil, &discount.Amount{Amount: amount, Currency: currency}
	}
}

func from(quantity string) func(*discount.Draft) {
	return func(d *discount.Draft) { d.MinQuantity = quantity }
}

func priority(p int32) func(*discount.Draft) { return func(d *discount.Draft) { d.Priority = p } }

func days(first, last string) func(*discount.Draft) {
	return func(d *discount.Draft) { d.ValidFrom, d.ValidTo = first, last }
}

func named(name string) func(*discount.Draft) { return func(d *discount.Draft) { d.Name = name } }

func (b bundle) grant(t *testing.T, with ...func(*discount.Draft)) *discount.Discount {
	t.Helper()
	created, err := b.Create(b.ctx, rebate(with...))
	require.NoError(t, err)
	return created
}

// pushOne pushes a discount of an ERP for everyone and returns it.
func (b bundle) pushOne(erp context.Context, t *testing.T, externalID string, with ...func(*discount.Draft)) *discount.Discount {
	t.Helper()
	pushed := discount.Pushed{Draft: rebate(with...), ExternalID: externalID, Active: true, Everyone: true}
	results, err := b.Push(erp, []discount.Pushed{pushed})
	require.NoError(t, err)
	require.Empty(t, results[0].Wrong)
	return b.read(t, results[0].DiscountID)
}

// read is the discount as it is read back, its times in UTC.
func (b bundle) read(t *testing.T, discountID uuid.UUID) *discount.Discount {
	t.Helper()
	found, err := b.Get(b.ctx, discountID)
	require.NoError(t, err)
	return inUTC(found)
}

func inUTC(d *discount.Discount) *discount.Discount {
	d.CreatedAt, d.UpdatedAt, d.EndedAt = d.CreatedAt.UTC(), d.UpdatedAt.UTC(), d.EndedAt.UTC()
	return d
}
