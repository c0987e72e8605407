package demo

import (
	"context"
	"fmt"

	"github.com/kartoteka/kartoteka/internal/price/coupon"
)

// createCoupons makes coupons as staff do: one for everybody, and one of which there are few.
func (on Services) createCoupons(ctx context.Context) error {
	few := int32(25)
	for _, draft := range []coupon.Draft{
		{Code: "WELCOME-10", Name: "Welcome", Percent: "10"},
		{Code: "AUTUMN-20", Name: "Autumn sale", HasAmount: true, Amount: "20.00", Currency: "PLN", MaxUses: &few},
	} {
		if _, err := on.Coupons.Create(ctx, draft); err != nil {
			return fmt.Errorf("make the demonstration's coupon %s: %w", draft.Code, err)
		}
	}
	return nil
}
