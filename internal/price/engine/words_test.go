package engine_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/price/engine"
	"github.com/kartoteka/kartoteka/internal/price/engine/enginetest"
)

var languages = []engine.Language{"en", "pl", "cs", "el"}

func TestEverySentenceIsThereAndFilledInEveryLanguage(t *testing.T) {
	t.Parallel()
	c, questions := scale.Start(t, "DISC-3"), scale.Of(3_000, 100_000)
	c.Saw("%d questions, every sentence there in %d languages", questions, len(languages))
	d, seen := enginetest.NewDraw(c.Rand), map[engine.Verdict]bool{}
	for range questions {
		q := draw(d)
		priced := engine.Price(q.on, q.lines, q.discounts)
		for i := range priced {
			p := &priced[i]
			said := map[string]bool{}
			for _, language := range languages {
				texts := []string{p.Summary(language)}
				for _, step := range p.Steps(language) {
					texts = append(texts, step.Text)
				}
				for _, c := range append(p.Winners, p.Losers()...) {
					seen[c.Verdict] = true
					texts = append(texts, p.Text(language, c))
				}
				for _, text := range texts {
					assert.NotContains(t, text, "{")
					assert.True(t, strings.HasSuffix(text, "."), text)
				}
				said[texts[0]] = true
			}
			assert.Len(t, said, len(languages), "each language has words of its own")
		}
	}
	for verdict := engine.Won; verdict < engine.OtherProducts; verdict++ {
		assert.True(t, seen[verdict], "verdict %d was never drawn", verdict)
	}
}

func TestAnswersArriveInTheLanguageAskedFor(t *testing.T) {
	t.Parallel()
	for tag, language := range map[string]engine.Language{
		"pl": "pl", "PL": "pl", "cs-CZ": "cs", "el": "el", "en-GB": "en", "": "en", "de": "en", "polish": "en",
	} {
		assert.Equal(t, language, engine.LanguageOf(tag), "%q", tag)
	}
}

// What staff call a discount is never taken for a part of the sentence.
func TestANameIsRepeatedAsItIs(t *testing.T) {
	t.Parallel()
	priced := engine.Price(usual(t), line("1"), []*engine.Discount{percent(1, func(d *engine.Discount) { d.Name = "{price} {base} % %s" })})[0]
	assert.Contains(t, priced.Summary("en"), "“{price} {base} % %s” (10%)")
}

func TestNumbersAreWrittenAsTheLanguageDoes(t *testing.T) {
	t.Parallel()
	on := usual(t)
	on.Groups[uuid.Nil] = 0
	d := percent(1, off(1250), func(d *engine.Discount) { d.EndedAt = time.Date(2026, 11, 20, 23, 30, 0, 0, time.UTC) })
	won := percent(2, off(1250))
	rate := money.PercentFromE2(2300)
	lines := line("2.5")
	lines[0].TaxRate = &rate
	priced := engine.Price(on, lines, []*engine.Discount{d, won})[0]
	assert.Equal(t, "Cena jednostkowa: 87,50\u00a0PLN zamiast 100,00\u00a0PLN, rabat: 12,5%.", priced.Summary("pl"))
	assert.Equal(t, "Jednotková cena: 87,50\u00a0PLN místo 100,00\u00a0PLN, sleva: 12,5\u00a0%.", priced.Summary("cs"))
	assert.Equal(t, "87.50\u00a0PLN × 2.5 = 218.75\u00a0PLN.", priced.Steps("en")[2].Text)
	assert.Equal(t, "Został zakończony: 2026-11-21.", priced.Text("pl", priced.Losers()[0]), "the day in Warsaw")
}
