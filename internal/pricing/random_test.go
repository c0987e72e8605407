package pricing_test

import (
	"math/rand/v2"
	"os"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/pricing"
	"github.com/kartoteka/kartoteka/internal/pricing/pricingtest"
)

// The number of questions on which engine and reference are compared.
const (
	usually = 20_000
	full    = 1_000_000 // with FAULTS=full
)

// drawn is a question with everything that decides about it.
type drawn struct {
	on        pricing.Case
	lines     []pricing.Line
	discounts []*pricing.Discount
}

func draw(d pricingtest.Draw) drawn {
	customer, stranger := d.ID(), d.ID()
	groups := []uuid.UUID{d.ID(), d.ID(), d.ID(), d.ID()}
	targets := []pricing.Target{
		{Kind: pricing.Customer, ID: customer}, {Kind: pricing.Customer, ID: stranger}, {Kind: pricing.Everyone}, {Kind: pricing.Everyone},
	}
	for _, group := range groups {
		targets = append(targets, pricing.Target{Kind: pricing.Group, ID: group})
	}
	if d.IntN(10) == 0 {
		customer = uuid.Nil
	}
	q := drawn{on: d.Case(customer, groups)}
	for range 1 + d.IntN(3) {
		q.lines = append(q.lines, d.Line())
	}
	for range d.IntN(16) {
		q.discounts = append(q.discounts, d.Discount(targets))
	}
	return q
}

func TestTheEngineAgreesWithTheSlowReference(t *testing.T) {
	t.Parallel()
	cases := usually
	if os.Getenv("FAULTS") == "full" {
		cases = full
	}
	seed := rand.Uint64()
	t.Logf("%d cases of seed %d", cases, seed)
	d := pricingtest.NewDraw(seed)
	for n := range cases {
		q := draw(d)
		want, got := pricingtest.Resolve(q.on, q.lines, q.discounts), pricing.Price(q.on, q.lines, q.discounts)
		for i := range want {
			if !agree(want[i], &got[i]) {
				require.Failf(t, "engine and reference differ", "seed %d, case %d, line %d:\n%+v\n%+v", seed, n, i, want[i], got[i])
			}
		}
	}
}

func agree(want pricingtest.Answer, got *pricing.Priced) bool {
	if want.Unit.Cmp(got.Unit.Rat()) != 0 || want.Total.Cmp(got.Total.Amount.Rat()) != 0 || len(want.Winners) != len(got.Winners) {
		return false
	}
	verdicts := 0
	for i, winner := range got.Winners {
		verdicts++
		if winner.ID != want.Winners[i] || want.Verdicts[winner.ID] != pricing.Won || winner.Verdict != pricing.Won {
			return false
		}
	}
	for _, loser := range got.Losers() {
		verdicts++
		if want.Verdicts[loser.ID] != loser.Verdict {
			return false
		}
	}
	return verdicts == len(want.Verdicts)
}

func TestTheAnswerDoesNotDependOnTheOrderOfRows(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	d := pricingtest.NewDraw(seed)
	for range 2_000 {
		q := draw(d)
		before := tell(pricing.Price(q.on, q.lines, q.discounts))
		d.Shuffle(len(q.discounts), func(i, k int) { q.discounts[i], q.discounts[k] = q.discounts[k], q.discounts[i] })
		require.Equal(t, before, tell(pricing.Price(q.on, q.lines, q.discounts)), "seed %d", seed)
	}
}

// A list page asks for one product, a cart for many: the same quantity costs the same.
func TestAListPageAndACartGetTheSameAnswer(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	d := pricingtest.NewDraw(seed)
	for range 2_000 {
		q := draw(d)
		q.lines[0].SKU = "alone"
		together := tell(pricing.Price(q.on, q.lines, q.discounts))
		require.Equal(t, together[0], tell(pricing.Price(q.on, q.lines[:1], q.discounts))[0], "seed %d", seed)
	}
}

// told is everything that an answer says of a line.
type told struct {
	unit, total, tax string
	summary          string
	steps            []pricing.Step
	words            []string
}

func tell(priced []pricing.Priced) []told {
	all := make([]told, len(priced))
	for i := range priced {
		p := &priced[i]
		all[i] = told{unit: p.Unit.String(), total: p.Total.String(), tax: p.Tax.Amount.String(), summary: p.Summary("pl"), steps: p.Steps("pl")}
		for _, c := range append(p.Winners, p.Losers()...) {
			all[i].words = append(all[i].words, c.ID.String()+p.Text("pl", c))
		}
	}
	return all
}
