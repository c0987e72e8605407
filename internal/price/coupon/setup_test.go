package coupon_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/audit/audittest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/price/coupon"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// bundle is a service on a database of its own, called by a shop's key, with a shop in Warsaw.
type bundle struct {
	*testing.T
	*coupon.Service

	db     *database.DB
	clock  *clock.Manual
	ctx    context.Context
	shop   uuid.UUID
	serial *int64
}

// each runs the test on both databases.
func each(t *testing.T, test func(b bundle)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		now := clock.NewManual(noon)
		b := bundle{
			T: t, Service: coupon.NewService(db, now, audit.NewLog(db, now)), db: db, clock: now,
			ctx: auth.With(t.Context(), auth.Identity{Kind: auth.APIKey, ID: id.New()}), serial: new(int64),
		}
		b.shop = b.newShop("PLN", "Europe/Warsaw")
		test(b)
	})
}

func (b bundle) newShop(currency, zone string) uuid.UUID {
	b.Helper()
	*b.serial++
	created, err := b.db.Client(b.ctx).Shop.Create().
		SetCode("s" + strconv.FormatInt(*b.serial, 10)).SetName("Sklep").SetCountry("PL").SetLanguage("pl").
		SetCurrency(currency).SetTimeZone(zone).SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.ctx)
	require.NoError(b, err)
	return created.ID
}

func (b bundle) newCustomer(name string) uuid.UUID {
	b.Helper()
	*b.serial++
	created, err := b.db.Client(b.ctx).Customer.Create().
		SetSerial(*b.serial).SetNumber("K-" + strconv.FormatInt(*b.serial, 10)).
		SetKind("company").SetName(name).SetNameKey(fold.Key(name)).SetSearchText(fold.Search(name)).
		SetTaxStatus("domestic").SetAccountState("registered").SetApproval("approved").SetStatus("active").
		SetOrigin("admin").SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.ctx)
	require.NoError(b, err)
	return created.ID
}

// draft is a coupon of ten per cent, as changed.
func draft(with ...func(*coupon.Draft)) coupon.Draft {
	d := coupon.Draft{Code: "LATO-10", Percent: "10"}
	for _, change := range with {
		change(&d)
	}
	return d
}

func (b bundle) create(with ...func(*coupon.Draft)) coupon.Coupon {
	b.Helper()
	created, err := b.Create(b.ctx, draft(with...))
	require.NoError(b, err)
	return created
}

// order is a request to use the coupon for a total of 100 złoty, as changed.
func (b bundle) order(with ...func(*coupon.Redeem)) coupon.Redeem {
	in := coupon.Redeem{RequestID: uuid.NewString(), Code: "lato-10", ShopID: b.shop, Total: "100.00", Currency: "PLN", OrderReference: "ZS/7"}
	for _, change := range with {
		change(&in)
	}
	return in
}

func (b bundle) actions() []string {
	b.Helper()
	return audittest.Actions(audittest.Written(b.ctx, b, b.db))
}

// timeline is what history tells of a customer, the newest first.
func (b bundle) timeline(customerID uuid.UUID) []string {
	b.Helper()
	return audittest.Timeline(b.ctx, b, audit.NewLog(b.db, b.clock), customerID)
}

// requireSame compares as callers see it: a decimal has many forms.
func requireSame(t *testing.T, want, got proto.Message) {
	t.Helper()
	require.Empty(t, cmp.Diff(want, got, protocmp.Transform()))
}
