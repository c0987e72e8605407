package shop

import (
	"cmp"

	"github.com/kartoteka/kartoteka/internal/kit/money"
)

// noFloor is how a shop says that its discounts go down to nothing.
const noFloor = "0"

// Stacking says which of the shop's own discounts count where several apply (DISC-3). Package engine
// applies it; here it is only a setting.
type Stacking string

// The stackings.
const (
	OneDiscount    Stacking = "one" // the one that comes first
	SumOfDiscounts Stacking = "sum" // all of them together
	NoDiscounts    Stacking = "off"
)

// Pricing says which discounts count in a shop, and how far they go (DISC-3).
type Pricing struct {
	ERPDiscountsOff bool
	ShopDiscounts   Stacking
	Floor           string // per cent of the base price
}

// canonical returns the settings as they are kept; an error when the floor is no percentage.
func (p Pricing) canonical() (Pricing, error) {
	p.ShopDiscounts = cmp.Or(p.ShopDiscounts, OneDiscount)
	floor, err := money.ParsePercent(cmp.Or(p.Floor, noFloor))
	p.Floor = floorText(floor)
	return p, err
}

func floorText(floor money.Percent) string {
	if floor.E2() == 0 {
		return noFloor
	}
	return floor.String()
}

// pricesDiffer reports whether prices of one shop may differ from those of the other for the same discounts.
func pricesDiffer(a, b Shop) bool {
	return a.Pricing != b.Pricing || a.Currency != b.Currency || a.TimeZone != b.TimeZone
}
