package engine

import "github.com/shopspring/decimal"

// floor returns the price below which the shop's discounts do not go, and whether it is that of the
// ERP's discounts alone: what the ERP grants is never taken back, and never lowered further.
func (j *judge) floor(applying []*candidate, made outcome) (price decimal.Decimal, isERP, ok bool) {
	if j.Rules.Floor.E2() == 0 || !made.involves(ByShop) {
		return decimal.Decimal{}, false, false
	}
	price = share(j.line.Base, j.Rules.Floor.E2())
	if alone := j.stackERP(applying); alone.LessThan(price) {
		return alone, true, true
	}
	return price, false, true
}

// stackERP is the price that the ERP's discounts would make if the shop had none.
func (j *judge) stackERP(applying []*candidate) decimal.Decimal {
	var granted []*candidate
	for _, c := range applying {
		if c.Origin == ByERP {
			granted = append(granted, c)
		}
	}
	return j.stack(granted).unit
}

func (o *outcome) involves(origin Origin) bool {
	for _, c := range o.winners {
		if c.Origin == origin {
			return true
		}
	}
	return false
}
