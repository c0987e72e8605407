package quote_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/price/engine"
	"github.com/kartoteka/kartoteka/internal/price/engine/enginetest"
	"github.com/kartoteka/kartoteka/internal/price/product"
)

// called is a percentage for everyone.
func called(name string, e2 int32, with ...func(*engine.Discount)) *engine.Discount {
	d := percent(everyone, e2)
	d.Name = name
	for _, change := range with {
		change(d)
	}
	return d
}

func days(first, last engine.Day) func(*engine.Discount) {
	return func(d *engine.Discount) { d.ValidFrom, d.ValidTo = first, last }
}

func price(amount int64, currency string) func(*engine.Discount) {
	return func(d *engine.Discount) {
		d.Percent, d.FixedPrice = money.Percent{}, money.Money{Amount: decimal.NewFromInt(amount), Currency: currency}
	}
}

func byERP(d *engine.Discount) { d.Origin = engine.ByERP }

// sampled is what is told of the only sample.
type sampled struct {
	day           engine.Day
	before, after string
	verdict       engine.Verdict
	text          string
}

// sample asks what a draft does to the price of a saw of a hundred złoty.
func (b bundle) sample(in discount.SampleInput, line engine.Line) sampled {
	b.Helper()
	in.SKUs = []string{line.SKU}
	if in.Language == "" {
		in.Language = "en"
	}
	told, err := b.Samples(b.ctx, in)
	require.NoError(b, err)
	require.Len(b, told.Prices, 1)
	only := told.Prices[0]
	assert.Equal(b, "100", only.BasePrice.Amount.String())
	return sampled{told.Day, only.Before.String(), only.After.String(), only.Verdict, only.Text}
}

// A sample is priced on a day on which the draft counts, and says what became of it. Today is 2026-10-25.
func TestSamplesSayWhyADraftMakesThePriceOrDoesNot(t *testing.T) {
	t.Parallel()
	const today = "2026-10-25"
	christmas := days("2026-12-22", "2026-12-26")
	cases := map[string]struct {
		rules  engine.Rules
		others []*engine.Discount
		draft  *engine.Discount
		want   sampled
	}{
		"it counts today": {
			draft: called("", 1500), want: sampled{today, "100", "85", engine.Won, "It makes the price."},
		},
		"today is its first and last day": {
			draft: called("", 1500, days(today, today)), want: sampled{today, "100", "85", engine.Won, "It makes the price."},
		},
		"it is planned": {
			draft: called("", 1500, christmas), want: sampled{"2026-12-22", "100", "85", engine.Won, "It makes the price."},
		},
		"what is over by then does not compete": {
			others: []*engine.Discount{called("Autumn", 2000, days("", "2026-12-21"))},
			draft:  called("", 1500, christmas), want: sampled{"2026-12-22", "100", "85", engine.Won, "It makes the price."},
		},
		"what begins then competes": {
			others: []*engine.Discount{called("Advent", 2000, days("2026-12-22", ""))},
			draft:  called("", 1500, christmas),
			want: sampled{
				"2026-12-22", "80", "80", engine.HigherPrice,
				"The lower price comes first: 80.00\u00a0PLN before 85.00\u00a0PLN, “Advent” (20%).",
			},
		},
		"what begins later does not": {
			others: []*engine.Discount{called("Feast", 2000, days("2026-12-23", ""))},
			draft:  called("", 1500, christmas), want: sampled{"2026-12-22", "100", "85", engine.Won, "It makes the price."},
		},
		"it is over": {
			others: []*engine.Discount{called("October", 500, days("2026-10-02", ""))},
			draft:  called("", 1500, days("2026-09-01", "2026-10-01")), want: sampled{"2026-10-01", "100", "85", engine.Won, "It makes the price."},
		},
		"it was ended": {
			draft: called("", 1500, func(d *engine.Discount) { d.EndedAt = enginetest.Noon.Add(-time.Hour) }),
			want:  sampled{today, "100", "100", engine.Ended, "It was ended: 2026-10-25."},
		},
		"it is in another currency": {
			draft: called("", 0, price(5, "EUR")),
			want:  sampled{today, "100", "100", engine.OtherCurrency, "Its currency is not that of the shop: EUR, PLN."},
		},
		"it is not lower": {
			others: []*engine.Discount{called("Ten", 1000)},
			draft:  called("", 0, price(100, "PLN"), christmas),
			want: sampled{
				"2026-12-22", "90", "90", engine.NotLower, "Its price is not lower than the base price: 100.00\u00a0PLN, 100.00\u00a0PLN.",
			},
		},
		"the shop does not count its own": {
			rules: engine.Rules{Shop: engine.Off},
			draft: called("", 1500), want: sampled{today, "100", "100", engine.SwitchedOff, "The shop does not count discounts of its own."},
		},
		"the shop does not count those of the ERP": {
			rules: engine.Rules{ERPOff: true},
			draft: called("", 1500, byERP), want: sampled{today, "100", "100", engine.SwitchedOff, "The shop does not count discounts of the ERP."},
		},
		"it loses to the older one": {
			others: []*engine.Discount{called("Older", 1500)},
			draft:  called("", 1500),
			want:   sampled{today, "85", "85", engine.Younger, "The older one comes first where all else is equal: “Older” (15%)."},
		},
		"it makes the price with others": {
			rules:  engine.Rules{Shop: engine.Sum},
			others: []*engine.Discount{called("Granted", 1000, byERP)},
			draft:  called("", 1500), want: sampled{today, "90", "75", engine.Won, "It makes the price together with others."},
		},
		"it is on other products": {
			draft: called("", 1500, func(d *engine.Discount) { d.Scope = engine.ScopeBrand("Other") }),
			want:  sampled{today, "100", "100", engine.OtherProducts, "It is on other products."},
		},
	}
	each(t, func(b bundle) {
		for name, c := range cases {
			line := b.saw()[0]
			for _, other := range c.others {
				rival := *other
				rival.Scope = engine.ScopeProduct(line.SKU)
				b.grant(&rival, longAgo)
			}
			if c.rules.Currency = "PLN"; c.rules.Shop == "" {
				c.rules.Shop = engine.One
			}
			in := discount.SampleInput{Draft: *c.draft, ShopID: b.newShop(c.rules, "Europe/Warsaw")}
			in.Draft.ID = uuid.Nil
			assert.Equal(b, c.want, b.sample(in, line), name)
		}
	})
}

func TestASavedDiscountDoesNotCompeteWithItsDraft(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		line, saved := b.saw()[0], called("Saved", 3000)
		b.grant(saved, longAgo)
		changed := *saved
		changed.Percent, changed.ValidFrom = money.PercentFromE2(1000), "2026-12-22"
		assert.Equal(b, sampled{"2026-12-22", "100", "90", engine.Won, "It makes the price."}, b.sample(discount.SampleInput{Draft: changed}, line))
	})
}

func TestSamplesAreForThoseWhomTheDraftIsFor(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		line, customer, group := b.saw()[0], b.newCustomer(), b.newGroup(1)
		b.join(customer, group, longAgo)
		b.grant(percent(toGroup(group), 1000), longAgo)
		for name, c := range map[string]struct {
			target engine.Target
			before string
		}{
			"everyone":     {engine.Target{Kind: engine.Everyone}, "100"},
			"the group":    {toGroup(group), "90"},
			"the customer": {engine.Target{Kind: engine.Customer, ID: customer}, "90"},
		} {
			draft := percent(c.target, 2000)
			draft.ID = uuid.Nil
			assert.Equal(b, sampled{"2026-10-25", c.before, "80", engine.Won, "Tworzy cenę."}, b.sample(discount.SampleInput{Draft: *draft, Language: "pl"}, line), name)
		}
	})
}

// On the Line Islands it is tomorrow already, on Samoa still yesterday.
func TestTheDayOfSamplesIsThatOfTheShop(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		line := b.saw()[0]
		rules := engine.Rules{Shop: engine.One, Currency: "PLN"}
		for zone, today := range map[string]engine.Day{"Pacific/Kiritimati": "2026-11-23", "Pacific/Pago_Pago": "2026-11-21"} {
			shop := b.newShop(rules, zone)
			b.clock.Set(time.Date(2026, 11, 22, 10, 30, 0, 0, time.UTC))
			draft := *called("", 1500)
			draft.ID = uuid.Nil
			assert.Equal(b, today, b.sample(discount.SampleInput{Draft: draft, ShopID: shop}, line).day, zone)
			draft.ValidFrom = "2027-03-14"
			assert.Equal(b, sampled{"2027-03-14", "100", "85", engine.Won, "It makes the price."}, b.sample(discount.SampleInput{Draft: draft, ShopID: shop}, line), zone)
		}
	})
}

func TestSamplesAreOfAShopThatThereIs(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		_, err := b.Samples(b.ctx, discount.SampleInput{Draft: *called("", 1500), ShopID: id.New(), Language: "en"})
		faulttest.Require(b, err, fault.NotFound, "SHOP_NOT_FOUND")
	})
}

func TestSamplesAreOfTheCategoryToTheLetter(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		var drafts []product.Draft
		for sku, category := range map[string][]string{
			"saw": {"Tools", "Saws"}, "tool": {"Tools"}, "small": {"tools", "saws"}, "bag": {"Toolsbags"}, "any": {"T_ols", "%"}, "none": nil,
		} {
			drafts = append(drafts, product.Draft{SKU: sku, Name: sku, Category: category, Amount: "100", Currency: "PLN", Active: true})
		}
		_, err := product.NewService(b.db, b.clock).Push(b.ctx, drafts)
		require.NoError(b, err)
		for _, c := range []struct {
			category, skus []string
		}{
			{[]string{"Tools"}, []string{"saw", "tool"}},
			{[]string{"Tools", "Saws"}, []string{"saw"}},
			{[]string{"tools"}, []string{"small"}},
			{[]string{"T_ols"}, []string{"any"}},
			{[]string{"TOOLS"}, nil},
		} {
			draft := *percent(everyone, 1000)
			draft.Scope = engine.ScopeCategory(c.category)
			told, err := b.Samples(b.ctx, discount.SampleInput{Draft: draft, Language: "en"})
			require.NoError(b, err)
			var skus []string
			for _, sample := range told.Prices {
				skus = append(skus, sample.SKU)
			}
			assert.Equal(b, c.skus, skus, c.category)
		}
	})
}
