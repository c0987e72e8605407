package pricing_test

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/money"
	"github.com/kartoteka/kartoteka/internal/pricing"
	"github.com/kartoteka/kartoteka/internal/pricing/pricingtest"
)

const casesFile = "../../docs/pricing-cases.json"

var update = flag.Bool("update", false, "write the words of the worked cases anew; the prices stay as they were worked by hand")

func TestTheEngineGivesThePricesAndWordsWorkedByHand(t *testing.T) {
	t.Parallel()
	cases := pricingtest.Cases(t, casesFile)
	for i := range cases {
		c := &cases[i]
		t.Run(c.Title, func(t *testing.T) {
			t.Parallel()
			got := answer(t, c)
			if !*update {
				assert.Equal(t, c.Expect.Lines, got)
				return
			}
			for n, line := range got {
				assert.Equal(t, c.Expect.Lines[n].UnitPrice, line.UnitPrice)
			}
			c.Expect.Lines = got
		})
	}
	if *update {
		t.Cleanup(func() { write(t, cases) })
	}
}

func write(t *testing.T, cases []pricingtest.Worked) {
	t.Helper()
	text := &strings.Builder{}
	encoder := json.NewEncoder(text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	require.NoError(t, encoder.Encode(cases))
	require.NoError(t, os.WriteFile(casesFile, []byte(text.String()), 0o600))
}

// answer is what the engine says of each line of a case.
func answer(t *testing.T, c *pricingtest.Worked) []pricingtest.ExpectedLine {
	t.Helper()
	on, discounts := given(t, c)
	priced := pricing.Price(on, linesOf(t, c), discounts)
	answers := make([]pricingtest.ExpectedLine, len(priced))
	for i := range priced {
		p := &priced[i]
		want := c.Expect.Lines[i]
		told := pricingtest.ExpectedLine{
			UnitPrice: money.Money{Amount: p.Unit, Currency: on.Rules.Currency}.Exact(), LineTotal: p.Total.String(),
			LineTotalWithTax: want.LineTotalWithTax, Winners: []string{}, Losers: []pricingtest.ExpectedLoser{},
			Summary: map[string]string{}, Steps: map[string][]string{},
		}
		if want.LineTotalWithTax != "" {
			told.LineTotalWithTax = money.Money{Amount: p.Total.Amount.Add(p.Tax.Amount), Currency: on.Rules.Currency}.String()
		}
		for _, winner := range p.Winners {
			told.Winners = append(told.Winners, winner.Name)
		}
		told.Losers = losersOf(t, p, want, discounts)
		for _, language := range languages {
			told.Summary[string(language)] = p.Summary(language)
			for _, step := range p.Steps(language) {
				told.Steps[string(language)] = append(told.Steps[string(language)], step.Text)
			}
		}
		answers[i] = told
	}
	return answers
}

// losersOf adds those on other products, which whoever asks the engine finds by itself.
func losersOf(t *testing.T, p *pricing.Priced, want pricingtest.ExpectedLine, discounts []*pricing.Discount) []pricingtest.ExpectedLoser {
	t.Helper()
	losers := p.Losers()
	for _, d := range discounts {
		for _, loser := range want.Losers {
			if loser.Name == d.Name && loser.Verdict == "DISCOUNT_VERDICT_OTHER_PRODUCTS" {
				losers = append(losers, pricing.Considered{Discount: d, Verdict: pricing.OtherProducts})
			}
		}
	}
	told := []pricingtest.ExpectedLoser{}
	for i, loser := range losers {
		one := pricingtest.ExpectedLoser{Name: loser.Name, Text: map[string]string{}}
		if i < len(want.Losers) {
			one.Verdict = want.Losers[i].Verdict
		}
		assert.Equal(t, verdictNames[loser.Verdict], strings.TrimPrefix(one.Verdict, "DISCOUNT_VERDICT_"))
		for _, language := range languages {
			one.Text[string(language)] = strings.Replace(p.Text(language, loser), endedOn, "{ended}", 1)
		}
		told = append(told, one)
	}
	return told
}

var verdictNames = map[pricing.Verdict]string{
	pricing.NotYetValid: "NOT_YET_VALID", pricing.Expired: "EXPIRED", pricing.Ended: "ENDED", pricing.QuantityTooSmall: "QUANTITY_TOO_SMALL",
	pricing.SmallerStep: "SMALLER_STEP", pricing.LaterPriority: "LATER_PRIORITY", pricing.HigherPrice: "HIGHER_PRICE",
	pricing.LaterGroup: "LATER_GROUP", pricing.Younger: "YOUNGER", pricing.OtherCurrency: "OTHER_CURRENCY", pricing.NotLower: "NOT_LOWER",
	pricing.SwitchedOff: "SWITCHED_OFF", pricing.NotInGroup: "NOT_IN_GROUP", pricing.OtherProducts: "OTHER_PRODUCTS",
}

const endedOn = "2026-01-15"

// given is the registry of a case.
func given(t *testing.T, c *pricingtest.Worked) (pricing.Case, []*pricing.Discount) {
	t.Helper()
	on := pricing.Case{
		Rules: pricing.Rules{
			ERPOff: c.Shop.Pricing.ERPDiscountsOff, Currency: c.Shop.Currency, Floor: percentOf(t, c.Shop.Pricing.FloorPercent),
			Shop: pricing.Stacking(strings.ToLower(strings.TrimPrefix(c.Shop.Pricing.ShopDiscounts, "SHOP_DISCOUNTS_"))),
		},
		Customer: customer, Groups: map[uuid.UUID]int32{}, Zone: zone(t, c.Shop.TimeZone), At: moment(t, c.AsOf),
	}
	targets := map[string]pricing.Target{"customer": toCustomer, "everyone": toEveryone}
	for i, group := range c.Groups {
		id := uuid.UUID{15: byte(200 + i)}
		targets[group.Name] = toGroup(id)
		if group.Joined {
			on.Groups[id] = group.SortOrder
		}
	}
	var discounts []*pricing.Discount
	for i, granted := range c.Discounts {
		says := granted.Discount
		d := &pricing.Discount{
			ID: uuid.UUID{15: byte(i + 1)}, Name: says.Name, Target: targets[granted.Target], Scope: scopeOf(says.Scope), Priority: 100,
			ValidFrom: pricing.Day(says.ValidFrom), ValidTo: pricing.Day(says.ValidTo), Origin: pricing.Origin(granted.Origin),
		}
		if says.Priority > 0 {
			d.Priority = says.Priority
		}
		if says.MinQuantity != "" {
			d.MinQuantity = decimal.RequireFromString(says.MinQuantity)
		}
		if granted.Ended {
			d.EndedAt = moment(t, endedOn+"T12:00:00Z")
		}
		if says.FixedPrice != nil {
			d.FixedPrice = moneyOf(t, *says.FixedPrice)
		} else {
			d.Percent = percentOf(t, says.Percent)
		}
		discounts = append(discounts, d)
	}
	return on, discounts
}

func linesOf(t *testing.T, c *pricingtest.Worked) []pricing.Line {
	t.Helper()
	var lines []pricing.Line
	for _, asked := range c.Lines {
		for _, product := range c.Products {
			if product.SKU == asked.SKU {
				rate := percentOf(t, product.TaxRate)
				lines = append(lines, pricing.Line{
					SKU: product.SKU, Category: pricing.CategoryKey(product.Category), Brand: product.Brand,
					Quantity: decimal.RequireFromString(asked.Quantity), Base: moneyOf(t, product.BasePrice).Amount, TaxRate: &rate,
				})
			}
		}
	}
	require.Len(t, lines, len(c.Lines))
	return lines
}

func scopeOf(s pricingtest.WorkedScope) pricing.Scope {
	switch {
	case s.Brand != "":
		return pricing.ScopeBrand(s.Brand)
	case s.SKU != "":
		return pricing.ScopeProduct(s.SKU)
	case s.Category != nil:
		return pricing.ScopeCategory(s.Category.Names)
	default:
		return pricing.Everything
	}
}

func percentOf(t *testing.T, text string) money.Percent {
	t.Helper()
	percent, err := money.ParsePercent(text)
	require.NoError(t, err)
	return percent
}

func moneyOf(t *testing.T, m pricingtest.WorkedMoney) money.Money {
	t.Helper()
	amount, err := money.Parse(m.Amount, m.Currency)
	require.NoError(t, err)
	return amount
}

// The document has every case as the file beside it does.
func TestTheDocumentTellsEveryWorkedCase(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/pricing.md")
	require.NoError(t, err)
	cases := pricingtest.Cases(t, casesFile)
	assert.GreaterOrEqual(t, len(cases), 20)
	for _, c := range cases {
		var row string
		for line := range strings.Lines(string(text)) {
			if strings.Contains(line, "| "+c.Title+" |") {
				row = line
			}
		}
		require.NotEmpty(t, row, c.Title)
		var prices []string
		for _, line := range c.Expect.Lines {
			prices = append(prices, line.UnitPrice)
		}
		assert.Contains(t, row, "| "+strings.Join(prices, ", ")+" |")
		assert.Contains(t, row, strings.ReplaceAll(c.Expect.Lines[0].Summary["en"], "\u00a0", " "))
		for _, d := range c.Discounts {
			assert.Contains(t, row, d.Discount.Name+": ")
		}
	}
}
