package discount

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// The least that is counted of money and of goods, a base price above every other one, and a day after all others.
var (
	least   = decimal.New(1, -4)
	highest = decimal.New(1, 14)
	lastDay = engine.Day("9999-12-31")
)

// knownProduct is what the linter knows of a product.
type knownProduct struct {
	category, brand string
	base            money.Money
}

// trial is a case to put to the engine: a discount, alone or beside a rival, for a customer who gets both, on a product
// that both are on.
type trial struct {
	d, rival *Discount // no rival when nil
	on       engine.Case
	line     engine.Line
	known    money.Money // base price of the product; zero when it is not known
}

// trial is the case of the first day on which both count, the least quantity from which both do, and so high a base
// price that no fixed price is above it, in a shop that counts everything in the currency of the discounts.
func (l *linter) trial(d, rival *Discount) trial {
	t := trial{d: d, rival: rival, on: engine.Case{Rules: engine.Rules{Shop: engine.One}, Groups: map[uuid.UUID]int32{}, Zone: time.UTC}}
	t.line = engine.Line{Quantity: least, Base: highest}
	day, scope := l.today, d.Scope
	for _, one := range t.discounts() {
		switch one.Target.Kind {
		case engine.Customer:
			t.on.Customer = one.Target.ID
		case engine.Group:
			t.on.Groups[one.Target.ID] = 0
		case engine.Everyone:
		}
		t.on.Rules.Currency = cmp.Or(t.on.Rules.Currency, one.FixedPrice.Currency)
		t.line.Quantity = decimal.Max(t.line.Quantity, one.MinQuantity)
		day = max(day, one.ValidFrom)
		if slices.Contains(l.scopesAbove(one.Scope), scope) {
			scope = one.Scope
		}
	}
	t.line.SKU, t.line.Category, t.line.Brand, t.known = l.example(scope)
	return t.at(day)
}

// example is a product that is on nothing narrower than the scope, with its base price where it is known.
func (l *linter) example(scope engine.Scope) (sku, category, brand string, base money.Money) {
	if sku, ok := scope.Product(); ok {
		known := l.products[sku]
		return sku, known.category, known.brand, known.base
	}
	path, _ := scope.Category()
	brand, _ = scope.Brand()
	return "", engine.CategoryKey(path), brand, money.Money{}
}

// scopesAbove are the scopes that hold every product of the scope, itself among them.
func (l *linter) scopesAbove(scope engine.Scope) []engine.Scope {
	sku, category, brand, _ := l.example(scope)
	return engine.Scopes(sku, category, brand)
}

func (t trial) discounts() []*Discount {
	if t.rival == nil {
		return []*Discount{t.d}
	}
	return []*Discount{t.d, t.rival}
}

// at is the trial on another day.
func (t trial) at(day engine.Day) trial {
	t.on.At = day.Start(time.UTC)
	return t
}

// in is the trial in a shop.
func (t trial) in(rules engine.Rules) trial {
	t.on.Rules = rules
	return t
}

// of is the trial of another quantity.
func (t trial) of(quantity decimal.Decimal) trial {
	t.line.Quantity = decimal.Max(least, quantity)
	return t
}

// extremes are the trials at the lowest base price at which the discount counts and at the highest: what the engine says
// of both holds for all between.
func (t trial) extremes() [2]trial {
	low, high := t, t
	low.line.Base, high.line.Base = t.d.FixedPrice.Amount.Add(least), highest
	return [2]trial{low, high}
}

// always reports whether the trial passes at the base price of the product, at any where it is not known.
func (t trial) always(passes func(t trial) bool) bool {
	if t.known.Currency != "" && t.known.Currency == t.on.Rules.Currency {
		t.line.Base = t.known.Amount
		return passes(t)
	}
	both := t.extremes()
	return passes(both[0]) && passes(both[1])
}

// outcome asks the engine.
func (t trial) outcome() (engine.Priced, engine.Considered) {
	if t.rival == nil {
		return engine.Try(t.on, t.line, &t.d.Discount)
	}
	return engine.Try(t.on, t.line, &t.d.Discount, &t.rival.Discount)
}

func (t trial) verdict() engine.Verdict {
	_, judged := t.outcome()
	return judged.Verdict
}

// loser is the one of the two that comes after the other; none when one does not apply.
func (t trial) loser() engine.Considered {
	priced, _ := t.outcome()
	if losers := priced.Losers(); len(losers) == 1 && losers[0].LostTo != nil {
		return losers[0]
	}
	return engine.Considered{}
}

func (t trial) unit() decimal.Decimal {
	priced, _ := t.outcome()
	return priced.Unit
}

func (t trial) isLifted() bool {
	priced, _ := t.outcome()
	return priced.IsLifted()
}
