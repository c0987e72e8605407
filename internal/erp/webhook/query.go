package webhook

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// List returns the webhooks of a source system, oldest first; there are few.
// Errors: SOURCE_SYSTEM_NOT_FOUND.
func (s *Service) List(ctx context.Context, sourceSystemID uuid.UUID) ([]Webhook, error) {
	if err := s.store.mustKnowSource(ctx, sourceSystemID); err != nil {
		return nil, err
	}
	return s.store.list(ctx, sourceSystemID)
}

// ListDeliveriesInput asks for a page of the deliveries of a webhook.
type ListDeliveriesInput struct {
	WebhookID uuid.UUID
	PageSize  int32
	PageToken string
}

// ListDeliveries returns a page of deliveries, newest first, and the token of the next page, empty on
// the last. Errors: WEBHOOK_NOT_FOUND.
func (s *Service) ListDeliveries(ctx context.Context, in ListDeliveriesInput) (deliveries []Delivery, next string, err error) {
	if _, err := s.store.get(ctx, in.WebhookID); err != nil {
		return nil, "", err
	}
	return page.List[Delivery]{
		Query: page.Hash("webhook_deliveries", in.WebhookID.String()),
		After: func(place page.Place, limit int) ([]Delivery, error) {
			return s.store.listDeliveries(ctx, in.WebhookID, place.ID, limit)
		},
		At: func(d Delivery) page.Place { return page.Place{ID: d.ID} },
	}.Read(in.PageSize, in.PageToken)
}
