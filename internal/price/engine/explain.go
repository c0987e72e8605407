package engine

import (
	"maps"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kartoteka/kartoteka/internal/kit/money"
)

// StepKind is a step of the arithmetic.
type StepKind int

// The steps, in their order.
const (
	StepBase StepKind = iota + 1
	StepFixedPrice
	StepPercent
	StepFloor
	StepLine
)

// Step is a step of the arithmetic.
type Step struct {
	Kind     StepKind
	Amount   string    // after it, exact
	Text     string    // the same in words
	Discount *Discount // nil when there is none, or several
}

// Summary is one sentence: what made the price.
func (p *Priced) Summary(in Language) string {
	w, j := wordings[in], p.judge
	values := j.values(w, map[string]string{"price": w.amount(p.Unit, j.Rules.Currency)})
	switch {
	case len(j.made.winners) == 0:
		return fill(w.summaryBase, values)
	case j.lifted.there:
		return fill(w.summaryFloor, values)
	default:
		return fill(w.summary, values)
	}
}

// Steps are the arithmetic, step by step.
func (p *Priced) Steps(in Language) []Step {
	w, j := wordings[in], p.judge
	unit := j.line.Base
	var steps []Step
	step := func(kind StepKind, amount decimal.Decimal, text string, of *Discount) {
		values := j.values(w, map[string]string{"amount": w.amount(amount, j.Rules.Currency)})
		if of != nil {
			values["discount"] = w.label(of)
		}
		exact := money.Money{Amount: amount, Currency: j.Rules.Currency}.Exact()
		steps = append(steps, Step{Kind: kind, Amount: exact, Text: fill(text, values), Discount: of})
	}
	step(StepBase, unit, w.stepBase, nil)
	if j.made.fixed != nil {
		unit = j.made.fixed.FixedPrice.Amount
		step(StepFixedPrice, unit, w.stepFixed, j.made.fixed.Discount)
	}
	if j.made.percent > 0 {
		step(StepPercent, j.made.unit, w.stepPercent, j.onlyPercent())
	}
	if j.lifted.there {
		text := w.stepFloor
		if j.lifted.isERP {
			text = w.stepFloorERP
		}
		step(StepFloor, j.lifted.price, text, nil)
	}
	text := w.stepLine
	if exact := p.Unit.Mul(p.Quantity); !exact.Equal(p.Total.Amount) {
		text = w.stepLineRounded
	}
	values := j.values(w, map[string]string{
		"price": w.amount(p.Unit, j.Rules.Currency), "quantity": w.number(p.Quantity.String()),
		"exact":  w.amount(p.Unit.Mul(p.Quantity), j.Rules.Currency),
		"amount": w.amount(p.Total.Amount, j.Rules.Currency),
	})
	return append(steps, Step{Kind: StepLine, Amount: p.Total.Exact(), Text: fill(text, values)})
}

// onlyPercent is the discount that takes a percentage off; nil when several do.
func (j *judge) onlyPercent() *Discount {
	var only *Discount
	for _, winner := range j.made.winners {
		switch {
		case winner.IsFixed():
		case only != nil:
			return nil
		default:
			only = winner.Discount
		}
	}
	return only
}

// Text says a verdict in words.
func (p *Priced) Text(in Language, c Considered) string {
	w, j := wordings[in], p.judge
	if c.Verdict == Won && len(j.made.winners) > 1 {
		return w.wonTogether
	}
	text := w.verdicts[c.Verdict]
	if c.Verdict == SwitchedOff && c.Origin == ByERP {
		text = w.switchedOffERP
	}
	values := j.values(w, map[string]string{
		"own_step": w.number(c.MinQuantity.String()), "quantity": w.number(j.quantity.String()),
		"own_priority": decimal.NewFromInt32(c.Priority).String(),
		"from":         string(c.ValidFrom), "to": string(c.ValidTo), "ended": "",
		"own_currency": c.FixedPrice.Currency, "fixed": w.amount(c.FixedPrice.Amount, c.FixedPrice.Currency),
	})
	if c.Price != nil {
		values["own_price"] = w.amount(*c.Price, j.Rules.Currency)
	}
	if c.Verdict == Ended {
		values["ended"] = string(DayOf(c.EndedAt, j.Zone))
	}
	if other := c.LostTo; other != nil {
		values["discount"] = w.label(other)
		values["step"], values["priority"] = w.number(other.MinQuantity.String()), decimal.NewFromInt32(other.Priority).String()
		values["other_price"] = w.amount(j.alone(&candidate{Discount: other}), j.Rules.Currency)
	}
	return fill(text, values)
}

// values are what most sentences are about, and the given ones.
func (j *judge) values(w *wording, more map[string]string) map[string]string {
	var all, off []string
	for _, winner := range j.made.winners {
		label := w.label(winner.Discount)
		all = append(all, label)
		if !winner.IsFixed() {
			off = append(off, label)
		}
	}
	values := map[string]string{
		"base":          w.amount(j.line.Base, j.Rules.Currency),
		"currency":      j.Rules.Currency,
		"percent":       w.percent(money.PercentFromE2(j.made.percent)),
		"floor":         w.percent(j.Rules.Floor),
		"discounts":     strings.Join(all, " + "),
		"discounts_off": strings.Join(off, " + "),
	}
	maps.Copy(values, more)
	return values
}
