package engine

import (
	"slices"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/kartoteka/kartoteka/internal/kit/money"
)

// Priced is a line with its price.
type Priced struct {
	Line

	Unit  decimal.Decimal // exact
	Total money.Money     // unit price by quantity, rounded
	Tax   money.Money     // on the total; zero where the rate is not known

	// Winners are the discounts that make the price, best first; none when it is the base price.
	Winners []Considered

	judge *judge
}

// Considered is a discount with the verdict on it.
type Considered struct {
	*Discount

	Verdict Verdict
	LostTo  *Discount        // nil when to none
	Price   *decimal.Decimal // of a unit, that it alone would make; nil when it makes none
}

// judge prices one line.
type judge struct {
	Case

	day        Day
	line       Line
	quantity   decimal.Decimal // of the product, in all lines together
	candidates []candidate
	made       outcome
	lifted     lift
}

// lift is what the floor does to a price; not there when it does nothing.
type lift struct {
	there bool
	isERP bool // the ERP's discounts alone set it
	price decimal.Decimal
}

// Price prices lines. Of the discounts, those matter that are for the customer, one of its groups or
// everyone, and on the product; others may be among them.
func Price(on Case, lines []Line, discounts []*Discount) []Priced {
	byScope := make(map[Scope][]*Discount, len(discounts))
	for _, d := range discounts {
		byScope[d.Scope] = append(byScope[d.Scope], d)
	}
	quantities := make(map[string]decimal.Decimal, len(lines))
	for _, line := range lines {
		if sum, ok := quantities[line.SKU]; ok {
			quantities[line.SKU] = sum.Add(line.Quantity)
		} else {
			quantities[line.SKU] = line.Quantity
		}
	}
	day, priced := on.Day(), make([]Priced, len(lines))
	for i, line := range lines {
		j := &judge{Case: on, day: day, line: line, quantity: quantities[line.SKU]}
		scopes, count := Scopes(line.SKU, line.Category, line.Brand), 0
		for _, scope := range scopes {
			count += len(byScope[scope])
		}
		j.candidates = make([]candidate, 0, count)
		for _, scope := range scopes {
			j.consider(byScope[scope])
		}
		priced[i] = j.decide()
	}
	return priced
}

// consider adds discounts that are on the product; those for other customers are none of its business.
func (j *judge) consider(discounts []*Discount) {
	for _, d := range discounts {
		if d.Target.Kind != Customer || d.Target.ID == j.Customer {
			j.candidates = append(j.candidates, candidate{Discount: d, failure: j.failure(d)})
		}
	}
}

func (j *judge) decide() Priced {
	applying := j.applying()
	j.made = j.stack(applying)
	unit := j.made.unit
	if floor, isERP, ok := j.floor(applying, j.made); ok && unit.LessThan(floor) {
		unit, j.lifted = floor, lift{there: true, isERP: isERP, price: floor}
	}
	exact := money.Money{Amount: unit.Mul(j.line.Quantity), Currency: j.Rules.Currency}
	priced := Priced{Line: j.line, Unit: unit, Total: exact.Rounded(), judge: j}
	if j.line.TaxRate != nil {
		priced.Tax = j.line.TaxRate.Of(priced.Total)
	}
	for _, winner := range j.made.winners {
		priced.Winners = append(priced.Winners, j.considered(winner, Won, nil))
	}
	return priced
}

// Losers are the discounts on the product that do not make the price: first those that could have,
// in the order of the rules, then the others, by why not.
func (p *Priced) Losers() []Considered {
	j := p.judge
	var losers []Considered
	for _, c := range j.sorted(j.applying()) {
		if one := j.verdictOn(c); one.Verdict != Won {
			losers = append(losers, one)
		}
	}
	var failed []*candidate
	for i := range j.candidates {
		if j.candidates[i].failure != 0 {
			failed = append(failed, &j.candidates[i])
		}
	}
	slices.SortFunc(failed, j.compareFailed)
	for _, c := range failed {
		losers = append(losers, j.verdictOn(c))
	}
	return losers
}

// Try prices a line with a discount beside others, and says what becomes of it there.
func Try(on Case, line Line, d *Discount, others ...*Discount) (Priced, Considered) {
	priced := Price(on, []Line{line}, append(slices.Clone(others), d))[0]
	for i := range priced.judge.candidates {
		if c := &priced.judge.candidates[i]; c.Discount == d {
			return priced, priced.judge.verdictOn(c)
		}
	}
	return priced, Considered{Discount: d, Verdict: OtherProducts}
}

// IsLifted reports whether the floor of the shop lifts the price that the discounts make.
func (p *Priced) IsLifted() bool { return p.judge.lifted.there }

// verdictOn says whether a candidate makes the price, or why not.
func (j *judge) verdictOn(c *candidate) Considered {
	if c.failure != 0 {
		return j.considered(c, c.failure, nil)
	}
	winner := j.winnerOver(c)
	if winner == c {
		return j.considered(c, Won, nil)
	}
	_, reason := j.compare(winner, c)
	return j.considered(c, reason, winner.Discount)
}

func (j *judge) considered(c *candidate, verdict Verdict, lostTo *Discount) Considered {
	told := Considered{Discount: c.Discount, Verdict: verdict, LostTo: lostTo}
	if verdict != OtherCurrency && verdict != NotLower {
		price := j.alone(c)
		told.Price = &price
	}
	return told
}

// IsFor reports whether the discount is for the customer that the line was priced for.
func (p *Priced) IsFor(d *Discount) bool {
	switch d.Target.Kind {
	case Customer:
		return d.Target.ID == p.judge.Customer
	case Group:
		return p.judge.isMember(d)
	default:
		return true
	}
}

// IsMadeBy reports whether the discount makes the price, alone or with others.
func (p *Priced) IsMadeBy(id uuid.UUID) bool {
	return slices.ContainsFunc(p.Winners, func(c Considered) bool { return c.ID == id })
}
