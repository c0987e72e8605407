// Package engine decides what a product costs a customer, and why (DISC-3). It is given everything
// that it needs (the discounts, who asks, the day, what the shop counts) and knows no database and
// no clock, so that a list page, a cart and a question about last March get their answer from the
// same few rules. docs/pricing.md holds them as a table.
package engine

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/kartoteka/kartoteka/internal/kit/money"
)

// Origin says who granted a discount.
type Origin string

// The origins, spelled as they are kept.
const (
	ByShop Origin = "shop"
	ByERP  Origin = "erp"
)

// TargetKind says what kind of target a discount has.
type TargetKind string

// The kinds of targets, spelled as they are kept.
const (
	Customer TargetKind = "customer"
	Group    TargetKind = "group"
	Everyone TargetKind = "everyone"
)

// Target is who gets a discount.
type Target struct {
	Kind TargetKind
	ID   uuid.UUID // the customer or the group; Nil for everyone
}

// Discount is a price reduction as far as prices depend on it (DISC-1).
type Discount struct {
	ID          uuid.UUID
	Name        string
	Target      Target
	Scope       Scope
	Percent     money.Percent   // zero for a fixed price
	FixedPrice  money.Money     // of one unit; zero for a percentage
	MinQuantity decimal.Decimal // of the product, from which it counts
	Priority    int32           // 1 comes before 2
	ValidFrom   Day             // none when empty
	ValidTo     Day             // inclusive; none when empty
	Origin      Origin
	EndedAt     time.Time // zero while it was not ended
}

// IsFixed reports whether the discount is a fixed price, and not a percentage.
func (d *Discount) IsFixed() bool { return d.Percent.E2() == 0 }

// Stacking says what counts of the shop's own discounts.
type Stacking string

// The ways to stack, spelled as they are kept.
const (
	One Stacking = "one" // the one that comes first
	Sum Stacking = "sum" // all of them together
	Off Stacking = "off" // none
)

// Rules are what a shop counts of discounts, and how far they go.
type Rules struct {
	ERPOff   bool
	Shop     Stacking
	Floor    money.Percent // of the base price; zero when there is no floor
	Currency string
}

// Case is who asks for prices, and when.
type Case struct {
	Rules    Rules
	Customer uuid.UUID           // Nil for somebody who is none
	Groups   map[uuid.UUID]int32 // the groups that the customer is in, with their sort order
	At       time.Time
	Zone     *time.Location // of the shop
}

// Day is the day of the case in the time zone of the shop.
func (c Case) Day() Day { return DayOf(c.At, c.Zone) }

// Line is a product and how much of it.
type Line struct {
	SKU      string
	Category string // as CategoryKey makes it
	Brand    string
	Quantity decimal.Decimal
	Base     decimal.Decimal // net price of one unit before any discount
	TaxRate  *money.Percent  // nil where it is not known
}
