package webhook

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	entwebhook "github.com/kartoteka/kartoteka/gen/ent/webhook"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// store keeps webhooks.
type store struct{ db *database.DB }

// lockSource locks a source system, so that callers who add webhooks at the same time count each
// other's.
func (s store) lockSource(ctx context.Context, sourceSystemID uuid.UUID) error {
	affected, err := s.db.Client(ctx).SourceSystem.Update().Where(sourcesystem.ID(sourceSystemID)).AddPushes(0).Save(ctx)
	if err != nil {
		return fmt.Errorf("lock source system %s: %w", sourceSystemID, err)
	}
	if affected != 1 {
		return errSourceNotFound
	}
	return nil
}

func (s store) mustKnowSource(ctx context.Context, sourceSystemID uuid.UUID) error {
	found, err := s.db.Client(ctx).SourceSystem.Query().Where(sourcesystem.ID(sourceSystemID)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look up source system %s: %w", sourceSystemID, err)
	}
	if !found {
		return errSourceNotFound
	}
	return nil
}

func (s store) count(ctx context.Context, sourceSystemID uuid.UUID) (int, error) {
	count, err := s.db.Client(ctx).Webhook.Query().Where(entwebhook.SourceSystemID(sourceSystemID)).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count webhooks of source system %s: %w", sourceSystemID, err)
	}
	return count, nil
}

func (s store) insert(ctx context.Context, w Webhook) error {
	err := s.db.Client(ctx).Webhook.Create().
		SetID(w.ID).SetSourceSystemID(w.SourceSystemID).SetVersion(w.Version).
		SetCreatedAt(w.CreatedAt).SetUpdatedAt(w.CreatedAt).
		SetURL(w.URL).SetSecret(w.secret).
		SetPokedPosition(w.poked.position).SetPokedEpoch(w.poked.epoch).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("save webhook %s: %w", w.ID, err)
	}
	return nil
}

// update writes what staff can change, if the webhook still has the version before.
func (s store) update(ctx context.Context, w Webhook, now time.Time) error {
	update := s.db.Client(ctx).Webhook.Update().
		Where(entwebhook.ID(w.ID), entwebhook.Version(w.Version-1)).
		SetURL(w.URL).SetSecret(w.secret).SetVersion(w.Version).SetUpdatedAt(now)
	setState(update, w)
	if !w.PreviousSecretUntil.IsZero() {
		update.SetPreviousSecret(w.previousSecret).SetPreviousSecretUntil(w.PreviousSecretUntil)
	}
	count, err := update.Save(ctx)
	if err != nil {
		return fmt.Errorf("save webhook %s: %w", w.ID, err)
	}
	if count == 0 {
		return database.ErrRaced
	}
	return nil
}

// settle writes the outcome of a poke, and reports whether the webhook still had the called version.
func (s store) settle(ctx context.Context, called int64, w Webhook, now time.Time) (bool, error) {
	update := s.db.Client(ctx).Webhook.Update().
		Where(entwebhook.ID(w.ID), entwebhook.Version(called)).
		SetPokedPosition(w.poked.position).SetPokedEpoch(w.poked.epoch).
		SetVersion(w.Version).SetUpdatedAt(now)
	setState(update, w)
	count, err := update.Save(ctx)
	if err != nil {
		return false, fmt.Errorf("settle webhook %s: %w", w.ID, err)
	}
	return count == 1, nil
}

func setState(update *ent.WebhookUpdate, w Webhook) {
	update.SetEnabled(w.IsEnabled()).SetDisabledReason(string(w.DisabledReason)).SetAttempts(w.Attempts).
		SetNillableDisabledAt(timeOrNil(w.DisabledAt)).
		SetNillableFailingSince(timeOrNil(w.FailingSince)).
		SetNillableRetryAt(timeOrNil(w.RetryAt))
	if w.DisabledAt.IsZero() {
		update.ClearDisabledAt()
	}
	if w.FailingSince.IsZero() {
		update.ClearFailingSince()
	}
	if w.RetryAt.IsZero() {
		update.ClearRetryAt()
	}
}

func (s store) delete(ctx context.Context, webhookID uuid.UUID) error {
	if err := s.db.Client(ctx).Webhook.DeleteOneID(webhookID).Exec(ctx); err != nil {
		if ent.IsNotFound(err) {
			return errNotFound
		}
		return fmt.Errorf("delete webhook %s: %w", webhookID, err)
	}
	return nil
}

func (s store) get(ctx context.Context, webhookID uuid.UUID) (Webhook, error) {
	found, ok, err := s.find(ctx, webhookID)
	if err == nil && !ok {
		err = errNotFound
	}
	return found, err
}

func (s store) find(ctx context.Context, webhookID uuid.UUID) (Webhook, bool, error) {
	row, err := s.db.Client(ctx).Webhook.Query().Where(entwebhook.ID(webhookID)).WithSourceSystem().Only(ctx)
	if ent.IsNotFound(err) {
		return Webhook{}, false, nil
	}
	if err != nil {
		return Webhook{}, false, fmt.Errorf("get webhook %s: %w", webhookID, err)
	}
	return fromRow(row), true, nil
}

func (s store) list(ctx context.Context, sourceSystemID uuid.UUID) ([]Webhook, error) {
	rows, err := s.db.Client(ctx).Webhook.Query().Where(entwebhook.SourceSystemID(sourceSystemID)).
		WithSourceSystem().Order(entwebhook.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list webhooks of source system %s: %w", sourceSystemID, err)
	}
	webhooks := make([]Webhook, len(rows))
	for i, row := range rows {
		webhooks[i] = fromRow(row)
	}
	return webhooks, nil
}

func fromRow(row *ent.Webhook) Webhook {
	w := Webhook{
		ID: row.ID, SourceSystemID: row.SourceSystemID, SourceSystem: row.Edges.SourceSystem.Code, Version: row.Version,
		URL: row.URL, CreatedAt: row.CreatedAt.UTC(),
		DisabledReason: DisabledReason(row.DisabledReason), DisabledAt: timeOf(row.DisabledAt),
		Attempts: row.Attempts, FailingSince: timeOf(row.FailingSince), RetryAt: timeOf(row.RetryAt),
		PreviousSecretUntil: timeOf(row.PreviousSecretUntil),
		secret:              row.Secret,
		poked:               mark{position: row.PokedPosition, epoch: row.PokedEpoch},
	}
	if row.PreviousSecret != nil {
		w.previousSecret = *row.PreviousSecret
	}
	return w
}

func timeOf(column *time.Time) time.Time {
	if column == nil {
		return time.Time{}
	}
	return column.UTC()
}

func timeOrNil(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
