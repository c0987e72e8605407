package engine_test

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

	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/engine"
	"github.com/kartoteka/kartoteka/internal/price/engine/enginetest"
)

const casesFile = "../../../docs/pricing-cases.json"

var update = flag.Bool("update", false, "write the words of the worked cases anew; the prices stay as they were worked by hand")

func TestTheEngineGivesThePricesAndWordsWorkedByHand(t *testing.T) {
	t.Parallel()
	cases := enginetest.Cases(t, casesFile)
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

func write(t *testing.T, cases []enginetest.Worked) {
	t.Helper()
	text := &strings.Builder{}
	encoder := json.NewEncoder(text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	require.NoError(t, encoder.Encode(cases))
	require.NoError(t, os.WriteFile(casesFile, []byte(text.String()), 0o600))
}

// answer is what the engine says of each line of a case.
func answer(t *testing.T, c *enginetest.Worked) []enginetest.ExpectedLine {
	t.Helper()
	on, discounts := given(t, c)
	priced := engine.Price(on, linesOf(t, c), discounts)
	answers := make([]enginetest.ExpectedLine, len(priced))
	for i := range priced {
		p := &priced[i]
		want := c.Expect.Lines[i]
		told := enginetest.ExpectedLine{
			UnitPrice: money.Money{Amount: p.Unit, Currency: on.Rules.Currency}.Exact(), LineTotal: p.Total.String(),
			LineTotalWithTax: want.LineTotalWithTax, Winners: []string{}, Losers: []enginetest.ExpectedLoser{},
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
func losersOf(t *testing.T, p *engine.Priced, want enginetest.ExpectedLine, discounts []*engine.Discount) []enginetest.ExpectedLoser {
	t.Helper()
	losers := p.Losers()
	for _, d := range discounts {
		for _, loser := range want.Losers {
			if loser.Name == d.Name && loser.Verdict == "DISCOUNT_VERDICT_OTHER_PRODUCTS" {
				losers = append(losers, engine.Considered{Discount: d, Verdict: engine.OtherProducts})
			}
		}
	}
	told := []enginetest.ExpectedLoser{}
	for i, loser := range losers {
		one := enginetest.ExpectedLoser{Name: loser.Name, Text: map[string]string{}}
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

var verdictNames = map[engine.Verdict]string{
	engine.NotYetValid: "NOT_YET_VALID", engine.Expired: "EXPIRED", engine.Ended: "ENDED", engine.QuantityTooSmall: "QUANTITY_TOO_SMALL",
	engine.SmallerStep: "SMALLER_STEP", engine.LaterPriority: "LATER_PRIORITY", engine.HigherPrice: "HIGHER_PRICE",
	engine.LaterGroup: "LATER_GROUP", engine.Younger: "YOUNGER", engine.OtherCurrency: "OTHER_CURRENCY", engine.NotLower: "NOT_LOWER",
	engine.SwitchedOff: "SWITCHED_OFF", engine.NotInGroup: "NOT_IN_GROUP", engine.OtherProducts: "OTHER_PRODUCTS",
}

const endedOn = "2026-01-15"

// given is the registry of a case.
func given(t *testing.T, c *enginetest.Worked) (engine.Case, []*engine.Discount) {
	t.Helper()
	on := engine.Case{
		Rules: engine.Rules{
			ERPOff: c.Shop.Pricing.ERPDiscountsOff, Currency: c.Shop.Currency, Floor: percentOf(t, c.Shop.Pricing.FloorPercent),
			Shop: engine.Stacking(strings.ToLower(strings.TrimPrefix(c.Shop.Pricing.ShopDiscounts, "SHOP_DISCOUNTS_"))),
		},
		Customer: customer, Groups: map[uuid.UUID]int32{}, Zone: zone(t, c.Shop.TimeZone), At: moment(t, c.AsOf),
	}
	targets := map[string]engine.Target{"customer": toCustomer, "everyone": toEveryone}
	for i, group := range c.Groups {
		id := uuid.UUID{15: byte(200 + i)}
		targets[group.Name] = toGroup(id)
		if group.Joined {
			on.Groups[id] = group.SortOrder
		}
	}
	var discounts []*engine.Discount
	for i, granted := range c.Discounts {
		says := granted.Discount
		d := &engine.Discount{
			ID: uuid.UUID{15: byte(i + 1)}, Name: says.Name, Target: targets[granted.Target], Scope: scopeOf(says.Scope), Priority: 100,
			ValidFrom: engine.Day(says.ValidFrom), ValidTo: engine.Day(says.ValidTo), Origin: engine.Origin(granted.Origin),
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

func linesOf(t *testing.T, c *enginetest.Worked) []engine.Line {
	t.Helper()
	var lines []engine.Line
	for _, asked := range c.Lines {
		for _, product := range c.Products {
			if product.SKU == asked.SKU {
				rate := percentOf(t, product.TaxRate)
				lines = append(lines, engine.Line{
					SKU: product.SKU, Category: engine.CategoryKey(product.Category), Brand: product.Brand,
					Quantity: decimal.RequireFromString(asked.Quantity), Base: moneyOf(t, product.BasePrice).Amount, TaxRate: &rate,
				})
			}
		}
	}
	require.Len(t, lines, len(c.Lines))
	return lines
}

func scopeOf(s enginetest.WorkedScope) engine.Scope {
	switch {
	case s.Brand != "":
		return engine.ScopeBrand(s.Brand)
	case s.SKU != "":
		return engine.ScopeProduct(s.SKU)
	case s.Category != nil:
		return engine.ScopeCategory(s.Category.Names)
	default:
		return engine.Everything
	}
}

func percentOf(t *testing.T, text string) money.Percent {
	t.Helper()
	percent, err := money.ParsePercent(text)
	require.NoError(t, err)
	return percent
}

func moneyOf(t *testing.T, m enginetest.WorkedMoney) money.Money {
	t.Helper()
	amount, err := money.Parse(m.Amount, m.Currency)
	require.NoError(t, err)
	return amount
}

// The document has every case as the file beside it does.
func TestTheDocumentTellsEveryWorkedCase(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../docs/pricing.md")
	require.NoError(t, err)
	cases := enginetest.Cases(t, casesFile)
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
