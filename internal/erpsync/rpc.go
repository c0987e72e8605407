package erpsync

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
)

// Handler serves ContractorSyncService.
type Handler struct {
	service *Service
}

var _ kartotekav1connect.ContractorSyncServiceHandler = (*Handler)(nil)

// NewHandler returns the handler.
func NewHandler(service *Service) *Handler { return &Handler{service: service} }

// GetSyncInfo implements ContractorSyncService.
func (h *Handler) GetSyncInfo(ctx context.Context, _ *apiv1.GetSyncInfoRequest) (*apiv1.GetSyncInfoResponse, error) {
	return h.service.Info(ctx), nil
}

// PushContractors implements ContractorSyncService.
func (h *Handler) PushContractors(ctx context.Context, req *apiv1.PushContractorsRequest) (*apiv1.PushContractorsResponse, error) {
	return h.service.Push(ctx, req)
}
