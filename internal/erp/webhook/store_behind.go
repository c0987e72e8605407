package webhook

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/google/uuid"

	entwebhook "github.com/kartoteka/kartoteka/gen/ent/webhook"
)

// behind is a webhook that does not know the newest event.
type behind struct {
	webhookID uuid.UUID
	head      mark // the newest position of the feed
	isNews    bool // whether other sources caused some of the newer events
}

// selectBehind compares every enabled webhook that may be poked now with the feed. A position that is
// not valid any more, because of another epoch or deleted events, counts as news. The query reads events
// in order, up to the first that counts.
const selectBehind = `
SELECT w.id, h.position, h.epoch,
	w.poked_epoch <> h.epoch OR w.poked_position > h.position OR w.poked_position < h.oldest - 1 OR EXISTS (
		SELECT 1 FROM feed_events e
		WHERE e.id > w.poked_position AND (e.source_system_id IS NULL OR e.source_system_id <> w.source_system_id))
FROM webhooks w CROSS JOIN feed_heads h
WHERE w.enabled AND (w.retry_at IS NULL OR w.retry_at <= $1)
	AND (w.poked_position <> h.position OR w.poked_epoch <> h.epoch)`

// behind returns the webhooks that are behind the feed.
func (s store) behind(ctx context.Context, now time.Time) ([]behind, error) {
	return s.queryBehind(ctx, selectBehind, now)
}

// behindOf is behind for one webhook; nil when it is not behind.
func (s store) behindOf(ctx context.Context, now time.Time, webhookID uuid.UUID) (*behind, error) {
	found, err := s.queryBehind(ctx, selectBehind+" AND w.id = $2", now, webhookID)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

func (s store) queryBehind(ctx context.Context, query string, arguments ...any) ([]behind, error) {
	var all []behind
	err := s.db.Each(ctx, query, arguments, func(row *sql.Rows) error {
		var one behind
		err := row.Scan(&one.webhookID, &one.head.position, &one.head.epoch, &one.isNews)
		all = append(all, one)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("compare webhooks with feed: %w", err)
	}
	return all, nil
}

// skip records the newest position for webhooks without a poke.
func (s store) skip(ctx context.Context, webhookIDs []uuid.UUID, to mark) error {
	err := s.db.Client(ctx).Webhook.Update().
		Where(entwebhook.IDIn(webhookIDs...), entwebhook.PokedEpoch(to.epoch), entwebhook.PokedPositionLT(to.position)).
		SetPokedPosition(to.position).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("skip echoes: %w", err)
	}
	return nil
}

// head returns the newest position of the feed.
func (s store) head(ctx context.Context) (mark, error) {
	row, err := s.db.Client(ctx).FeedHead.Query().Only(ctx)
	if err != nil {
		return mark{}, fmt.Errorf("get head of feed: %w", err)
	}
	return mark{position: row.Position, epoch: row.Epoch}, nil
}
