package webhook

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
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

// ListDeliveries returns a page of deliveries, newest first, and the token of the next one, empty on
// the last. Errors: WEBHOOK_NOT_FOUND.
func (s *Service) ListDeliveries(ctx context.Context, in ListDeliveriesInput) (deliveries []Delivery, next string, err error) {
	limit, err := page.Size(in.PageSize)
	if err != nil {
		return nil, "", err
	}
	hash, below := page.Hash("webhook_deliveries", in.WebhookID.String()), uuid.Nil
	if in.PageToken != "" {
		cursor, err := page.Decode(in.PageToken, hash)
		if err != nil {
			return nil, "", err
		}
		if below, err = id.Parse(cursor.ID); err != nil {
			return nil, "", page.ErrInvalid()
		}
	} else if _, err := s.store.get(ctx, in.WebhookID); err != nil {
		return nil, "", err
	}
	deliveries, err = s.store.listDeliveries(ctx, in.WebhookID, below, limit+1)
	if err != nil || len(deliveries) <= limit {
		return deliveries, "", err
	}
	deliveries = deliveries[:limit]
	return deliveries, page.Encode(page.Cursor{ID: deliveries[limit-1].ID.String(), Query: hash}), nil
}
