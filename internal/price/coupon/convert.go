package coupon

import (
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/money"
)

// FromAPICoupon reads what staff say of a coupon.
func FromAPICoupon(api *apiv1.Coupon) Draft {
	draft := Draft{
		Code: api.GetCode(), Name: api.GetName(), Percent: api.GetPercent(),
		ValidFrom: api.GetValidFrom(), ValidTo: api.GetValidTo(), MaxUses: api.MaxUses, CustomerID: api.GetCustomerId(),
	}
	if amount := api.GetAmount(); amount != nil {
		draft.HasAmount, draft.Amount, draft.Currency = true, amount.GetAmount(), amount.GetCurrency()
	}
	return draft
}

// ToAPICoupon writes a coupon.
func ToAPICoupon(c Coupon) *apiv1.Coupon {
	api := &apiv1.Coupon{
		Id: c.ID.String(), Code: c.Code, Name: c.Name, ValidFrom: string(c.ValidFrom), ValidTo: string(c.ValidTo),
		MaxUses: orNull(c.MaxUses), Uses: c.Uses, CustomerId: id.Text(c.CustomerID), CustomerName: c.CustomerName,
		EndTime: clock.ToAPI(c.EndedAt), CreateTime: clock.ToAPI(c.CreatedAt), UpdateTime: clock.ToAPI(c.UpdatedAt), Etag: c.ETag(),
	}
	if c.IsAmount() {
		api.Reduction = &apiv1.Coupon_Amount{Amount: money.ToAPI(c.Amount)}
	} else {
		api.Reduction = &apiv1.Coupon_Percent{Percent: c.Percent.String()}
	}
	return api
}

// FromAPIRedeem reads a request to use a coupon.
func FromAPIRedeem(api *apiv1.RedeemCouponRequest) Redeem {
	return Redeem{
		RequestID: api.GetRequestId(), Code: api.GetCode(), ShopID: id.OrNil(api.GetShopId()), CustomerID: id.OrNil(api.GetCustomerId()),
		Total: api.GetTotal().GetAmount(), Currency: api.GetTotal().GetCurrency(), OrderReference: api.GetOrderReference(),
	}
}

// ToAPIRedemption writes a use of a coupon.
func ToAPIRedemption(r Redemption) *apiv1.Redemption {
	return &apiv1.Redemption{
		Id: r.ID.String(), CouponId: r.CouponID.String(), CustomerId: id.Text(r.CustomerID), CustomerName: r.CustomerName, ShopId: r.ShopID.String(),
		OrderReference: r.OrderReference, Reduction: money.ToAPI(r.Reduction), Time: clock.ToAPI(r.At), ReleaseTime: clock.ToAPI(r.ReleasedAt),
	}
}
