package coupon

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

var _ kartotekav1connect.CouponServiceHandler = (*Handler)(nil)

// Handler answers the calls of CouponService.
type Handler struct{ service *Service }

// NewHandler returns the handler of the service.
func NewHandler(service *Service) *Handler { return &Handler{service: service} }

// CreateCoupon implements CouponServiceHandler.
func (h *Handler) CreateCoupon(ctx context.Context, req *apiv1.CreateCouponRequest) (*apiv1.CreateCouponResponse, error) {
	created, err := h.service.Create(ctx, FromAPICoupon(req.GetCoupon()))
	if err != nil {
		return nil, err
	}
	return &apiv1.CreateCouponResponse{Coupon: ToAPICoupon(created)}, nil
}

// UpdateCoupon implements CouponServiceHandler.
func (h *Handler) UpdateCoupon(ctx context.Context, req *apiv1.UpdateCouponRequest) (*apiv1.UpdateCouponResponse, error) {
	saved, err := h.service.Update(ctx, Update{
		ID: id.OrNil(req.GetCoupon().GetId()), ETag: req.GetCoupon().GetEtag(),
		Mask: req.GetUpdateMask().GetPaths(), Values: FromAPICoupon(req.GetCoupon()),
	})
	if err != nil {
		return nil, err
	}
	return &apiv1.UpdateCouponResponse{Coupon: ToAPICoupon(saved)}, nil
}

// EndCoupon implements CouponServiceHandler.
func (h *Handler) EndCoupon(ctx context.Context, req *apiv1.EndCouponRequest) (*apiv1.EndCouponResponse, error) {
	ended, err := h.service.End(ctx, id.OrNil(req.GetId()), req.GetEtag())
	if err != nil {
		return nil, err
	}
	return &apiv1.EndCouponResponse{Coupon: ToAPICoupon(ended)}, nil
}

// GetCoupon implements CouponServiceHandler.
func (h *Handler) GetCoupon(ctx context.Context, req *apiv1.GetCouponRequest) (*apiv1.GetCouponResponse, error) {
	found, err := h.service.Get(ctx, id.OrNil(req.GetId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.GetCouponResponse{Coupon: ToAPICoupon(found)}, nil
}

// ListCoupons implements CouponServiceHandler.
func (h *Handler) ListCoupons(ctx context.Context, req *apiv1.ListCouponsRequest) (*apiv1.ListCouponsResponse, error) {
	coupons, next, err := h.service.List(ctx, ListQuery{
		Words: req.GetQuery(), CustomerID: id.OrNil(req.GetCustomerId()), Usable: req.GetUsable(),
		PageSize: req.GetPageSize(), PageToken: req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	answer := &apiv1.ListCouponsResponse{NextPageToken: next}
	for _, c := range coupons {
		answer.Coupons = append(answer.Coupons, ToAPICoupon(c))
	}
	return answer, nil
}

// ListRedemptions implements CouponServiceHandler.
func (h *Handler) ListRedemptions(ctx context.Context, req *apiv1.ListRedemptionsRequest) (*apiv1.ListRedemptionsResponse, error) {
	redemptions, next, err := h.service.ListRedemptions(ctx, id.OrNil(req.GetCouponId()), req.GetPageSize(), req.GetPageToken())
	if err != nil {
		return nil, err
	}
	answer := &apiv1.ListRedemptionsResponse{NextPageToken: next}
	for _, r := range redemptions {
		answer.Redemptions = append(answer.Redemptions, ToAPIRedemption(r))
	}
	return answer, nil
}

// RedeemCoupon implements CouponServiceHandler.
func (h *Handler) RedeemCoupon(ctx context.Context, req *apiv1.RedeemCouponRequest) (*apiv1.RedeemCouponResponse, error) {
	redeemed, err := h.service.Redeem(ctx, FromAPIRedeem(req))
	if err != nil {
		return nil, err
	}
	return &apiv1.RedeemCouponResponse{Redemption: ToAPIRedemption(redeemed)}, nil
}

// ReleaseCoupon implements CouponServiceHandler.
func (h *Handler) ReleaseCoupon(ctx context.Context, req *apiv1.ReleaseCouponRequest) (*apiv1.ReleaseCouponResponse, error) {
	released, err := h.service.Release(ctx, id.OrNil(req.GetRedemptionId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.ReleaseCouponResponse{Redemption: ToAPIRedemption(released)}, nil
}
