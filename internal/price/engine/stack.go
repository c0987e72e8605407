package engine

import (
	"slices"

	"github.com/shopspring/decimal"
)

// outcome is the price that some discounts make together, before the floor.
type outcome struct {
	winners []*candidate // best first
	fixed   *candidate   // the winner that puts its fixed price in place of the base price; nil without one
	percent int32        // hundredths of a per cent that the winners take off, at most all
	unit    decimal.Decimal
}

// stack lets discounts that apply make a price as the shop's switch says.
func (j *judge) stack(applying []*candidate) outcome {
	var made outcome
	for _, winner := range j.winners(applying) {
		made.add(winner)
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

// winners are the first of each slot, best first.
func (j *judge) winners(applying []*candidate) []*candidate {
	if len(applying) == 0 {
		return nil
	}
	if j.Rules.Shop != Sum {
		return []*candidate{slices.MinFunc(applying, j.order)}
	}
	var winners []*candidate
	taken := map[slot]bool{}
	for _, c := range j.sorted(applying) {
		if place := j.slotOf(c); !taken[place] {
			taken[place] = true
			winners = append(winners, c)
		}
	}
	return winners
}

// winnerOver is the winner of the slot of a discount that applies.
func (j *judge) winnerOver(c *candidate) *candidate {
	at := slices.IndexFunc(j.made.winners, func(winner *candidate) bool { return j.slotOf(winner) == j.slotOf(c) })
	return j.made.winners[at]
}

func (o *outcome) add(c *candidate) {
	o.winners = append(o.winners, c)
	if c.IsFixed() {
		o.fixed = c
	} else {
		o.percent = min(whole, o.percent+c.Percent.E2())
	}
}

// slot is what only one discount can win: the price or, where the shop sums, the start price, the
// percentage of the ERP, and the percentages of the shop for each target and scope, of which the
// larger steps replace the smaller ones.
type slot struct {
	kind   string
	target Target
	scope  Scope
}

func (j *judge) slotOf(c *candidate) slot {
	switch {
	case j.Rules.Shop != Sum:
		return slot{}
	case c.IsFixed():
		return slot{kind: "fixed"}
	case c.Origin == ByERP:
		return slot{kind: "erp"}
	default:
		return slot{kind: "shop", target: c.Target, scope: c.Scope}
	}
}
