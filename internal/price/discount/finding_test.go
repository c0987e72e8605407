package discount_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/registry/shop"
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
	_, err = b.shops.Update(b.ctx, first.ID, "", shop.Change{Pricing: &settings})
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
			"all off against any fixed price":           {drafts{onSKU("SAW"), percent("100")}, drafts{onSKU("SAW"), fixed("90", "PLN")}, true},
			"the category of the product":               {drafts{percent("20"), onCategory("Narzędzia")}, drafts{percent("10"), onSKU("SAW")}, true},
			"the brand of the product":                  {drafts{percent("20"), onBrand("Łoś")}, drafts{percent("10"), onSKU("SAW")}, true},
			"the brand of another product":              {drafts{percent("20"), onBrand("Ryś")}, drafts{percent("10"), onSKU("SAW")}, false},
			"a percentage of unknown price, same place": {drafts{onSKU("SAW"), percent("99")}, drafts{onSKU("SAW"), fixed("90", "PLN")}, false},
		} {
			t.Log(name)
			b.judge(t, discount.NeverWins, p)
		}
		b.set(t, shop.Pricing{ShopDiscounts: shop.SumOfDiscounts})
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
		b.set(t, shop.Pricing{ShopDiscounts: shop.SumOfDiscounts})
		assert.Empty(t, b.found(t, discount.NeverWins, 1), "it adds them up")
		b.set(t, shop.Pricing{})
		_, err := b.shops.Create(b.ctx, shop.Change{
			Code: new("cz"), Name: new("CZ"), Country: new("CZ"), Language: new("cs"), Currency: new("CZK"), TimeZone: new("Europe/Prague"),
			Pricing: &shop.Pricing{ShopDiscounts: shop.NoDiscounts},
		})
		require.NoError(t, err)
		assert.Equal(t, []string{"shop by erp"}, b.found(t, discount.NeverWins, 1), "a shop that does not count it does not matter")
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
		b.set(t, shop.Pricing{Floor: "70", ShopDiscounts: shop.NoDiscounts})
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
		b.set(t, shop.Pricing{ERPDiscountsOff: true, ShopDiscounts: shop.NoDiscounts})
		assert.Equal(t, []string{"shop", "erp"}, b.found(t, discount.SwitchedOff, 1))
		_, err := b.shops.Create(b.ctx, shop.Change{
			Code: new("cz"), Name: new("CZ"), Country: new("CZ"), Language: new("cs"), Currency: new("CZK"), TimeZone: new("Europe/Prague"),
		})
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
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH")
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
