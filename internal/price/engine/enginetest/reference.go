// Package enginetest holds a second, slow resolver of prices for tests, and draws questions for it. It
// follows the sentences of docs/pricing.md one by one and shares no rule with the engine: it compares
// every discount with every other one, in fractions instead of decimals.
package enginetest

import (
	"bytes"
	"math/big"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// Answer is the price of a line and the verdict on each discount that was considered.
type Answer struct {
	Unit     *big.Rat
	Total    *big.Rat // rounded half up to two decimals: the questions are in złoty
	Winners  []uuid.UUID
	Verdicts map[uuid.UUID]engine.Verdict
}

// question is one line with all that decides about it.
type question struct {
	engine.Case

	line     engine.Line
	quantity *big.Rat
}

// Resolve answers for every line.
func Resolve(on engine.Case, lines []engine.Line, discounts []*engine.Discount) []Answer {
	var answers []Answer
	for _, line := range lines {
		quantity := new(big.Rat)
		for _, other := range lines {
			if other.SKU == line.SKU {
				quantity.Add(quantity, other.Quantity.Rat())
			}
		}
		answers = append(answers, question{on, line, quantity}.answer(discounts))
	}
	return answers
}

func (q question) answer(discounts []*engine.Discount) Answer {
	verdicts := map[uuid.UUID]engine.Verdict{}
	var applying []*engine.Discount
	for _, d := range discounts {
		if !q.isForSomebodyHere(d) || !q.isOn(d) {
			continue
		}
		if verdict := q.whyNot(d); verdict != 0 {
			verdicts[d.ID] = verdict
		} else {
			applying = append(applying, d)
		}
	}
	winners, unit := q.make(applying, verdicts)
	unit = q.notBelowFloor(unit, winners, applying)
	answer := Answer{Unit: unit, Total: roundedHalfUp(new(big.Rat).Mul(unit, q.line.Quantity.Rat())), Verdicts: verdicts}
	for len(winners) > 0 { // best first
		best := q.first(winners)
		answer.Winners = append(answer.Winners, best.ID)
		winners = slices.DeleteFunc(winners, func(d *engine.Discount) bool { return d == best })
	}
	return answer
}

// isForSomebodyHere: discounts whose target is the customer, a group, or everyone.
func (q question) isForSomebodyHere(d *engine.Discount) bool {
	return d.Target.Kind != engine.Customer || q.Customer != uuid.Nil && d.Target.ID == q.Customer
}

// isOn: whose scope is everything, the brand, the category or one above it, or the SKU.
func (q question) isOn(d *engine.Discount) bool {
	if d.Scope == engine.Everything {
		return true
	}
	if brand, ok := d.Scope.Brand(); ok {
		return brand == q.line.Brand
	}
	if sku, ok := d.Scope.Product(); ok {
		return sku == q.line.SKU
	}
	above, _ := d.Scope.Category()
	own := engine.CategoryPath(q.line.Category)
	return len(above) <= len(own) && slices.Equal(above, own[:len(above)])
}

// whyNot: a discount applies when none of this stands in its way.
func (q question) whyNot(d *engine.Discount) engine.Verdict {
	if d.Target.Kind == engine.Group {
		if _, in := q.Groups[d.Target.ID]; !in {
			return engine.NotInGroup
		}
	}
	if !d.EndedAt.IsZero() && !q.At.Before(d.EndedAt) {
		return engine.Ended
	}
	year, month, dayOfMonth := q.At.In(q.Zone).Date()
	day := dateNumber(year, int(month), dayOfMonth)
	if d.ValidFrom != "" && day < parseDate(d.ValidFrom) {
		return engine.NotYetValid
	}
	if d.ValidTo != "" && day > parseDate(d.ValidTo) {
		return engine.Expired
	}
	if q.quantity.Cmp(d.MinQuantity.Rat()) < 0 {
		return engine.QuantityTooSmall
	}
	isFixed := d.FixedPrice.Currency != ""
	if isFixed && d.FixedPrice.Currency != q.Rules.Currency {
		return engine.OtherCurrency
	}
	if isFixed && d.FixedPrice.Amount.Rat().Cmp(q.line.Base.Rat()) >= 0 {
		return engine.NotLower
	}
	if d.Origin == engine.ByERP && q.Rules.ERPOff || d.Origin == engine.ByShop && q.Rules.Shop == engine.Off {
		return engine.SwitchedOff
	}
	return 0
}

// make returns who wins among those that apply, and the price that they make. It writes down why the
// others lost, unless nobody asks.
func (q question) make(applying []*engine.Discount, verdicts map[uuid.UUID]engine.Verdict) ([]*engine.Discount, *big.Rat) {
	var winners []*engine.Discount
	elect := func(among []*engine.Discount) {
		winner := q.first(among)
		if winner == nil {
			return
		}
		winners = append(winners, winner)
		for _, d := range among {
			if verdicts == nil {
				continue
			}
			verdicts[d.ID] = engine.Won
			if d != winner {
				_, verdicts[d.ID] = q.beats(winner, d)
			}
		}
	}
	if q.Rules.Shop != engine.Sum {
		elect(applying)
		return winners, q.price(winners)
	}
	elect(those(applying, func(d *engine.Discount) bool { return d.FixedPrice.Currency != "" }))
	elect(those(applying, func(d *engine.Discount) bool { return d.FixedPrice.Currency == "" && d.Origin == engine.ByERP }))
	left := those(applying, func(d *engine.Discount) bool { return d.FixedPrice.Currency == "" && d.Origin == engine.ByShop })
	for len(left) > 0 {
		one := left[0]
		isBeside := func(d *engine.Discount) bool { return d.Target == one.Target && d.Scope == one.Scope }
		elect(those(left, isBeside))
		left = those(left, func(d *engine.Discount) bool { return !isBeside(d) })
	}
	return winners, q.price(winners)
}

// price takes the winners' percentages together off the fixed price, else the base price.
func (q question) price(winners []*engine.Discount) *big.Rat {
	start, percent := q.line.Base.Rat(), new(big.Rat)
	for _, d := range winners {
		if d.FixedPrice.Currency != "" {
			start = d.FixedPrice.Amount.Rat()
		} else {
			percent.Add(percent, big.NewRat(int64(d.Percent.E2()), 100))
		}
	}
	hundred := big.NewRat(100, 1)
	if percent.Cmp(hundred) > 0 {
		percent = hundred
	}
	return start.Mul(start, new(big.Rat).Quo(new(big.Rat).Sub(hundred, percent), hundred))
}

// notBelowFloor: where a discount of the shop takes part, the price is not below the floor, nor below
// the price by the ERP's alone, whichever is less.
func (q question) notBelowFloor(price *big.Rat, winners, applying []*engine.Discount) *big.Rat {
	byShop := func(d *engine.Discount) bool { return d.Origin == engine.ByShop }
	if q.Rules.Floor.E2() == 0 || len(those(winners, byShop)) == 0 {
		return price
	}
	bound := new(big.Rat).Mul(q.line.Base.Rat(), big.NewRat(int64(q.Rules.Floor.E2()), 10_000))
	_, byERP := q.make(those(applying, func(d *engine.Discount) bool { return d.Origin == engine.ByERP }), nil)
	if byERP.Cmp(bound) < 0 {
		bound = byERP
	}
	if price.Cmp(bound) < 0 {
		return bound
	}
	return price
}

// first is the one that beats all others.
func (q question) first(among []*engine.Discount) *engine.Discount {
	for _, d := range among {
		beatsAll := true
		for _, other := range among {
			if other != d {
				beats, _ := q.beats(d, other)
				beatsAll = beatsAll && beats
			}
		}
		if beatsAll {
			return d
		}
	}
	return nil
}

// beats goes through the rules of the order until one tells the two apart.
func (q question) beats(a, b *engine.Discount) (bool, engine.Verdict) {
	if !a.MinQuantity.Equal(b.MinQuantity) {
		return a.MinQuantity.GreaterThan(b.MinQuantity), engine.SmallerStep
	}
	if a.Priority != b.Priority {
		return a.Priority < b.Priority, engine.LaterPriority
	}
	if order := q.price([]*engine.Discount{a}).Cmp(q.price([]*engine.Discount{b})); order != 0 {
		return order < 0, engine.HigherPrice
	}
	if a.Target != b.Target {
		switch {
		case a.Target.Kind == engine.Customer || b.Target.Kind == engine.Everyone:
			return true, engine.LaterGroup
		case b.Target.Kind == engine.Customer || a.Target.Kind == engine.Everyone:
			return false, engine.LaterGroup
		case q.Groups[a.Target.ID] != q.Groups[b.Target.ID]:
			return q.Groups[a.Target.ID] < q.Groups[b.Target.ID], engine.LaterGroup
		default:
			return bytes.Compare(a.Target.ID[:], b.Target.ID[:]) < 0, engine.LaterGroup
		}
	}
	return bytes.Compare(a.ID[:], b.ID[:]) < 0, engine.Younger
}

func those(discounts []*engine.Discount, are func(*engine.Discount) bool) []*engine.Discount {
	var chosen []*engine.Discount
	for _, d := range discounts {
		if are(d) {
			chosen = append(chosen, d)
		}
	}
	return chosen
}

func roundedHalfUp(amount *big.Rat) *big.Rat {
	cents := new(big.Rat).Add(new(big.Rat).Mul(amount, big.NewRat(100, 1)), big.NewRat(1, 2))
	return new(big.Rat).SetFrac(new(big.Int).Quo(cents.Num(), cents.Denom()), big.NewInt(100))
}

func parseDate(day engine.Day) int {
	parts := [3]int{}
	at := 0
	for _, r := range day {
		if r == '-' {
			at++
			continue
		}
		parts[at] = parts[at]*10 + int(r-'0')
	}
	return dateNumber(parts[0], parts[1], parts[2])
}

func dateNumber(year, month, day int) int { return (year*100+month)*100 + day }
