package discount

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/replay"
)

var _ kartotekav1connect.DiscountServiceHandler = (*Handler)(nil)

// Handler answers the calls of DiscountService.
type Handler struct {
	service *Service
	replies *replay.Replies
}

// NewHandler returns the handler of the service.
func NewHandler(service *Service, replies *replay.Replies) *Handler {
	return &Handler{service: service, replies: replies}
}

// CreateDiscount implements DiscountServiceHandler.
func (h *Handler) CreateDiscount(ctx context.Context, request *apiv1.CreateDiscountRequest) (*apiv1.CreateDiscountResponse, error) {
	answer := &apiv1.CreateDiscountResponse{}
	return answer, h.replies.Once(ctx, request.GetRequestId(), request, answer, func(ctx context.Context) error {
		created, err := h.service.Create(ctx, FromAPIDiscount(request.GetDiscount()))
		if err == nil {
			answer.Discount = ToAPIDiscount(*created)
		}
		return err
	})
}

// UpdateDiscount implements DiscountServiceHandler.
func (h *Handler) UpdateDiscount(ctx context.Context, request *apiv1.UpdateDiscountRequest) (*apiv1.UpdateDiscountResponse, error) {
	updated, err := h.service.Update(ctx, Update{
		ID: id.OrNil(request.GetDiscount().GetId()), ETag: request.GetDiscount().GetEtag(),
		Mask: request.GetUpdateMask().GetPaths(), Values: FromAPIDiscount(request.GetDiscount()),
	})
	if err != nil {
		return nil, err
	}
	return &apiv1.UpdateDiscountResponse{Discount: ToAPIDiscount(*updated)}, nil
}

// EndDiscount implements DiscountServiceHandler.
func (h *Handler) EndDiscount(ctx context.Context, request *apiv1.EndDiscountRequest) (*apiv1.EndDiscountResponse, error) {
	ended, err := h.service.End(ctx, id.OrNil(request.GetId()), request.GetEtag())
	if err != nil {
		return nil, err
	}
	return &apiv1.EndDiscountResponse{Discount: ToAPIDiscount(*ended)}, nil
}

// GetDiscount implements DiscountServiceHandler.
func (h *Handler) GetDiscount(ctx context.Context, request *apiv1.GetDiscountRequest) (*apiv1.GetDiscountResponse, error) {
	found, err := h.service.Get(ctx, id.OrNil(request.GetId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.GetDiscountResponse{Discount: ToAPIDiscount(*found)}, nil
}

// ListDiscounts implements DiscountServiceHandler.
func (h *Handler) ListDiscounts(ctx context.Context, request *apiv1.ListDiscountsRequest) (*apiv1.ListDiscountsResponse, error) {
	discounts, next, err := h.service.List(ctx, FromAPIListQuery(request))
	if err != nil {
		return nil, err
	}
	response := &apiv1.ListDiscountsResponse{Discounts: make([]*apiv1.Discount, len(discounts)), NextPageToken: next}
	for i, d := range discounts {
		response.Discounts[i] = ToAPIDiscount(*d)
	}
	return response, nil
}

// PreviewDiscount implements DiscountServiceHandler.
func (h *Handler) PreviewDiscount(ctx context.Context, request *apiv1.PreviewDiscountRequest) (*apiv1.PreviewDiscountResponse, error) {
	in, err := FromAPIPreview(request)
	if err != nil {
		return nil, err
	}
	preview, err := h.service.Preview(ctx, in)
	if err != nil {
		return nil, err
	}
	return ToAPIPreview(preview, request.GetDiscount().GetId() == ""), nil
}

// ListDiscountFindings implements DiscountServiceHandler.
func (h *Handler) ListDiscountFindings(ctx context.Context, request *apiv1.ListDiscountFindingsRequest) (*apiv1.ListDiscountFindingsResponse, error) {
	findings, next, err := h.service.ListFindings(ctx, FindingQuery{
		Kind: fromAPIFindingKind(request.GetKind()), PageSize: request.GetPageSize(), PageToken: request.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	response := &apiv1.ListDiscountFindingsResponse{Findings: make([]*apiv1.DiscountFinding, len(findings)), NextPageToken: next}
	for i, f := range findings {
		response.Findings[i] = toAPIFinding(f)
	}
	return response, nil
}

// PushDiscounts implements DiscountServiceHandler.
func (h *Handler) PushDiscounts(ctx context.Context, request *apiv1.PushDiscountsRequest) (*apiv1.PushDiscountsResponse, error) {
	answer := &apiv1.PushDiscountsResponse{}
	return answer, h.replies.Once(ctx, request.GetRequestId(), request, answer, func(ctx context.Context) error {
		results, err := h.service.Push(ctx, FromAPIPushed(request.GetDiscounts()))
		answer.Results = ToAPIResults(results)
		return err
	})
}
