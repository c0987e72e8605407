package engine

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kartoteka/kartoteka/internal/kit/money"
)

// Language is one of the languages that reasons are told in.
type Language string

// LanguageOf is the language that a caller asks for; English when it is none of ours.
func LanguageOf(tag string) Language {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	if _, ok := wordings[Language(tag)]; ok {
		return Language(tag)
	}
	return "en"
}

// wording is the catalogue of one language. Names in braces stand for values. Sentences name what
// they are about after a colon or alone, so that no language has to bend it.
type wording struct {
	comma      bool   // instead of a point before decimals
	quotes     string // before and behind a name, %
	percentTag string // behind a percentage

	summary, summaryBase, summaryFloor                        string
	stepBase, stepFixed, stepPercent, stepFloor, stepFloorERP string
	stepLine, stepLineRounded                                 string
	wonTogether, switchedOffERP                               string
	verdicts                                                  map[Verdict]string
}

var wordings = map[Language]*wording{"en": &english, "pl": &polish, "cs": &czech, "el": &greek}

// fill puts values in the place of their names. It goes through the text once: a discount may be called
// "{price}".
func fill(text string, values map[string]string) string {
	pairs := make([]string, 0, 2*len(values))
	for name, value := range values {
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// label is what a discount is called in sentences: its name, if it has one, and what it does.
func (w *wording) label(d *Discount) string {
	reduction := w.percent(d.Percent)
	if d.IsFixed() {
		reduction = w.amount(d.FixedPrice.Amount, d.FixedPrice.Currency)
	}
	if d.Origin == ByERP {
		reduction = "ERP, " + reduction
	}
	if d.Name == "" {
		return reduction
	}
	return strings.Replace(w.quotes, "%", d.Name, 1) + " (" + reduction + ")"
}

func (w *wording) percent(p money.Percent) string {
	text := strings.TrimSuffix(strings.TrimRight(p.String(), "0"), ".")
	return w.number(text) + w.percentTag
}

func (w *wording) amount(amount decimal.Decimal, currency string) string {
	return w.number(money.Money{Amount: amount, Currency: currency}.Exact()) + "\u00a0" + currency
}

// number writes a plain decimal with the sign of the language.
func (w *wording) number(plain string) string {
	if w.comma {
		return strings.Replace(plain, ".", ",", 1)
	}
	return plain
}
