package apikey

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// Handler serves ApiKeyService.
type Handler struct{ service *Service }

var _ kartotekav1connect.ApiKeyServiceHandler = (*Handler)(nil)

// NewHandler returns the handler.
func NewHandler(service *Service) *Handler { return &Handler{service: service} }

// CreateApiKey implements ApiKeyService.
func (h *Handler) CreateApiKey(ctx context.Context, req *apiv1.CreateApiKeyRequest) (*apiv1.CreateApiKeyResponse, error) { //nolint:revive,staticcheck // as the API spells it
	created, whole, err := h.service.Create(ctx, fromAPIKey(req.GetApiKey()))
	if err != nil {
		return nil, err
	}
	return &apiv1.CreateApiKeyResponse{ApiKey: toAPIKey(created), Secret: whole}, nil
}

// RevokeApiKey implements ApiKeyService.
func (h *Handler) RevokeApiKey(ctx context.Context, req *apiv1.RevokeApiKeyRequest) (*apiv1.RevokeApiKeyResponse, error) { //nolint:revive,staticcheck // as the API spells it
	revoked, err := h.service.Revoke(ctx, id.OrNil(req.GetId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.RevokeApiKeyResponse{ApiKey: toAPIKey(revoked)}, nil
}

// ListApiKeys implements ApiKeyService.
func (h *Handler) ListApiKeys(ctx context.Context, req *apiv1.ListApiKeysRequest) (*apiv1.ListApiKeysResponse, error) { //nolint:revive,staticcheck // as the API spells it
	keys, next, err := h.service.List(ctx, req.GetPageSize(), req.GetPageToken())
	if err != nil {
		return nil, err
	}
	answer := &apiv1.ListApiKeysResponse{NextPageToken: next}
	for _, key := range keys {
		answer.ApiKeys = append(answer.ApiKeys, toAPIKey(key))
	}
	return answer, nil
}
