package coupon

import (
	"time"

	"github.com/google/uuid"
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
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
		MaxUses: orNull(c.MaxUses), Uses: c.Uses, CustomerId: textOf(c.CustomerID), CustomerName: c.CustomerName,
		EndTime: toAPITime(c.EndedAt), CreateTime: toAPITime(c.CreatedAt), UpdateTime: toAPITime(c.UpdatedAt), Etag: c.ETag(),
	}
	if c.IsAmount() {
		api.Reduction = &apiv1.Coupon_Amount{Amount: toAPIMoney(c.Amount)}
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
		Id: r.ID.String(), CouponId: r.CouponID.String(), CustomerId: textOf(r.CustomerID), CustomerName: r.CustomerName, ShopId: r.ShopID.String(),
		OrderReference: r.OrderReference, Reduction: toAPIMoney(r.Reduction), Time: toAPITime(r.At), ReleaseTime: toAPITime(r.ReleasedAt),
	}
}

func toAPIMoney(m money.Money) *apiv1.Money {
	return &apiv1.Money{Amount: m.String(), Currency: m.Currency}
}

func toAPITime(t time.Time) *timestamppb.Timestamp {
	if t.IsZero() {
		return nil
	}
	return timestamppb.New(t)
}

// textOf says an absent id as the empty text.
func textOf(value uuid.UUID) string {
	if value == uuid.Nil {
		return ""
	}
	return value.String()
}
