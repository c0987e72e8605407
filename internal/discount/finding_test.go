package discount_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/database"
	"github.com/kartoteka/kartoteka/internal/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/discount"
	"github.com/kartoteka/kartoteka/internal/fault"
	"github.com/kartoteka/kartoteka/internal/faults/scale"
	"github.com/kartoteka/kartoteka/internal/money"
	"github.com/kartoteka/kartoteka/internal/pricing"
	"github.com/kartoteka/kartoteka/internal/product"
	"github.com/kartoteka/kartoteka/internal/shop"
)

// found lists all pages of the findings of a kind, as the names of discounts and of those they are about.
func (b bundle) found(t *testing.T, kind discount.FindingKind, size int32) []string {
	t.Helper()
	var lines []string
	for query := (discount.FindingQuery{Kind: kind, PageSize: size}); ; {
		findings, next, err := b.ListFindings(b.ctx, query)
		require.NoError(t, err)
		for _, f := range findings {
			lines = append(lines, line(f, kind == ""))
		}
		if query.PageToken = next; next == "" {
			return lines
		}
		require.Len(t, findings, int(size))
	}
}

func line(f discount.Finding, withKind bool) string {
	line := f.Discount.Name
	if withKind {
		line = string(f.Kind) + " " + line
	}
	if f.Other != nil {
		line += " by " + f.Other.Name
	}
	if f.ShopID != uuid.Nil {
		line += " in a shop"
	}
	return line
}

// set changes what the first shop counts of discounts.
func (b bundle) set(t *testing.T, settings shop.Pricing) {
	t.Helper()
	first, err := b.shops.Default(b.ctx)
	require.NoError(t, err)
	_, err = b.shops.Update(b.ctx, shop.Update{ID: first.ID, Mask: []string{"pricing"}, Values: shop.Shop{Pricing: settings}})
	require.NoError(t, err)
}

func TestDaysAreFound(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		for _, last := range []string{"2026-11-20", "2026-11-21", "2026-12-05", "2026-12-06", ""} {
			b.grant(t, named(last), days("", last))
		}
		_, err := b.End(b.ctx, b.grant(t, named("ended"), days("", "2026-11-20")).ID, "")
		require.NoError(t, err)
		assert.Equal(t, []string{"2026-11-21", "2026-12-05"}, b.found(t, discount.AboutToEnd, 1))
		assert.Equal(t, []string{"2026-11-20"}, b.found(t, discount.HasExpired, 1))
	})
}

// pair is a discount, d, and another one, o, in one registry.
type pair struct {
	o, d  []func(*discount.Draft)
	isOdd bool
}

type drafts = []func(*discount.Draft)

// judge grants the pair and tells whether the kind is found of d.
func (b bundle) judge(t *testing.T, kind discount.FindingKind, p pair) {
	t.Helper()
	b.grant(t, append(drafts{named("o")}, p.o...)...)
	b.grant(t, append(drafts{named("d")}, p.d...)...)
	if p.isOdd {
		assert.Contains(t, b.found(t, kind, 50), "d by o")
	} else {
		assert.NotContains(t, b.found(t, kind, 50), "d by o")
	}
	require.NoError(t, b.db.InTx(b.ctx, func(ctx context.Context) error {
		if _, err := b.db.Client(ctx).PastDiscount.Delete().Exec(ctx); err != nil {
			return err
		}
		_, err := b.db.Client(ctx).Discount.Delete().Exec(ctx)
		return err
	}))
}

func TestWhatNeverWinsIsFound(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		hurt := b.newGroup(t, "Hurt")
		for name, p := range map[string]pair{
			"an earlier priority":                       {drafts{priority(1)}, drafts{priority(2)}, true},
			"a larger percentage":                       {drafts{percent("20")}, drafts{percent("10")}, true},
			"an equal one":                              {drafts{percent("10")}, drafts{percent("10")}, false},
			"a smaller percentage":                      {drafts{percent("10")}, drafts{percent("20")}, false},
			"a smaller percentage comes first":          {drafts{percent("10"), priority(1)}, drafts{percent("20"), priority(2)}, true},
			"everyone's against a customer's":           {drafts{percent("20")}, drafts{percent("10"), forCustomer(customer)}, true},
			"a customer's against everyone's":           {drafts{percent("20"), forCustomer(customer)}, drafts{percent("10")}, false},
			"a group's against a customer's":            {drafts{percent("20"), forGroup(hurt)}, drafts{percent("10"), forCustomer(customer)}, false},
			"everything against a product":              {drafts{percent("20")}, drafts{percent("10"), onSKU("SAW")}, true},
			"a product against everything":              {drafts{percent("20"), onSKU("SAW")}, drafts{percent("10")}, false},
			"a category against one below":              {drafts{percent("20"), onCategory("a")}, drafts{percent("10"), onCategory("a", "b")}, true},
			"a category against one above":              {drafts{percent("20"), onCategory("a", "b")}, drafts{percent("10"), onCategory("a")}, false},
			"a category against one spelled on":         {drafts{percent("20"), onCategory("a")}, drafts{percent("10"), onCategory("ab")}, false},
			"a brand against another":                   {drafts{percent("20"), onBrand("a")}, drafts{percent("10"), onBrand("b")}, false},
			"another quantity":                          {drafts{percent("20"), from("2")}, drafts{percent("10")}, false},
			"the rest of its days":                      {drafts{percent("20"), days("2026-11-21", "2026-12-31")}, drafts{days("2026-01-01", "2026-12-31")}, true},
			"not all of its days":                       {drafts{percent("20"), days("2026-11-22", "")}, drafts{}, false},
			"days that end before its own":              {drafts{percent("20"), days("", "2027-01-01")}, drafts{}, false},
			"an expired one":                            {drafts{percent("20")}, drafts{days("", "2026-11-20")}, false},
			"a lower fixed price":                       {drafts{onSKU("SAW"), fixed("80", "PLN")}, drafts{onSKU("SAW"), fixed("90", "PLN")}, true},
			"a fixed price of another currency":         {drafts{onSKU("SAW"), fixed("80", "EUR")}, drafts{onSKU("SAW"), fixed("90", "PLN")}, false},
			"a higher fixed price that comes first":     {drafts{onSKU("SAW"), fixed("95", "PLN"), priority(1)}, drafts{onSKU("SAW"), fixed("90", "PLN")}, false},
			"a fixed price, which may not apply":        {drafts{onSKU("SAW"), fixed("1", "PLN"), priority(1)}, drafts{onSKU("SAW")}, false},
			"a percentage before a fixed price":         {drafts{onSKU("SAW"), priority(1)}, drafts{onSKU("SAW"), fixed("90", "PLN")}, true},
			"a percentage of unknown price, same place": {drafts{onSKU("SAW"), percent("99")}, drafts{onSKU("SAW"), fixed("90", "PLN")}, false},
		} {
			t.Log(name)
			b.judge(t, discount.NeverWins, p)
		}
		b.set(t, shop.Pricing{ShopDiscounts: pricing.Sum})
		for name, p := range map[string]pair{
			"sums weigh the same customers and products": {drafts{percent("20")}, drafts{}, true},
			"sums add other products":                    {drafts{percent("20")}, drafts{onSKU("SAW")}, false},
			"sums add other customers":                   {drafts{percent("20")}, drafts{forCustomer(customer)}, false},
			"sums weigh fixed prices":                    {drafts{onBrand("Łoś"), fixed("1", "PLN")}, drafts{onBrand("Łoś"), fixed("2", "PLN"), forCustomer(customer)}, true},
			"sums add percentages to fixed prices":       {drafts{onSKU("SAW"), priority(1)}, drafts{onSKU("SAW"), fixed("90", "PLN")}, false},
		} {
			t.Log(name)
			b.judge(t, discount.NeverWins, p)
		}
	})
}

func TestOverlapsAreFound(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		for name, p := range map[string]pair{
			"the same":            {drafts{}, drafts{percent("20")}, true},
			"the last day":        {drafts{days("", "2026-12-24")}, drafts{days("2026-12-24", "")}, true},
			"the day after":       {drafts{days("", "2026-12-24")}, drafts{days("2026-12-25", "")}, false},
			"days that are over":  {drafts{days("", "2026-11-20")}, drafts{days("2026-11-01", "")}, false},
			"another quantity":    {drafts{from("2")}, drafts{}, false},
			"another priority":    {drafts{priority(1)}, drafts{}, false},
			"another target":      {drafts{forCustomer(customer)}, drafts{}, false},
			"another product":     {drafts{onSKU("SAW")}, drafts{onSKU("AXE")}, false},
			"of one product, too": {drafts{onSKU("SAW")}, drafts{onSKU("SAW")}, true},
			"fixed prices":        {drafts{onSKU("SAW"), fixed("80", "PLN")}, drafts{onSKU("SAW"), fixed("90", "PLN")}, true},
			"another currency":    {drafts{onSKU("SAW"), fixed("80", "EUR")}, drafts{onSKU("SAW"), fixed("90", "PLN")}, false},
			"a percentage of any": {drafts{onSKU("SAW"), fixed("80", "EUR")}, drafts{onSKU("SAW")}, true},
			"a price in a shop":   {drafts{onSKU("SAW")}, drafts{onSKU("SAW"), fixed("80", "EUR")}, true},
		} {
			t.Log(name)
			b.judge(t, discount.Overlaps, p)
		}
	})
}

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
// engine asks more from the larger step on, and there is one wherever the linter looks.
func TestDearerStepsAreThoseOfTheEngine(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		random, b, pairs := scale.Start(t, "DISC-3"), setup(t, db), scale.Of(100, 5_000)
		random.Saw("%d pairs of steps, the linter and the engine agree", pairs)
		customer := b.newCustomer(t)
		group := b.newGroup(t, "Hurt", customer)
		dearer := 0
		for n := range pairs {
			b.set(t, shop.Pricing{
				ERPDiscountsOff: random.IntN(6) == 0, ShopDiscounts: pick(random.Rand, pricing.One, pricing.One, pricing.Sum, pricing.Off),
				Floor: pick(random.Rand, "0", "0", "80", "85"),
			})
			o := b.drawn(t, random.Rand, customer, group, from(pick(random.Rand, "0", "5")))
			d := b.drawn(t, random.Rand, customer, group, from(pick(random.Rand, "5", "10")))
			want := isLookedAt(o, d) && b.isDearer(t, o, d, pricing.Case{Customer: customer, Groups: map[uuid.UUID]int32{group: 0}})
			if want {
				dearer++
			}
			found := b.found(t, discount.DearerStep, 50)
			assert.Equal(t, want, slices.Contains(found, d.ID.String()+" by "+o.ID.String()), "pair %d:\n%+v\n%+v", n, o.Discount, d.Discount)
			_, err := b.db.Client(b.ctx).Discount.Delete().Exec(b.ctx)
			require.NoError(t, err)
		}
		assert.Greater(t, dearer, pairs/50)
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
		d.Origin = pricing.ByERP
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
	case d.Target.Kind == pricing.Everyone:
		return o.Scope == d.Scope
	default:
		return o.Target.Kind == pricing.Everyone && (d.Scope != pricing.Everything || o.Scope == pricing.Everything)
	}
}

// isDearer asks the engine for a product that costs more from the step of d on than from that of o.
func (b bundle) isDearer(t *testing.T, o, d *discount.Discount, on pricing.Case) bool {
	t.Helper()
	first, err := b.shops.Default(b.ctx)
	require.NoError(t, err)
	on.At, on.Zone = noon, time.UTC
	on.Rules = pricing.Rules{ERPOff: first.Pricing.ERPDiscountsOff, Shop: first.Pricing.ShopDiscounts, Currency: first.Currency}
	if on.Rules.Floor, err = money.ParsePercent(first.Pricing.Floor); err != nil {
		require.Empty(t, first.Pricing.Floor)
	}
	unit := func(line pricing.Line, step decimal.Decimal) decimal.Decimal {
		line.Quantity = decimal.Max(step, decimal.NewFromInt(1))
		return pricing.Price(on, []pricing.Line{line}, []*pricing.Discount{&o.Discount, &d.Discount})[0].Unit
	}
	for _, line := range []pricing.Line{
		{SKU: "SAW", Category: pricing.CategoryKey([]string{"Narzędzia", "Piły"}), Brand: "Łoś", Base: decimal.NewFromInt(100)},
		{SKU: "AXE", Category: "Narzędzia", Brand: "Ryś", Base: decimal.NewFromInt(200)},
	} {
		if o.MinQuantity.LessThan(d.MinQuantity) && unit(line, d.MinQuantity).GreaterThan(unit(line, o.MinQuantity)) {
			return true
		}
	}
	return false
}

func TestWhatBothGrantIsFound(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp := b.newSource(t, "OPTIMA")
		b.pushOne(erp, t, "1", named("erp"), onSKU("SAW"), percent("20"))
		b.pushOne(erp, t, "2", named("old"), onSKU("AXE"), days("", "2026-11-20"))
		b.grant(t, named("shop"), onSKU("SAW"))
		b.grant(t, named("axe"), onSKU("AXE"))
		b.pushOne(erp, t, "3", named("euro"), onBrand("Ryś"), fixed("100", "EUR"))
		b.grant(t, named("zloty"), onBrand("Ryś"), fixed("100", "PLN"))
		assert.Equal(t, []string{"erp by shop", "shop by erp"}, b.found(t, discount.GrantedTwice, 1))
		assert.Equal(t, []string{"shop by erp"}, b.found(t, discount.NeverWins, 1), "the one shop weighs them against each other")
		b.set(t, shop.Pricing{ShopDiscounts: pricing.Sum})
		assert.Empty(t, b.found(t, discount.NeverWins, 1), "it adds them up")
	})
}

func TestPricesAreFound(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.grant(t, named("equal"), onSKU("SAW"), fixed("100", "PLN"))
		b.grant(t, named("lower"), onSKU("SAW"), fixed("99.99", "PLN"))
		b.grant(t, named("euro"), onSKU("SAW"), fixed("100", "EUR"))
		b.grant(t, named("brand"), onBrand("Łoś"), fixed("100", "PLN"))
		assert.Equal(t, []string{"equal"}, b.found(t, discount.NotLower, 1))

		b.grant(t, named("thirty"), percent("30"))
		b.grant(t, named("more"), percent("30.01"))
		b.grant(t, named("seventy"), onSKU("SAW"), fixed("70", "PLN"))
		b.grant(t, named("less"), onSKU("SAW"), fixed("69.99", "PLN"))
		assert.Empty(t, b.found(t, discount.BelowFloor, 1))
		b.set(t, shop.Pricing{Floor: "70"})
		assert.Equal(t, []string{"more in a shop", "less in a shop"}, b.found(t, discount.BelowFloor, 1))
		b.pushOne(b.newSource(t, "OPTIMA"), t, "1", named("erp"), percent("90"))
		assert.Len(t, b.found(t, discount.BelowFloor, 1), 2, "the floor is not for the ERP's")
		b.set(t, shop.Pricing{Floor: "70", ShopDiscounts: pricing.Off})
		assert.Empty(t, b.found(t, discount.BelowFloor, 1))
	})
}

func TestWhatIsSwitchedOffIsFound(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.grant(t, named("shop"))
		b.pushOne(b.newSource(t, "OPTIMA"), t, "1", named("erp"))
		assert.Empty(t, b.found(t, discount.SwitchedOff, 1))
		b.set(t, shop.Pricing{ERPDiscountsOff: true})
		assert.Equal(t, []string{"erp"}, b.found(t, discount.SwitchedOff, 1))
		b.set(t, shop.Pricing{ERPDiscountsOff: true, ShopDiscounts: pricing.Off})
		assert.Equal(t, []string{"shop", "erp"}, b.found(t, discount.SwitchedOff, 1))
		_, err := b.shops.Create(b.ctx, shop.Shop{Code: "cz", Name: "CZ", Country: "CZ", Language: "cs", Currency: "CZK", TimeZone: "Europe/Prague"})
		require.NoError(t, err)
		assert.Empty(t, b.found(t, discount.SwitchedOff, 1), "another shop counts them")
	})
}

func TestFindingsArePaged(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.grant(t, named("a"), days("", "2026-11-30"))
		b.grant(t, named("b"), percent("20"), days("", "2026-11-30"))
		b.grant(t, named("c"), percent("20"), from("2"), days("", "2026-11-20"))
		all := []string{
			"about_to_end a", "about_to_end b", "never_wins a by b", "overlaps a by b", "overlaps b by a", "expired c",
		}
		for size := range int32(8) {
			assert.Equal(t, all, b.found(t, "", size), "page size %d", size)
		}
		_, next, err := b.ListFindings(b.ctx, discount.FindingQuery{PageSize: 1})
		require.NoError(t, err)
		_, _, err = b.ListFindings(b.ctx, discount.FindingQuery{Kind: discount.Overlaps, PageToken: next})
		requireFault(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH")
	})
}

// TestDraftsAndTheListAgree changes every discount of random registries into itself: the preview must
// find what the list finds.
func TestDraftsAndTheListAgree(t *testing.T) {
	t.Parallel()
	const most = 6
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		c, b, registries := scale.Start(t, "DISC-3"), setup(t, db), scale.Of(12, 2_000)
		c.Saw("%d registries, drafts and the list find the same", registries)
		customer := b.newCustomer(t)
		b.set(t, shop.Pricing{Floor: "85"})
		for number := range registries {
			random := c.Stream(number)
			for range 1 + random.IntN(most) {
				b.grant(t,
					pick(random, forCustomer(customer), named("x")),
					pick(random, onSKU("SAW"), onCategory("a"), onCategory("a", "b"), named("x")),
					pick(random, percent("10"), percent("20")), pick(random, from("0"), from("5")), priority(1+random.Int32N(2)),
					pick(random, days("", ""), days("", "2026-11-20"), days("", "2026-11-25"), days("", "2027-01-01")),
				)
			}
			require.Equal(t, b.listedFindings(t), b.previewedFindings(t), "registry %d", number)
			_, err := b.db.Client(b.ctx).Discount.Delete().Exec(b.ctx)
			require.NoError(t, err)
		}
	})
}

func pick[T any](random *rand.Rand, from ...T) T { return from[random.IntN(len(from))] }

// listedFindings are the findings of every discount by the list.
func (b bundle) listedFindings(t *testing.T) map[uuid.UUID][]string {
	t.Helper()
	findings, next, err := b.ListFindings(b.ctx, discount.FindingQuery{PageSize: 200})
	require.NoError(t, err)
	require.Empty(t, next)
	lines := map[uuid.UUID][]string{}
	for _, f := range findings {
		lines[f.Discount.ID] = append(lines[f.Discount.ID], line(f, true))
	}
	return lines
}

// previewedFindings are the findings of every discount by its preview.
func (b bundle) previewedFindings(t *testing.T) map[uuid.UUID][]string {
	t.Helper()
	granted, _, err := b.List(b.ctx, discount.ListQuery{PageSize: 200})
	require.NoError(t, err)
	lines := map[uuid.UUID][]string{}
	for _, d := range granted {
		preview, err := b.Preview(b.ctx, discount.PreviewInput{ID: d.ID, Draft: again(d)})
		require.NoError(t, err)
		for _, f := range preview.Findings {
			lines[d.ID] = append(lines[d.ID], line(f, true))
		}
	}
	return lines
}

// again types a percentage anew.
func again(d *discount.Discount) discount.Draft {
	draft := rebate(percent(d.Percent.String()), from(d.MinQuantity.String()), priority(d.Priority), days(string(d.ValidFrom), string(d.ValidTo)), named(d.Name))
	draft.Target = d.Target
	if sku, ok := d.Scope.Product(); ok {
		draft.Scope = discount.ScopeDraft{SKU: &sku}
	} else if category, ok := d.Scope.Category(); ok {
		draft.Scope = discount.ScopeDraft{Category: category}
	}
	return draft
}
