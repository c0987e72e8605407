package webhook

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// Handler serves WebhookService.
type Handler struct{ service *Service }

var _ kartotekav1connect.WebhookServiceHandler = (*Handler)(nil)

// NewHandler returns the handler.
func NewHandler(service *Service) *Handler { return &Handler{service: service} }

// CreateWebhook implements WebhookService.
func (h *Handler) CreateWebhook(ctx context.Context, req *apiv1.CreateWebhookRequest) (*apiv1.CreateWebhookResponse, error) {
	created, secret, err := h.service.Create(ctx, id.OrNil(req.GetWebhook().GetSourceSystemId()), req.GetWebhook().GetUrl())
	if err != nil {
		return nil, err
	}
	return &apiv1.CreateWebhookResponse{Webhook: toAPIWebhook(created), Secret: secret}, nil
}

// UpdateWebhook implements WebhookService.
func (h *Handler) UpdateWebhook(ctx context.Context, req *apiv1.UpdateWebhookRequest) (*apiv1.UpdateWebhookResponse, error) {
	update, err := fromAPIUpdate(req)
	if err != nil {
		return nil, err
	}
	saved, err := h.service.Update(ctx, update)
	if err != nil {
		return nil, err
	}
	return &apiv1.UpdateWebhookResponse{Webhook: toAPIWebhook(saved)}, nil
}

// DeleteWebhook implements WebhookService.
func (h *Handler) DeleteWebhook(ctx context.Context, req *apiv1.DeleteWebhookRequest) (*apiv1.DeleteWebhookResponse, error) {
	err := h.service.Delete(ctx, id.OrNil(req.GetId()))
	return &apiv1.DeleteWebhookResponse{}, err
}

// ListWebhooks implements WebhookService.
func (h *Handler) ListWebhooks(ctx context.Context, req *apiv1.ListWebhooksRequest) (*apiv1.ListWebhooksResponse, error) {
	found, err := h.service.List(ctx, id.OrNil(req.GetSourceSystemId()))
	if err != nil {
		return nil, err
	}
	answer := &apiv1.ListWebhooksResponse{}
	for _, w := range found {
		answer.Webhooks = append(answer.Webhooks, toAPIWebhook(w))
	}
	return answer, nil
}

// RotateWebhookSecret implements WebhookService.
func (h *Handler) RotateWebhookSecret(ctx context.Context, req *apiv1.RotateWebhookSecretRequest) (*apiv1.RotateWebhookSecretResponse, error) {
	rotated, secret, err := h.service.RotateSecret(ctx, id.OrNil(req.GetId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.RotateWebhookSecretResponse{Webhook: toAPIWebhook(rotated), Secret: secret}, nil
}

// SendTestWebhook implements WebhookService.
func (h *Handler) SendTestWebhook(ctx context.Context, req *apiv1.SendTestWebhookRequest) (*apiv1.SendTestWebhookResponse, error) {
	delivery, err := h.service.SendTest(ctx, id.OrNil(req.GetId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.SendTestWebhookResponse{Delivery: toAPIDelivery(delivery)}, nil
}

// ListWebhookDeliveries implements WebhookService.
func (h *Handler) ListWebhookDeliveries(ctx context.Context, req *apiv1.ListWebhookDeliveriesRequest) (*apiv1.ListWebhookDeliveriesResponse, error) {
	deliveries, next, err := h.service.ListDeliveries(ctx, ListDeliveriesInput{
		WebhookID: id.OrNil(req.GetWebhookId()), PageSize: req.GetPageSize(), PageToken: req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	answer := &apiv1.ListWebhookDeliveriesResponse{NextPageToken: next}
	for _, delivery := range deliveries {
		answer.Deliveries = append(answer.Deliveries, toAPIDelivery(delivery))
	}
	return answer, nil
}
