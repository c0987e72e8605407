package discount_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/price/engine"
	"github.com/kartoteka/kartoteka/internal/price/product"
	"github.com/kartoteka/kartoteka/internal/registry/shop"
)

func TestDearerStepsAreFound(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		_, err := b.products.Push(b.ctx, []product.Draft{{SKU: "HUGE", Name: "Dźwig", Amount: "99999999999999.9999", Currency: "PLN", Active: true}})
		require.NoError(t, err)
		for name, p := range map[string]pair{
			"a smaller percentage":           {drafts{percent("20"), from("5")}, drafts{percent("10"), from("10")}, true},
			"a larger percentage":            {drafts{percent("10"), from("5")}, drafts{percent("20"), from("10")}, false},
			"the smaller step is not dearer": {drafts{percent("10"), from("10")}, drafts{percent("20"), from("5")}, false},
			"a higher price":                 {drafts{onSKU("SAW"), fixed("80", "PLN")}, drafts{onSKU("SAW"), fixed("90", "PLN"), from("10")}, true},
			"a price that does not count":    {drafts{onSKU("SAW"), fixed("80", "PLN")}, drafts{onSKU("SAW"), fixed("100", "PLN"), from("10")}, false},
			"a higher price of a brand":      {drafts{onBrand("Ryś"), fixed("80", "PLN")}, drafts{onBrand("Ryś"), fixed("90", "PLN"), from("10")}, true},
			"another currency":               {drafts{onSKU("SAW"), fixed("80", "EUR")}, drafts{onSKU("SAW"), fixed("90", "PLN"), from("10")}, false},
			"a currency of no shop":          {drafts{onSKU("SAW"), fixed("80", "EUR")}, drafts{onSKU("SAW"), fixed("90", "EUR"), from("10")}, false},
			"other days":                     {drafts{percent("20"), days("", "2026-12-01")}, drafts{from("10"), days("2026-12-02", "")}, false},
			"another product":                {drafts{percent("20"), onSKU("AXE")}, drafts{from("10"), onSKU("SAW")}, false},
			"a price after a percentage":     {drafts{percent("20")}, drafts{onSKU("SAW"), fixed("80.01", "PLN"), from("10")}, true},
			"an equal one after it":          {drafts{percent("20")}, drafts{onSKU("SAW"), fixed("80", "PLN"), from("10")}, false},
			"a percentage after a price":     {drafts{onSKU("SAW"), fixed("79.99", "PLN")}, drafts{percent("20"), from("10")}, true},
			"an equal one after a price":     {drafts{onSKU("SAW"), fixed("80", "PLN")}, drafts{percent("20"), from("10")}, false},
			"a product of euros":             {drafts{onSKU("OLD"), fixed("0.01", "PLN")}, drafts{onSKU("OLD"), from("10")}, false},
			"a category above":               {drafts{percent("20"), onCategory("a")}, drafts{onCategory("a", "b"), from("10")}, true},
			"a category spelled on":          {drafts{percent("20"), onCategory("a")}, drafts{onCategory("ab"), from("10")}, false},
			"a category of other letters":    {drafts{percent("20"), onCategory("narzędzia")}, drafts{onSKU("SAW"), from("10")}, false},
			"a product of the category":      {drafts{percent("20"), onSKU("SAW")}, drafts{onCategory("Narzędzia"), from("10")}, true},
			"a product of another category":  {drafts{percent("20"), onSKU("AXE")}, drafts{onCategory("Narzędzia", "Piły"), from("10")}, false},
			"a product of the brand":         {drafts{percent("20"), onSKU("SAW")}, drafts{onBrand("Łoś"), from("10")}, true},
			"the brand of the product":       {drafts{percent("20"), onBrand("Łoś")}, drafts{onSKU("SAW"), from("10")}, true},
			"a category below":               {drafts{percent("20"), onCategory("Narzędzia", "Piły")}, drafts{onCategory("Narzędzia"), from("10")}, true},
			"a product of everything":        {drafts{percent("20"), onSKU("SAW")}, drafts{from("10")}, true},
			"everyone's against a customer's, whatever comes first": {
				drafts{percent("20"), priority(1)}, drafts{onSKU("SAW"), forCustomer(customer), from("10"), priority(2)}, true,
			},
			"a customer's against everyone's": {drafts{percent("20"), forCustomer(customer)}, drafts{from("10")}, true},
			"a customer's against another's":  {drafts{percent("20"), forCustomer(b.newCustomer(t))}, drafts{forCustomer(customer), from("10")}, false},
			"a price just above the percentage of a huge one": {
				drafts{percent("0.01")}, drafts{onSKU("HUGE"), fixed("99990000000000", "PLN"), from("10")}, true,
			},
			"a price just below it": {drafts{percent("0.01")}, drafts{onSKU("HUGE"), fixed("99989999999999.99", "PLN"), from("10")}, false},
		} {
			t.Log(name)
			b.judge(t, discount.DearerStep, p)
		}
	})
}

// TestDearerStepsAreThoseOfTheEngine draws two discounts and what a shop counts: a finding says that the
// engine asks more from the larger step on, and there is one wherever the linter looks. It draws until enough are dearer.
func TestDearerStepsAreThoseOfTheEngine(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		random, b, pairs := scale.Start(t, "DISC-3"), setup(t, db), scale.Of(100, 5_000)
		random.Saw("%d pairs of steps, the linter and the engine agree", pairs)
		customer := b.newCustomer(t)
		group := b.newGroup(t, "Hurt", customer)
		dearer := 0
		for n := 0; n < pairs || dearer <= pairs/50; n++ {
			b.set(t, shop.Pricing{
				ERPDiscountsOff: random.IntN(6) == 0, ShopDiscounts: pick(random.Rand, shop.OneDiscount, shop.OneDiscount, shop.SumOfDiscounts, shop.NoDiscounts),
				Floor: pick(random.Rand, "0", "0", "80", "85"),
			})
			o := b.drawn(t, random.Rand, customer, group, from(pick(random.Rand, "0", "5")))
			d := b.drawn(t, random.Rand, customer, group, from(pick(random.Rand, "5", "10")))
			want := isLookedAt(o, d) && b.isDearer(t, o, d, engine.Case{Customer: customer, Groups: map[uuid.UUID]int32{group: 0}})
			if want {
				dearer++
			}
			found := b.found(t, discount.DearerStep, 50)
			require.Equal(t, want, slices.Contains(found, d.ID.String()+" by "+o.ID.String()), "pair %d:\n%+v\n%+v", n, o.Discount, d.Discount)
			_, err := b.db.Client(b.ctx).Discount.Delete().Exec(b.ctx)
			require.NoError(t, err)
		}
	})
}

// drawn grants a discount that is called by its id.
func (b bundle) drawn(t *testing.T, random *rand.Rand, customer, group uuid.UUID, step func(*discount.Draft)) *discount.Discount {
	t.Helper()
	with := drafts{
		step, priority(1 + random.Int32N(2)),
		pick(random, forCustomer(customer), forGroup(group), named(""), named("")),
		pick(random, onSKU("SAW"), onSKU("AXE"), onCategory("Narzędzia"), onCategory("Narzędzia", "Piły"), onBrand("Łoś"), named("")),
		pick(random, percent("10"), percent("15"), percent("20")),
	}
	if random.IntN(3) == 0 {
		with = append(with, onSKU("SAW"), pick(random, fixed("80", "PLN"), fixed("82.5", "PLN"), fixed("85", "PLN"), fixed("110", "PLN"), fixed("70", "EUR")))
	}
	d := b.grant(t, with...)
	if random.IntN(3) == 0 {
		d.Origin = engine.ByERP
	}
	d.Name = d.ID.String()
	require.NoError(t, b.db.Client(b.ctx).Discount.UpdateOneID(d.ID).SetName(d.Name).SetOrigin(string(d.Origin)).Exec(b.ctx))
	return d
}

// isLookedAt tells whether the linter compares the two: it leaves out brands beside categories, and, as
// that would take long, most of those for some customers beside those for others on other products.
func isLookedAt(o, d *discount.Discount) bool {
	_, isBrand := o.Scope.Brand()
	_, isOther := d.Scope.Category()
	if !isBrand || !isOther {
		_, isBrand = d.Scope.Brand()
		_, isOther = o.Scope.Category()
	}
	switch {
	case isBrand && isOther:
		return false
	case o.Target == d.Target:
		return true
	case d.Target.Kind == engine.Everyone:
		return o.Scope == d.Scope
	default:
		return o.Target.Kind == engine.Everyone && (d.Scope != engine.Everything || o.Scope == engine.Everything)
	}
}

// isDearer asks the engine for a product that costs more from the step of d on than from that of o.
func (b bundle) isDearer(t *testing.T, o, d *discount.Discount, on engine.Case) bool {
	t.Helper()
	first, err := b.shops.Default(b.ctx)
	require.NoError(t, err)
	on.At, on.Zone = noon, time.UTC
	on.Rules = engine.Rules{ERPOff: first.Pricing.ERPDiscountsOff, Shop: engine.Stacking(first.Pricing.ShopDiscounts), Currency: first.Currency}
	if on.Rules.Floor, err = money.ParsePercent(first.Pricing.Floor); err != nil {
		require.Empty(t, first.Pricing.Floor)
	}
	unit := func(line engine.Line, step decimal.Decimal) decimal.Decimal {
		line.Quantity = decimal.Max(step, decimal.NewFromInt(1))
		return engine.Price(on, []engine.Line{line}, []*engine.Discount{&o.Discount, &d.Discount})[0].Unit
	}
	for _, line := range []engine.Line{
		{SKU: "SAW", Category: engine.CategoryKey([]string{"Narzędzia", "Piły"}), Brand: "Łoś", Base: decimal.NewFromInt(100)},
		{SKU: "AXE", Category: "Narzędzia", Brand: "Ryś", Base: decimal.NewFromInt(200)},
	} {
		if o.MinQuantity.LessThan(d.MinQuantity) && unit(line, d.MinQuantity).GreaterThan(unit(line, o.MinQuantity)) {
			return true
		}
	}
	return false
}
