package webhook

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entwebhook "github.com/kartoteka/kartoteka/gen/ent/webhook"
	"github.com/kartoteka/kartoteka/gen/ent/webhookdelivery"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// kept is how many deliveries of a webhook are kept.
const kept = 100

// addDelivery saves a delivery, and deletes the oldest one beyond the limit. It saves nothing for a
// webhook that was deleted meanwhile.
func (s store) addDelivery(ctx context.Context, webhookID uuid.UUID, d Delivery) error {
	client := s.db.Client(ctx)
	exists, err := client.Webhook.Query().Where(entwebhook.ID(webhookID)).Exist(ctx)
	if err != nil || !exists {
		return wrapDelivery(webhookID, err)
	}
	err = client.WebhookDelivery.Create().
		SetID(d.ID).SetWebhookID(webhookID).SetAt(d.At).SetTest(d.IsTest).SetAttempt(d.Attempt).
		SetStatus(int32(d.Status)).SetReason(d.Reason).SetLatencyMs(int32(d.Latency.Milliseconds())).
		Exec(ctx)
	if err != nil {
		return wrapDelivery(webhookID, database.Raced(err))
	}
	last, err := client.WebhookDelivery.Query().Where(webhookdelivery.WebhookID(webhookID)).
		Order(webhookdelivery.ByID(entsql.OrderDesc())).Offset(kept).FirstID(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return wrapDelivery(webhookID, err)
	}
	_, err = client.WebhookDelivery.Delete().Where(webhookdelivery.WebhookID(webhookID), webhookdelivery.IDLTE(last)).Exec(ctx)
	return wrapDelivery(webhookID, err)
}

func wrapDelivery(webhookID uuid.UUID, err error) error {
	if err != nil {
		return fmt.Errorf("save delivery of webhook %s: %w", webhookID, err)
	}
	return nil
}

// listDeliveries returns the newest deliveries with ids below the given one; Nil begins with the newest.
func (s store) listDeliveries(ctx context.Context, webhookID, below uuid.UUID, limit int) ([]Delivery, error) {
	query := s.db.Client(ctx).WebhookDelivery.Query().Where(webhookdelivery.WebhookID(webhookID))
	if below != uuid.Nil {
		query.Where(webhookdelivery.IDLT(below))
	}
	rows, err := query.Order(webhookdelivery.ByID(entsql.OrderDesc())).Limit(limit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list deliveries of webhook %s: %w", webhookID, err)
	}
	deliveries := make([]Delivery, len(rows))
	for i, row := range rows {
		deliveries[i] = Delivery{
			ID: row.ID, At: row.At.UTC(), IsTest: row.Test, Attempt: row.Attempt,
			Outcome: Outcome{
				Status: int(row.Status), Reason: row.Reason, Latency: time.Duration(row.LatencyMs) * time.Millisecond,
			},
		}
	}
	return deliveries, nil
}
