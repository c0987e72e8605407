package engine_test

import (
	"cmp"
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/price/engine"
	"github.com/kartoteka/kartoteka/internal/price/engine/enginetest"
)

// drawn is a question with everything that decides about it.
type drawn struct {
	on        engine.Case
	lines     []engine.Line
	discounts []*engine.Discount
}

func draw(d enginetest.Draw) drawn {
	customer, stranger := d.ID(), d.ID()
	groups := []uuid.UUID{d.ID(), d.ID(), d.ID(), d.ID()}
	targets := []engine.Target{
		{Kind: engine.Customer, ID: customer}, {Kind: engine.Customer, ID: stranger}, {Kind: engine.Everyone}, {Kind: engine.Everyone},
	}
	for _, group := range groups {
		targets = append(targets, engine.Target{Kind: engine.Group, ID: group})
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
	c, questions, lines := scale.Start(t, "DISC-3"), scale.Of(20_000, 1_000_000), 0
	d := enginetest.NewDraw(c.Rand)
	for number := range questions {
		q := draw(d)
		lines += len(q.lines)
		want, got := enginetest.Resolve(q.on, q.lines, q.discounts), engine.Price(q.on, q.lines, q.discounts)
		for i := range want {
			if !agree(want[i], &got[i]) {
				require.Failf(t, "engine and reference differ", "question %d, line %d:\n%+v\n%+v", number, i, want[i], got[i])
			}
		}
	}
	c.Saw("%d lines of %d questions, each as the slow reference says", lines, questions)
}

func agree(want enginetest.Answer, got *engine.Priced) bool {
	if want.Unit.Cmp(got.Unit.Rat()) != 0 || want.Total.Cmp(got.Total.Amount.Rat()) != 0 || len(want.Winners) != len(got.Winners) {
		return false
	}
	verdicts := 0
	for i, winner := range got.Winners {
		verdicts++
		if winner.ID != want.Winners[i] || want.Verdicts[winner.ID] != engine.Won || winner.Verdict != engine.Won {
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
	c, questions := scale.Start(t, "DISC-3"), scale.Of(2_000, 100_000)
	c.Saw("%d questions, the same whatever the order", questions)
	d := enginetest.NewDraw(c.Rand)
	for number := range questions {
		q := draw(d)
		before := tell(engine.Price(q.on, q.lines, q.discounts))
		d.Shuffle(len(q.discounts), func(i, k int) { q.discounts[i], q.discounts[k] = q.discounts[k], q.discounts[i] })
		require.Equal(t, before, tell(engine.Price(q.on, q.lines, q.discounts)), "question %d", number)
	}
}

// A list page asks for one product, a cart for many: the same quantity costs the same.
func TestAListPageAndACartGetTheSameAnswer(t *testing.T) {
	t.Parallel()
	c, questions := scale.Start(t, "DISC-3"), scale.Of(2_000, 100_000)
	c.Saw("%d questions, the same alone and in a cart", questions)
	d := enginetest.NewDraw(c.Rand)
	for number := range questions {
		q := draw(d)
		q.lines[0].SKU = "alone"
		together := tell(engine.Price(q.on, q.lines, q.discounts))
		require.Equal(t, together[0], tell(engine.Price(q.on, q.lines[:1], q.discounts))[0], "question %d", number)
	}
}

// Whoever asks about one discount gets what the price of the line says of it.
func TestATrialGetsTheSameAnswer(t *testing.T) {
	t.Parallel()
	c, questions := scale.Start(t, "DISC-3"), scale.Of(2_000, 100_000)
	c.Saw("%d questions, the same of one discount and of all", questions)
	d := enginetest.NewDraw(c.Rand)
	for number := range questions {
		q := draw(d)
		line := q.lines[0]
		priced := engine.Price(q.on, q.lines[:1], q.discounts)[0]
		said := map[uuid.UUID]engine.Verdict{}
		for _, c := range append(priced.Winners, priced.Losers()...) {
			said[c.ID] = c.Verdict
		}
		for i, one := range q.discounts {
			others := slices.Delete(slices.Clone(q.discounts), i, i+1)
			with, judged := engine.Try(q.on, line, one, others...)
			require.Equal(t, cmp.Or(said[one.ID], engine.OtherProducts), judged.Verdict, "question %d", number)
			require.True(t, priced.Unit.Equal(with.Unit), "question %d", number)
		}
	}
}

// told is everything that an answer says of a line.
type told struct {
	unit, total, tax string
	summary          string
	steps            []engine.Step
	words            []string
}

func tell(priced []engine.Priced) []told {
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
