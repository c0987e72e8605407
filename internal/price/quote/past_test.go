package quote_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/engine"
	"github.com/kartoteka/kartoteka/internal/price/engine/enginetest"
	"github.com/kartoteka/kartoteka/internal/price/quote"
)

// day is so many days after everything began.
func day(n int) time.Time { return longAgo.AddDate(0, 0, n) }

func asOf(at time.Time) func(*quote.Question) { return func(q *quote.Question) { q.AsOf = at } }

// percent is a discount on everything.
func percent(target engine.Target, e2 int32) *engine.Discount {
	return &engine.Discount{ID: id.New(), Target: target, Percent: money.PercentFromE2(e2), Priority: 100, Origin: engine.ByShop}
}

func toGroup(group uuid.UUID) engine.Target { return engine.Target{Kind: engine.Group, ID: group} }

// saw is a product of a hundred złoty, on a line of one.
func (b bundle) saw() []engine.Line {
	b.Helper()
	line := engine.Line{SKU: "SAW", Quantity: decimal.NewFromInt(1), Base: decimal.NewFromInt(100)}
	b.sell(&line, "PLN")
	return []engine.Line{line}
}

// costs holds the price of the only line against the wanted one, on each of the days.
func (b bundle) costs(customer uuid.UUID, lines []engine.Line, on map[int]string) {
	b.Helper()
	for n, price := range on {
		made := b.quote(b.ctx, b.ask(customer, lines, asOf(day(n))))
		assert.Equal(b, price, made.Lines[0].Unit.String(), "day %d", n)
	}
}

func TestAPastPriceIsWhatItWasThen(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]func(b bundle){
		"by the discounts": func(b bundle) {
			lines, d := b.saw(), percent(engine.Target{Kind: engine.Everyone}, 3000)
			d.EndedAt = day(40)
			b.grant(d, day(40))
			b.was(d, 1000, day(10), day(20))
			b.was(d, 2000, day(20), day(30))
			b.was(d, 3000, day(30), day(40))
			b.costs(uuid.Nil, lines, map[int]string{9: "100", 10: "90", 19: "90", 20: "80", 30: "70", 39: "70", 40: "100", 300: "100"})
			told, err := b.Explain(b.ctx, b.ask(uuid.Nil, lines, asOf(day(25))), "en")
			require.NoError(b, err)
			assert.EqualValues(b, 2000, told.Reasons[0].Winners[0].Percent.E2(), "the discount as it was")
		},
		"by the groups": func(b bundle) {
			lines, group, customer := b.saw(), b.newGroup(1), b.newCustomer()
			b.grant(percent(toGroup(group), 1000), longAgo)
			require.NoError(b, b.client().PastMembership.Create().SetCustomerID(customer).SetGroupID(group).SetSince(day(10)).SetUntil(day(20)).Exec(b.ctx))
			b.join(customer, group, day(30))
			b.costs(customer, lines, map[int]string{9: "100", 10: "90", 19: "90", 20: "100", 29: "100", 30: "90", 300: "90"})
		},
		"by the order of the groups": func(b bundle) {
			lines, first, second, customer := b.saw(), b.newGroup(1), b.newGroup(2), b.newCustomer()
			b.join(customer, first, longAgo)
			b.join(customer, second, longAgo)
			names := map[string]string{}
			for name, group := range map[string]uuid.UUID{"first": first, "second": second} {
				d := percent(toGroup(group), 1000)
				b.grant(d, longAgo)
				names[d.ID.String()] = name
			}
			for n, order := range map[int]int32{10: 3, 20: 0} { // it was third, then before all others
				require.NoError(b, b.client().PastGroupOrder.Create().SetGroupID(first).SetSortOrder(order).SetUntil(day(n)).Exec(b.ctx))
			}
			for n, winner := range map[int]string{9: "second", 10: "first", 19: "first", 20: "first"} {
				made := b.quote(b.ctx, b.ask(customer, lines, asOf(day(n))))
				assert.Equal(b, winner, names[made.Lines[0].Winners[0].ID.String()], "day %d", n)
			}
		},
		"by the product": func(b bundle) {
			lines := b.saw()
			d := percent(engine.Target{Kind: engine.Everyone}, 1000)
			d.Scope = engine.ScopeCategory([]string{"Tools"})
			b.grant(d, longAgo)
			require.NoError(b, b.client().PastProduct.Create().SetProductID(id.New()).SetSku(lines[0].SKU).SetSince(day(10)).SetUntil(day(20)).
				SetName("Piła").SetCategory(engine.CategoryKey([]string{"Tools", "Saws"})).SetBrand("").SetBasePriceE4(50_0000).SetBasePriceCurrency("PLN").Exec(b.ctx))
			b.costs(uuid.Nil, lines, map[int]string{9: "100", 10: "45", 19: "45", 20: "100"})
		},
		"by the settings of the shop": func(b bundle) {
			lines := b.saw()
			b.grant(percent(engine.Target{Kind: engine.Everyone}, 1000), longAgo)
			erps := percent(engine.Target{Kind: engine.Everyone}, 2000)
			erps.Origin = engine.ByERP
			b.grant(erps, longAgo)
			for n, was := range map[int]engine.Rules{10: {Shop: engine.Off}, 20: {Shop: engine.One, ERPOff: true}, 30: {Shop: engine.Sum, Floor: money.PercentFromE2(7500)}} {
				require.NoError(b, b.client().PastPricing.Create().SetShopID(b.shop).SetUntil(day(n)).SetErpDiscountsOff(was.ERPOff).
					SetShopDiscounts(string(was.Shop)).SetFloorE2(was.Floor.E2()).SetCurrency("PLN").SetTimeZone("Asia/Tokyo").Exec(b.ctx))
			}
			b.costs(uuid.Nil, lines, map[int]string{9: "80", 10: "90", 19: "90", 20: "75", 29: "75", 30: "80", 300: "80"})
			made := b.quote(b.ctx, b.ask(uuid.Nil, lines, asOf(day(1).Add(4*time.Hour))))
			assert.Equal(b, engine.DayOf(day(2), time.UTC), made.On.Day(), "16 o'clock in UTC is the next day in Tokyo")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, test)
		})
	}
}

// was saves what a discount was before a change.
func (b bundle) was(d *engine.Discount, e2 int32, since, until time.Time) {
	b.Helper()
	require.NoError(b, b.client().PastDiscount.Create().SetDiscountID(d.ID).SetTargetID(d.Target.ID).SetTargetKind(string(d.Target.Kind)).
		SetScope(string(d.Scope)).SetPercentE2(e2).SetPriority(d.Priority).SetOrigin(string(d.Origin)).SetSince(since).SetUntil(until).Exec(b.ctx))
}

// A future day is priced as things stand now.
func TestAFutureDayIsPricedAsThingsStandNow(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		lines, d := b.saw(), percent(engine.Target{Kind: engine.Everyone}, 1000)
		d.ValidFrom = "2026-12-01"
		b.grant(d, enginetest.Noon)
		assert.Equal(b, "100", b.quote(b.ctx, b.ask(uuid.Nil, lines)).Lines[0].Unit.String())
		first := time.Date(2026, 11, 30, 23, 0, 0, 0, time.UTC) // midnight in Warsaw
		assert.Equal(b, "90", b.quote(b.ctx, b.ask(uuid.Nil, lines, asOf(first))).Lines[0].Unit.String())
		assert.Equal(b, "100", b.quote(b.ctx, b.ask(uuid.Nil, lines, asOf(first.Add(-time.Microsecond)))).Lines[0].Unit.String())
	})
}
