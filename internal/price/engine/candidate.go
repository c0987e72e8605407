package engine

import "github.com/shopspring/decimal"

// Verdict says why a discount makes a price or does not.
type Verdict int

// The verdicts. Whoever fails to apply is told the first reason in this order.
const (
	Won Verdict = iota + 1
	NotYetValid
	Expired
	Ended
	QuantityTooSmall
	SmallerStep
	LaterPriority
	HigherPrice
	LaterGroup
	Younger
	OtherCurrency
	NotLower
	SwitchedOff
	NotInGroup
	OtherProducts
)

// candidate is a discount on the product of a line.
type candidate struct {
	*Discount

	failure Verdict          // why it does not apply; zero when it does
	price   *decimal.Decimal // that it alone would make; nil until somebody asks
}

// failure returns why the discount does not apply to the line, zero when it does.
func (j *judge) failure(d *Discount) Verdict {
	switch {
	case d.Target.Kind == Group && !j.isMember(d):
		return NotInGroup
	case !d.EndedAt.IsZero() && !d.EndedAt.After(j.At):
		return Ended
	case d.ValidFrom != "" && d.ValidFrom > j.day:
		return NotYetValid
	case d.ValidTo != "" && d.ValidTo < j.day:
		return Expired
	case j.quantity.LessThan(d.MinQuantity):
		return QuantityTooSmall
	case d.IsFixed() && d.FixedPrice.Currency != j.Rules.Currency:
		return OtherCurrency
	case d.IsFixed() && !d.FixedPrice.Amount.LessThan(j.line.Base):
		return NotLower
	case d.Origin == ByERP && j.Rules.ERPOff, d.Origin == ByShop && j.Rules.Shop == Off:
		return SwitchedOff
	default:
		return 0
	}
}

func (j *judge) isMember(d *Discount) bool {
	_, ok := j.Groups[d.Target.ID]
	return ok
}

// alone is the exact price of a unit that the discount alone makes.
func (j *judge) alone(c *candidate) decimal.Decimal {
	if c.price == nil {
		price := c.FixedPrice.Amount
		if !c.IsFixed() {
			price = less(j.line.Base, c.Percent.E2())
		}
		c.price = &price
	}
	return *c.price
}

// whole is 100 per cent in hundredths.
const whole = 100_00

// less takes hundredths of a per cent off an amount, exactly.
func less(amount decimal.Decimal, percentE2 int32) decimal.Decimal {
	return share(amount, whole-percentE2)
}

// share is so many hundredths of a per cent of an amount, exactly.
func share(amount decimal.Decimal, percentE2 int32) decimal.Decimal {
	return amount.Mul(decimal.New(int64(percentE2), -4))
}
