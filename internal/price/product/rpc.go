package product

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
)

var _ kartotekav1connect.ProductServiceHandler = (*Handler)(nil)

// Handler answers the calls of ProductService.
type Handler struct {
	service *Service
}

// NewHandler returns the handler of the service.
func NewHandler(service *Service) *Handler { return &Handler{service: service} }

// PushProducts implements ProductServiceHandler.
func (h *Handler) PushProducts(ctx context.Context, request *apiv1.PushProductsRequest) (*apiv1.PushProductsResponse, error) {
	results, err := h.service.Push(ctx, FromAPIProducts(request.GetProducts()))
	if err != nil {
		return nil, err
	}
	return &apiv1.PushProductsResponse{Results: ToAPIResults(results)}, nil
}

// ListProducts implements ProductServiceHandler.
func (h *Handler) ListProducts(ctx context.Context, request *apiv1.ListProductsRequest) (*apiv1.ListProductsResponse, error) {
	page, err := h.service.List(ctx, ListQuery{
		Words: request.GetQuery(), Category: request.GetCategory(), Brand: request.GetBrand(), SKUs: request.GetSkus(),
		PageSize: request.GetPageSize(), PageToken: request.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	response := &apiv1.ListProductsResponse{Products: make([]*apiv1.Product, len(page.Products)), NextPageToken: page.NextToken}
	for i, p := range page.Products {
		response.Products[i] = ToAPIProduct(p)
	}
	return response, nil
}

// ListCategories implements ProductServiceHandler.
func (h *Handler) ListCategories(ctx context.Context, request *apiv1.ListCategoriesRequest) (*apiv1.ListCategoriesResponse, error) {
	categories, next, err := h.service.ListCategories(ctx, NameQuery{
		Words: request.GetQuery(), PageSize: request.GetPageSize(), PageToken: request.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	response := &apiv1.ListCategoriesResponse{Categories: make([]*apiv1.Category, len(categories)), NextPageToken: next}
	for i, path := range categories {
		response.Categories[i] = &apiv1.Category{Path: path}
	}
	return response, nil
}

// ListBrands implements ProductServiceHandler.
func (h *Handler) ListBrands(ctx context.Context, request *apiv1.ListBrandsRequest) (*apiv1.ListBrandsResponse, error) {
	brands, next, err := h.service.ListBrands(ctx, NameQuery{
		Words: request.GetQuery(), PageSize: request.GetPageSize(), PageToken: request.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &apiv1.ListBrandsResponse{Brands: brands, NextPageToken: next}, nil
}
