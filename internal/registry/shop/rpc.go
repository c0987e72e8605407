package shop

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

var _ kartotekav1connect.ShopServiceHandler = (*Handler)(nil)

// Handler answers the calls of ShopService.
type Handler struct {
	service *Service
}

// NewHandler returns the handler of the service.
func NewHandler(service *Service) *Handler { return &Handler{service: service} }

// CreateShop implements ShopServiceHandler.
func (h *Handler) CreateShop(ctx context.Context, request *apiv1.CreateShopRequest) (*apiv1.CreateShopResponse, error) {
	shop, err := h.service.Create(ctx, FromAPIShop(request.GetShop()))
	if err != nil {
		return nil, err
	}
	return &apiv1.CreateShopResponse{Shop: ToAPIShop(shop)}, nil
}

// UpdateShop implements ShopServiceHandler.
func (h *Handler) UpdateShop(ctx context.Context, request *apiv1.UpdateShopRequest) (*apiv1.UpdateShopResponse, error) {
	change, err := editable.Apply(request.GetUpdateMask().GetPaths(), Change{}, request.GetShop())
	if err != nil {
		return nil, err
	}
	shop, err := h.service.Update(ctx, id.OrNil(request.GetShop().GetId()), request.GetShop().GetEtag(), change)
	if err != nil {
		return nil, err
	}
	return &apiv1.UpdateShopResponse{Shop: ToAPIShop(shop)}, nil
}

// ListShops implements ShopServiceHandler.
func (h *Handler) ListShops(ctx context.Context, _ *apiv1.ListShopsRequest) (*apiv1.ListShopsResponse, error) {
	shops, err := h.service.List(ctx)
	if err != nil {
		return nil, err
	}
	response := &apiv1.ListShopsResponse{Shops: make([]*apiv1.Shop, len(shops))}
	for i, shop := range shops {
		response.Shops[i] = ToAPIShop(shop)
	}
	return response, nil
}
