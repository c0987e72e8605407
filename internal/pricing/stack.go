package pricing

import "github.com/shopspring/decimal"

// outcome is the price that some discounts make together, before the floor.
type outcome struct {
	winners []*candidate // best first
	fixed   *candidate   // the winner that puts its fixed price in place of the base price; nil without one
	percent int32        // hundredths of a per cent that the winners take off, at most all
	unit    decimal.Decimal
}

// stack lets discounts that apply, in their order, make a price as the shop's switch says. Losers
// learn whom they lost to.
func (j *judge) stack(applying []*candidate) outcome {
	ahead := func(*candidate) slot { return slot{} }
	if j.Rules.Shop == Sum {
		ahead = slotOf
	}
	winners := map[slot]*candidate{}
	var made outcome
	for _, c := range applying {
		place := ahead(c)
		if winner := winners[place]; winner != nil {
			_, c.verdict = j.compare(winner, c)
			c.lostTo = winner.Discount
			continue
		}
		winners[place], c.verdict, c.lostTo = c, Won, nil
		made.add(c)
	}
	made.unit = j.line.Base
	if made.fixed != nil {
		made.unit = made.fixed.FixedPrice.Amount
	}
	if made.percent > 0 {
		made.unit = less(made.unit, made.percent)
	}
	return made
}

func (o *outcome) add(c *candidate) {
	o.winners = append(o.winners, c)
	if c.IsFixed() {
		o.fixed = c
	} else {
		o.percent = min(whole, o.percent+c.Percent.E2())
	}
}

// slot is what only one discount can win where the shop sums: the start price, the percentage of the
// ERP, and the percentages of the shop for each target and scope, of which the larger steps replace
// the smaller ones.
type slot struct {
	kind   string
	target Target
	scope  Scope
}

func slotOf(c *candidate) slot {
	switch {
	case c.IsFixed():
		return slot{kind: "fixed"}
	case c.Origin == ByERP:
		return slot{kind: "erp"}
	default:
		return slot{kind: "shop", target: c.Target, scope: c.Scope}
	}
}
