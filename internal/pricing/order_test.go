package pricing_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/money"
	"github.com/kartoteka/kartoteka/internal/pricing"
)

var (
	customer   = uuid.MustParse("01930000-0000-7000-8000-0000000000c0")
	firstGroup = uuid.MustParse("01930000-0000-7000-8000-0000000000a1")
	equalGroup = uuid.MustParse("01930000-0000-7000-8000-0000000000a2") // of the same sort order
	lastGroup  = uuid.MustParse("01930000-0000-7000-8000-0000000000a0")

	toCustomer = pricing.Target{Kind: pricing.Customer, ID: customer}
	toEveryone = pricing.Target{Kind: pricing.Everyone}
)

func toGroup(id uuid.UUID) pricing.Target { return pricing.Target{Kind: pricing.Group, ID: id} }

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	found, err := time.LoadLocation(name)
	require.NoError(t, err)
	return found
}

// usual is a customer in three groups, and a shop that counts one discount.
func usual(t *testing.T) pricing.Case {
	t.Helper()
	return pricing.Case{
		Rules:    pricing.Rules{Shop: pricing.One, Currency: "PLN"},
		Customer: customer, Groups: map[uuid.UUID]int32{firstGroup: 1, equalGroup: 1, lastGroup: 2},
		At: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), Zone: zone(t, "Europe/Warsaw"),
	}
}

func line(quantity string) []pricing.Line {
	return []pricing.Line{{
		SKU: "SAW-1", Category: pricing.CategoryKey([]string{"Tools", "Saws"}), Brand: "Bosch",
		Quantity: decimal.RequireFromString(quantity), Base: decimal.RequireFromString("100"),
	}}
}

// percent is a discount of ten per cent for everyone on everything, as changed.
func percent(id byte, with ...func(*pricing.Discount)) *pricing.Discount {
	d := &pricing.Discount{
		Target: toEveryone, Percent: money.PercentFromE2(1000), Priority: 100, Origin: pricing.ByShop,
	}
	d.ID[15] = id
	for _, change := range with {
		change(d)
	}
	return d
}

func off(e2 int32) func(*pricing.Discount) {
	return func(d *pricing.Discount) { d.Percent = money.PercentFromE2(e2) }
}

func fixed(e4 int64) func(*pricing.Discount) {
	return func(d *pricing.Discount) {
		d.Percent, d.FixedPrice = money.Percent{}, money.FromE4(e4, "PLN")
	}
}

func priority(p int32) func(*pricing.Discount) {
	return func(d *pricing.Discount) { d.Priority = p }
}

func from(quantity string) func(*pricing.Discount) {
	return func(d *pricing.Discount) { d.MinQuantity = decimal.RequireFromString(quantity) }
}

func to(target pricing.Target) func(*pricing.Discount) {
	return func(d *pricing.Discount) { d.Target = target }
}

func byERP(d *pricing.Discount) { d.Origin = pricing.ByERP }

// Each case is a tie in every rule before the one that decides (DISC-3).
func TestTheRulesDecideInTheirOrder(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		winner, loser *pricing.Discount
		verdict       pricing.Verdict
	}{
		"a larger step before a better priority": {
			percent(2, from("5"), off(100), priority(9)), percent(1, priority(1)), pricing.SmallerStep,
		},
		"the better priority before the lower price": {
			percent(2, off(100), priority(1)), percent(1, off(9000), priority(2)), pricing.LaterPriority,
		},
		"the lower price before the nearer target": {
			percent(2, off(1001)), percent(1, to(toCustomer)), pricing.HigherPrice,
		},
		"a fixed price and a percentage by what they come to": {
			percent(2, fixed(89_9999), priority(100)), percent(1, to(toCustomer)), pricing.HigherPrice,
		},
		"the customer before its groups": {
			percent(2, to(toCustomer)), percent(1, to(toGroup(firstGroup))), pricing.LaterGroup,
		},
		"a group before everyone": {
			percent(2, to(toGroup(lastGroup))), percent(1), pricing.LaterGroup,
		},
		"groups by their sort order, not their id": {
			percent(2, to(toGroup(equalGroup))), percent(1, to(toGroup(lastGroup))), pricing.LaterGroup,
		},
		"groups of equal sort order by id": {
			percent(2, to(toGroup(firstGroup))), percent(1, to(toGroup(equalGroup))), pricing.LaterGroup,
		},
		"the older one where all is equal": {
			percent(1), percent(2), pricing.Younger,
		},
		"the ERP's and the shop's by the same rules": {
			percent(1, byERP), percent(2), pricing.Younger,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, discounts := range [][]*pricing.Discount{{c.winner, c.loser}, {c.loser, c.winner}} {
				priced := pricing.Price(usual(t), line("10"), discounts)[0]
				require.Len(t, priced.Winners, 1)
				assert.Equal(t, c.winner.ID, priced.Winners[0].ID)
				loser := priced.Losers()[0]
				assert.Equal(t, c.verdict, loser.Verdict)
				assert.Equal(t, c.winner.ID, loser.LostTo.ID)
			}
		})
	}
}

func TestADiscountThatDoesNotApplySaysWhy(t *testing.T) {
	t.Parallel()
	at := usual(t).At
	for name, c := range map[string]struct {
		with    func(*pricing.Discount)
		verdict pricing.Verdict
	}{
		"of another group":           {to(toGroup(uuid.MustParse("01930000-0000-7000-8000-0000000000ff"))), pricing.NotInGroup},
		"ended at that very moment":  {func(d *pricing.Discount) { d.EndedAt = at }, pricing.Ended},
		"of tomorrow":                {func(d *pricing.Discount) { d.ValidFrom = "2026-11-23" }, pricing.NotYetValid},
		"of yesterday":               {func(d *pricing.Discount) { d.ValidTo = "2026-11-21" }, pricing.Expired},
		"of a larger quantity":       {from("10.0001"), pricing.QuantityTooSmall},
		"in euro":                    {func(d *pricing.Discount) { fixed(1)(d); d.FixedPrice.Currency = "EUR" }, pricing.OtherCurrency},
		"equal to the base price":    {fixed(100_0000), pricing.NotLower},
		"applies on its only day":    {func(d *pricing.Discount) { d.ValidFrom, d.ValidTo = "2026-11-22", "2026-11-22" }, pricing.Won},
		"applies a moment before":    {func(d *pricing.Discount) { d.EndedAt = at.Add(time.Microsecond) }, pricing.Won},
		"applies at its own step":    {from("10"), pricing.Won},
		"applies one hundredth less": {fixed(99_9999), pricing.Won},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			priced := pricing.Price(usual(t), line("10"), []*pricing.Discount{percent(1, c.with)})[0]
			assert.Equal(t, c.verdict, append(priced.Winners, priced.Losers()...)[0].Verdict)
		})
	}
}

func TestTheSwitchesOfTheShop(t *testing.T) {
	t.Parallel()
	shops, erps := percent(1, off(3000)), percent(2, off(1000), byERP)
	for name, c := range map[string]struct {
		rules pricing.Rules
		unit  string
	}{
		"one of both":          {pricing.Rules{Shop: pricing.One}, "70"},
		"both together":        {pricing.Rules{Shop: pricing.Sum}, "60"},
		"the ERP's alone":      {pricing.Rules{Shop: pricing.Off}, "90"},
		"the shop's alone":     {pricing.Rules{Shop: pricing.One, ERPOff: true}, "70"},
		"the shop's sum alone": {pricing.Rules{Shop: pricing.Sum, ERPOff: true}, "70"},
		"none at all":          {pricing.Rules{Shop: pricing.Off, ERPOff: true}, "100"},
		"not below the floor":  {pricing.Rules{Shop: pricing.Sum, Floor: money.PercentFromE2(8500)}, "85"},
		"not above what the ERP's alone make": {
			pricing.Rules{Shop: pricing.One, Floor: money.PercentFromE2(9500)}, "90",
		},
		"no floor without the shop's": {pricing.Rules{Shop: pricing.Off, Floor: money.PercentFromE2(9500)}, "90"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			on := usual(t)
			on.Rules = c.rules
			on.Rules.Currency = "PLN"
			priced := pricing.Price(on, line("1"), []*pricing.Discount{shops, erps})[0]
			assert.Equal(t, c.unit, priced.Unit.String())
		})
	}
}

func TestOfASumNoMoreThanAllIsTakenOff(t *testing.T) {
	t.Parallel()
	on := usual(t)
	on.Rules.Shop = pricing.Sum
	priced := pricing.Price(on, line("1"), []*pricing.Discount{
		percent(1, off(6000)), percent(2, off(6000), to(toCustomer)), percent(3, fixed(50_0000), to(toGroup(firstGroup))),
	})[0]
	assert.True(t, priced.Unit.IsZero())
	assert.Len(t, priced.Winners, 3)
}

func TestTheQuantityOfAProductIsThatOfAllItsLines(t *testing.T) {
	t.Parallel()
	lines := append(line("6"), line("4")...)
	lines = append(lines, pricing.Line{SKU: "SAW-2", Quantity: decimal.NewFromInt(9), Base: decimal.NewFromInt(100)})
	priced := pricing.Price(usual(t), lines, []*pricing.Discount{percent(1, from("10"))})
	assert.Equal(t, "540.00", priced[0].Total.String())
	assert.Equal(t, "360.00", priced[1].Total.String())
	assert.Equal(t, "900.00", priced[2].Total.String())
}

func TestALineIsRoundedOnceAndHalfUp(t *testing.T) {
	t.Parallel()
	rate := money.PercentFromE2(2300)
	one := line("3")[0]
	one.Base, one.TaxRate = decimal.RequireFromString("0.0333"), &rate
	priced := pricing.Price(usual(t), []pricing.Line{one}, []*pricing.Discount{percent(1, off(1))})[0]
	assert.Equal(t, "0.03329667", priced.Unit.String())
	assert.Equal(t, "0.10", priced.Total.String(), "0.09989001")
	assert.Equal(t, "0.02", priced.Tax.String(), "23 % of 0.10")
}
