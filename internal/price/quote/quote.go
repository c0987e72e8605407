// Package quote answers what products cost a customer, and why: it gathers what the engine of
// internal/pricing must know, as things stand or as they stood at a past moment, and writes nothing.
package quote

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/price/coupon"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

var (
	errShopNotFound     = fault.New(fault.NotFound, "SHOP_NOT_FOUND", "There is no such shop.")
	errCustomerNotFound = fault.New(fault.NotFound, "CUSTOMER_NOT_FOUND", "There is no such customer.")
)

// Question asks for prices.
type Question struct {
	ShopID     uuid.UUID
	CustomerID uuid.UUID // Nil for somebody who is none
	Lines      []Line
	AsOf       time.Time // now when zero
	CouponCode string    // none when empty
}

// Line is a product and how much of it, as the caller names it.
type Line struct {
	SKU      string
	Quantity string
	Base     *Amount  // the product's own when nil
	Category []string // for a product that is not known
	Brand    string   // the same
}

// Amount is money as it was written.
type Amount struct{ Amount, Currency string }

// Quote is the answer.
type Quote struct {
	Lines   []engine.Priced
	Total   money.Money
	Coupon  *money.Money // what the coupon takes off; nil without one
	Payable money.Money
	On      engine.Case
}

// product is what is known of a product.
type product struct {
	name            string
	category, brand string
	base            money.Money
	taxRate         *money.Percent
}

// Service answers questions about prices.
type Service struct {
	clock   clock.Clock
	coupons *coupon.Service
	store   *store
	lists   *lists
}

// NewService returns the answers from the database.
func NewService(db *database.DB, clock clock.Clock, coupons *coupon.Service) *Service {
	kept := &store{db: db}
	return &Service{clock: clock, coupons: coupons, store: kept, lists: newLists(kept)}
}

// total adds the lines up.
func total(lines []engine.Priced, currency string) money.Money {
	sum := decimal.Zero
	for i := range lines {
		sum = sum.Add(lines[i].Total.Amount)
	}
	return money.Money{Amount: sum, Currency: currency}
}
