package pricing_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/faults/scale"
	"github.com/kartoteka/kartoteka/internal/money"
	"github.com/kartoteka/kartoteka/internal/pricing"
	"github.com/kartoteka/kartoteka/internal/pricing/pricingtest"
)

var languages = []pricing.Language{"en", "pl", "cs", "el"}

func TestEverySentenceIsThereAndFilledInEveryLanguage(t *testing.T) {
	t.Parallel()
	c, questions := scale.Start(t, "DISC-3"), scale.Of(3_000, 100_000)
	c.Saw("%d questions, every sentence there in %d languages", questions, len(languages))
	d, seen := pricingtest.NewDraw(c.Rand), map[pricing.Verdict]bool{}
	for range questions {
		q := draw(d)
		priced := pricing.Price(q.on, q.lines, q.discounts)
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
	for verdict := pricing.Won; verdict < pricing.OtherProducts; verdict++ {
		assert.True(t, seen[verdict], "verdict %d was never drawn", verdict)
	}
}

func TestAnswersArriveInTheLanguageAskedFor(t *testing.T) {
	t.Parallel()
	for tag, language := range map[string]pricing.Language{
		"pl": "pl", "PL": "pl", "cs-CZ": "cs", "el": "el", "en-GB": "en", "": "en", "de": "en", "polish": "en",
	} {
		assert.Equal(t, language, pricing.LanguageOf(tag), "%q", tag)
	}
}

// What staff call a discount is never taken for a part of the sentence.
func TestANameIsRepeatedAsItIs(t *testing.T) {
	t.Parallel()
	priced := pricing.Price(usual(t), line("1"), []*pricing.Discount{percent(1, func(d *pricing.Discount) { d.Name = "{price} {base} % %s" })})[0]
	assert.Contains(t, priced.Summary("en"), "“{price} {base} % %s” (10%)")
}

func TestNumbersAreWrittenAsTheLanguageDoes(t *testing.T) {
	t.Parallel()
	on := usual(t)
	on.Groups[uuid.Nil] = 0
	d := percent(1, off(1250), func(d *pricing.Discount) { d.EndedAt = time.Date(2026, 11, 20, 23, 30, 0, 0, time.UTC) })
	won := percent(2, off(1250))
	rate := money.PercentFromE2(2300)
	lines := line("2.5")
	lines[0].TaxRate = &rate
	priced := pricing.Price(on, lines, []*pricing.Discount{d, won})[0]
	assert.Equal(t, "Cena jednostkowa: 87,50\u00a0PLN zamiast 100,00\u00a0PLN, rabat: 12,5%.", priced.Summary("pl"))
	assert.Equal(t, "Jednotková cena: 87,50\u00a0PLN místo 100,00\u00a0PLN, sleva: 12,5\u00a0%.", priced.Summary("cs"))
	assert.Equal(t, "87.50\u00a0PLN × 2.5 = 218.75\u00a0PLN.", priced.Steps("en")[2].Text)
	assert.Equal(t, "Został zakończony: 2026-11-21.", priced.Text("pl", priced.Losers()[0]), "the day in Warsaw")
}
