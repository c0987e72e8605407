package engine_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

var (
	customer   = uuid.MustParse("01930000-0000-7000-8000-0000000000c0")
	firstGroup = uuid.MustParse("01930000-0000-7000-8000-0000000000a1")
	equalGroup = uuid.MustParse("01930000-0000-7000-8000-0000000000a2") // of the same sort order
	lastGroup  = uuid.MustParse("01930000-0000-7000-8000-0000000000a0")

	toCustomer = engine.Target{Kind: engine.Customer, ID: customer}
	toEveryone = engine.Target{Kind: engine.Everyone}
)

func toGroup(id uuid.UUID) engine.Target { return engine.Target{Kind: engine.Group, ID: id} }

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	found, err := time.LoadLocation(name)
	require.NoError(t, err)
	return found
}

// usual is a customer in three groups, and a shop that counts one discount.
func usual(t *testing.T) engine.Case {
	t.Helper()
	return engine.Case{
		Rules:    engine.Rules{Shop: engine.One, Currency: "PLN"},
		Customer: customer, Groups: map[uuid.UUID]int32{firstGroup: 1, equalGroup: 1, lastGroup: 2},
		At: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), Zone: zone(t, "Europe/Warsaw"),
	}
}

func line(quantity string) []engine.Line {
	return []engine.Line{{
		SKU: "SAW-1", Category: engine.CategoryKey([]string{"Tools", "Saws"}), Brand: "Bosch",
		Quantity: decimal.RequireFromString(quantity), Base: decimal.RequireFromString("100"),
	}}
}

// percent is a discount of ten per cent for everyone on everything, as changed.
func percent(id byte, with ...func(*engine.Discount)) *engine.Discount {
	d := &engine.Discount{
		Target: toEveryone, Percent: money.PercentFromE2(1000), Priority: 100, Origin: engine.ByShop,
	}
	d.ID[15] = id
	for _, change := range with {
		change(d)
	}
	return d
}

func off(e2 int32) func(*engine.Discount) {
	return func(d *engine.Discount) { d.Percent = money.PercentFromE2(e2) }
}

func fixed(e4 int64) func(*engine.Discount) {
	return func(d *engine.Discount) {
		d.Percent, d.FixedPrice = money.Percent{}, money.FromE4(e4, "PLN")
	}
}

func priority(p int32) func(*engine.Discount) {
	return func(d *engine.Discount) { d.Priority = p }
}

func from(quantity string) func(*engine.Discount) {
	return func(d *engine.Discount) { d.MinQuantity = decimal.RequireFromString(quantity) }
}

func to(target engine.Target) func(*engine.Discount) {
	return func(d *engine.Discount) { d.Target = target }
}

func byERP(d *engine.Discount) { d.Origin = engine.ByERP }

// Each case is a tie in every rule before the one that decides (DISC-3).
func TestTheRulesDecideInTheirOrder(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		winner, loser *engine.Discount
		verdict       engine.Verdict
	}{
		"a larger step before a better priority": {
			percent(2, from("5"), off(100), priority(9)), percent(1, priority(1)), engine.SmallerStep,
		},
		"the better priority before the lower price": {
			percent(2, off(100), priority(1)), percent(1, off(9000), priority(2)), engine.LaterPriority,
		},
		"the lower price before the nearer target": {
			percent(2, off(1001)), percent(1, to(toCustomer)), engine.HigherPrice,
		},
		"a fixed price and a percentage by what they come to": {
			percent(2, fixed(89_9999), priority(100)), percent(1, to(toCustomer)), engine.HigherPrice,
		},
		"the customer before its groups": {
			percent(2, to(toCustomer)), percent(1, to(toGroup(firstGroup))), engine.LaterGroup,
		},
		"a group before everyone": {
			percent(2, to(toGroup(lastGroup))), percent(1), engine.LaterGroup,
		},
		"groups by their sort order, not their id": {
			percent(2, to(toGroup(equalGroup))), percent(1, to(toGroup(lastGroup))), engine.LaterGroup,
		},
		"groups of equal sort order by id": {
			percent(2, to(toGroup(firstGroup))), percent(1, to(toGroup(equalGroup))), engine.LaterGroup,
		},
		"the older one where all is equal": {
			percent(1), percent(2), engine.Younger,
		},
		"the ERP's and the shop's by the same rules": {
			percent(1, byERP), percent(2), engine.Younger,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, discounts := range [][]*engine.Discount{{c.winner, c.loser}, {c.loser, c.winner}} {
				priced := engine.Price(usual(t), line("10"), discounts)[0]
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
		with    func(*engine.Discount)
		verdict engine.Verdict
	}{
		"of another group":           {to(toGroup(uuid.MustParse("01930000-0000-7000-8000-0000000000ff"))), engine.NotInGroup},
		"ended at that very moment":  {func(d *engine.Discount) { d.EndedAt = at }, engine.Ended},
		"of tomorrow":                {func(d *engine.Discount) { d.ValidFrom = "2026-11-23" }, engine.NotYetValid},
		"of yesterday":               {func(d *engine.Discount) { d.ValidTo = "2026-11-21" }, engine.Expired},
		"of a larger quantity":       {from("10.0001"), engine.QuantityTooSmall},
		"in euro":                    {func(d *engine.Discount) { fixed(1)(d); d.FixedPrice.Currency = "EUR" }, engine.OtherCurrency},
		"equal to the base price":    {fixed(100_0000), engine.NotLower},
		"applies on its only day":    {func(d *engine.Discount) { d.ValidFrom, d.ValidTo = "2026-11-22", "2026-11-22" }, engine.Won},
		"applies a moment before":    {func(d *engine.Discount) { d.EndedAt = at.Add(time.Microsecond) }, engine.Won},
		"applies at its own step":    {from("10"), engine.Won},
		"applies one hundredth less": {fixed(99_9999), engine.Won},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			priced := engine.Price(usual(t), line("10"), []*engine.Discount{percent(1, c.with)})[0]
			assert.Equal(t, c.verdict, append(priced.Winners, priced.Losers()...)[0].Verdict)
		})
	}
}

func TestTheSwitchesOfTheShop(t *testing.T) {
	t.Parallel()
	shops, erps := percent(1, off(3000)), percent(2, off(1000), byERP)
	for name, c := range map[string]struct {
		rules engine.Rules
		unit  string
	}{
		"one of both":          {engine.Rules{Shop: engine.One}, "70"},
		"both together":        {engine.Rules{Shop: engine.Sum}, "60"},
		"the ERP's alone":      {engine.Rules{Shop: engine.Off}, "90"},
		"the shop's alone":     {engine.Rules{Shop: engine.One, ERPOff: true}, "70"},
		"the shop's sum alone": {engine.Rules{Shop: engine.Sum, ERPOff: true}, "70"},
		"none at all":          {engine.Rules{Shop: engine.Off, ERPOff: true}, "100"},
		"not below the floor":  {engine.Rules{Shop: engine.Sum, Floor: money.PercentFromE2(8500)}, "85"},
		"not above what the ERP's alone make": {
			engine.Rules{Shop: engine.One, Floor: money.PercentFromE2(9500)}, "90",
		},
		"no floor without the shop's": {engine.Rules{Shop: engine.Off, Floor: money.PercentFromE2(9500)}, "90"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			on := usual(t)
			on.Rules = c.rules
			on.Rules.Currency = "PLN"
			priced := engine.Price(on, line("1"), []*engine.Discount{shops, erps})[0]
			assert.Equal(t, c.unit, priced.Unit.String())
		})
	}
}

func TestOfASumNoMoreThanAllIsTakenOff(t *testing.T) {
	t.Parallel()
	on := usual(t)
	on.Rules.Shop = engine.Sum
	priced := engine.Price(on, line("1"), []*engine.Discount{
		percent(1, off(6000)), percent(2, off(6000), to(toCustomer)), percent(3, fixed(50_0000), to(toGroup(firstGroup))),
	})[0]
	assert.True(t, priced.Unit.IsZero())
	assert.Len(t, priced.Winners, 3)
}

func TestTheQuantityOfAProductIsThatOfAllItsLines(t *testing.T) {
	t.Parallel()
	lines := append(line("6"), line("4")...)
	lines = append(lines, engine.Line{SKU: "SAW-2", Quantity: decimal.NewFromInt(9), Base: decimal.NewFromInt(100)})
	priced := engine.Price(usual(t), lines, []*engine.Discount{percent(1, from("10"))})
	assert.Equal(t, "540.00", priced[0].Total.String())
	assert.Equal(t, "360.00", priced[1].Total.String())
	assert.Equal(t, "900.00", priced[2].Total.String())
}

func TestALineIsRoundedOnceAndHalfUp(t *testing.T) {
	t.Parallel()
	rate := money.PercentFromE2(2300)
	one := line("3")[0]
	one.Base, one.TaxRate = decimal.RequireFromString("0.0333"), &rate
	priced := engine.Price(usual(t), []engine.Line{one}, []*engine.Discount{percent(1, off(1))})[0]
	assert.Equal(t, "0.03329667", priced.Unit.String())
	assert.Equal(t, "0.10", priced.Total.String(), "0.09989001")
	assert.Equal(t, "0.02", priced.Tax.String(), "23 % of 0.10")
}
