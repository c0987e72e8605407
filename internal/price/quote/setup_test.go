package quote_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/price/coupon"
	"github.com/kartoteka/kartoteka/internal/price/engine"
	"github.com/kartoteka/kartoteka/internal/price/engine/enginetest"
	"github.com/kartoteka/kartoteka/internal/price/quote"
)

// bundle is a service on a database of its own, with a shop in Warsaw.
type bundle struct {
	*testing.T
	*quote.Service

	ctx     context.Context
	db      *database.DB
	clock   *clock.Manual
	coupons *coupon.Service
	shop    uuid.UUID
	serial  *int64
}

// each runs the test on both databases.
func each(t *testing.T, test func(b bundle)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		now := clock.NewManual(enginetest.Noon)
		coupons := coupon.NewService(db, now, audit.NewLog(db, now))
		b := bundle{T: t, ctx: t.Context(), Service: quote.NewService(db, now, coupons), db: db, clock: now, coupons: coupons, serial: new(int64)}
		b.shop = b.newShop(engine.Rules{Shop: engine.One, Currency: "PLN"}, "Europe/Warsaw")
		test(b)
	})
}

func (b bundle) client() *ent.Client { return b.db.Client(b.ctx) }

func (b bundle) next() int64 {
	*b.serial++
	return *b.serial
}

func (b bundle) newShop(rules engine.Rules, zone string) uuid.UUID {
	b.Helper()
	created, err := b.client().Shop.Create().
		SetCode("s" + strconv.FormatInt(b.next(), 10)).SetName("Sklep").SetCountry("PL").SetLanguage("pl").
		SetCurrency(rules.Currency).SetTimeZone(zone).SetErpDiscountsOff(rules.ERPOff).SetShopDiscounts(string(rules.Shop)).
		SetFloorE2(rules.Floor.E2()).SetCreatedAt(longAgo).SetUpdatedAt(longAgo).Save(b.ctx)
	require.NoError(b, err)
	return created.ID
}

// longAgo is before everything.
var longAgo = enginetest.Noon.AddDate(-1, 0, 0)

func (b bundle) newCustomer() uuid.UUID {
	b.Helper()
	name := "Kawiarnia " + strconv.FormatInt(b.next(), 10)
	created, err := b.client().Customer.Create().
		SetSerial(*b.serial).SetNumber("K-" + strconv.FormatInt(*b.serial, 10)).
		SetKind("company").SetName(name).SetNameKey(fold.Key(name)).SetSearchText(fold.Search(name)).
		SetTaxStatus("domestic").SetAccountState("registered").SetApproval("approved").SetStatus("active").
		SetOrigin("admin").SetCreatedAt(longAgo).SetUpdatedAt(longAgo).Save(b.ctx)
	require.NoError(b, err)
	return created.ID
}

func (b bundle) newGroup(sortOrder int32) uuid.UUID {
	b.Helper()
	name := "Hurt " + strconv.FormatInt(b.next(), 10)
	created, err := b.client().Group.Create().SetName(name).SetNameKey(fold.UniqueKey(name)).SetSortOrder(sortOrder).
		SetCreatedAt(longAgo).SetUpdatedAt(longAgo).Save(b.ctx)
	require.NoError(b, err)
	return created.ID
}

func (b bundle) join(customer, group uuid.UUID, since time.Time) {
	b.Helper()
	require.NoError(b, b.client().Membership.Create().SetCustomerID(customer).SetGroupID(group).SetOrigin("staff").SetSince(since).Exec(b.ctx))
}

// sell adds the product of a line; its SKU is made its own.
func (b bundle) sell(line *engine.Line, currency string) {
	b.Helper()
	line.SKU += "-" + strconv.FormatInt(b.next(), 10)
	create := b.client().Product.Create().SetSerial(*b.serial).SetSku(line.SKU).SetName("Piła").SetNameKey(fold.Key("Piła")).
		SetCategory(line.Category).SetBrand(line.Brand).
		SetBasePriceE4(money.Money{Amount: line.Base}.E4()).SetBasePriceCurrency(currency).SetCreatedAt(longAgo).SetUpdatedAt(longAgo)
	if line.TaxRate != nil {
		create.SetTaxRateE2(line.TaxRate.E2())
	}
	require.NoError(b, create.Exec(b.ctx))
}

// grant saves a discount as it has been since the moment.
func (b bundle) grant(d *engine.Discount, since time.Time) {
	b.Helper()
	create := b.client().Discount.Create().SetID(d.ID).SetName(d.Name).SetTargetID(d.Target.ID).SetTargetKind(string(d.Target.Kind)).
		SetScope(string(d.Scope)).SetPercentE2(d.Percent.E2()).SetFixedPriceE4(d.FixedPrice.E4()).SetFixedPriceCurrency(d.FixedPrice.Currency).
		SetMinQuantityE4(money.QuantityE4(d.MinQuantity)).SetPriority(d.Priority).SetValidFrom(string(d.ValidFrom)).SetValidTo(string(d.ValidTo)).
		SetOrigin(string(d.Origin)).SetCreatedAt(longAgo).SetUpdatedAt(since)
	if !d.EndedAt.IsZero() {
		create.SetEndedAt(d.EndedAt)
	}
	require.NoError(b, create.Exec(b.ctx))
}

// ask asks for the prices of lines.
func (b bundle) ask(customer uuid.UUID, lines []engine.Line, with ...func(*quote.Question)) quote.Question {
	asked := quote.Question{ShopID: b.shop, CustomerID: customer}
	for _, line := range lines {
		asked.Lines = append(asked.Lines, quote.Line{SKU: line.SKU, Quantity: line.Quantity.String()})
	}
	for _, change := range with {
		change(&asked)
	}
	return asked
}

func (b bundle) quote(ctx context.Context, asked quote.Question) quote.Quote {
	b.Helper()
	made, err := b.Quote(ctx, asked)
	require.NoError(b, err)
	return made
}

// inTx writes much at once.
func (b bundle) inTx(write func(b bundle)) {
	b.Helper()
	require.NoError(b, b.db.InTx(b.ctx, func(ctx context.Context) error {
		within := b
		within.ctx = ctx
		write(within)
		return nil
	}))
}
