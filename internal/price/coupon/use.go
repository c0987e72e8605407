package coupon

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// Use is an attempt to use a coupon.
type Use struct {
	Code       string
	CustomerID uuid.UUID // Nil for somebody who is no customer
	At         time.Time
	Day        engine.Day  // of that moment in the time zone of the shop
	Total      money.Money // in the currency of the shop
}

var (
	errUnknown     = fault.New(fault.NotFound, "COUPON_UNKNOWN", "There is no such coupon.")
	errNotYetValid = fault.New(fault.Precondition, "COUPON_NOT_YET_VALID", "The first day of the coupon is yet to come.")
	errExpired     = fault.New(fault.Precondition, "COUPON_EXPIRED", "The last day of the coupon is over.")
	errEnded       = fault.New(fault.Precondition, "COUPON_ENDED", "The coupon was ended.")
	errUsedUp      = fault.New(fault.Precondition, "COUPON_USED_UP", "The coupon has no uses left.")
	errBound       = fault.New(fault.Precondition, "COUPON_BOUND", "The coupon is for another customer.")
	errCurrency    = fault.New(fault.Precondition, "COUPON_CURRENCY", "The amount of the coupon is in another currency.")
)

// reduction is what the coupon takes off, or why it cannot be used.
func (c Coupon) reduction(use Use) (money.Money, error) {
	switch {
	case !c.EndedAt.IsZero() && !c.EndedAt.After(use.At):
		return money.Money{}, errEnded
	case c.ValidFrom != "" && c.ValidFrom > use.Day:
		return money.Money{}, errNotYetValid
	case c.ValidTo != "" && c.ValidTo < use.Day:
		return money.Money{}, errExpired
	case c.CustomerID != uuid.Nil && c.CustomerID != use.CustomerID:
		return money.Money{}, errBound
	case c.IsAmount() && c.Amount.Currency != use.Total.Currency:
		return money.Money{}, errCurrency
	case c.MaxUses > 0 && c.Uses >= c.MaxUses:
		return money.Money{}, errUsedUp
	}
	if c.IsAmount() {
		return money.Money{Amount: decimal.Min(c.Amount.Amount, use.Total.Amount), Currency: use.Total.Currency}, nil
	}
	return c.Percent.Of(use.Total), nil
}
