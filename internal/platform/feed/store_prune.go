package feed

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/feedconsumer"
	"github.com/kartoteka/kartoteka/gen/ent/feedevent"
	"github.com/kartoteka/kartoteka/gen/ent/feedhead"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// moment is the time of the event at a position.
type moment struct {
	position int64
	at       time.Time
}

// moments returns the next events after a position.
func (f *Feed) moments(ctx context.Context, after int64, limit int) ([]moment, error) {
	rows, err := f.db.Client(ctx).FeedEvent.Query().Where(feedevent.IDGT(after)).
		Order(feedevent.ByID()).Limit(limit).Select(feedevent.FieldID, feedevent.FieldAt).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read times of events: %w", err)
	}
	all := make([]moment, len(rows))
	for i, row := range rows {
		all[i] = moment{position: row.ID, at: row.At}
	}
	return all, nil
}

// acknowledged returns the position that every consumer of the epoch has acknowledged.
func (f *Feed) acknowledged(ctx context.Context, now extent) (int64, error) {
	var lowest []struct{ Min sql.NullInt64 }
	err := f.db.Client(ctx).FeedConsumer.Query().Where(feedconsumer.Epoch(now.epoch)).
		Aggregate(ent.Min(feedconsumer.FieldPosition)).Scan(ctx, &lowest)
	if err != nil {
		return 0, fmt.Errorf("find slowest consumer: %w", err)
	}
	if len(lowest) == 0 || !lowest[0].Min.Valid {
		return now.newest, nil
	}
	return lowest[0].Min.Int64, nil
}

// removeUpTo removes the events up to a position. The feed then begins after it.
func (f *Feed) removeUpTo(ctx context.Context, now extent, position int64) error {
	if _, err := f.db.Client(ctx).FeedEvent.Delete().Where(feedevent.IDLTE(position)).Exec(ctx); err != nil {
		return fmt.Errorf("remove events: %w", err)
	}
	count, err := f.db.Client(ctx).FeedHead.Update().
		Where(feedhead.ID(head), feedhead.Oldest(now.oldest), feedhead.Epoch(now.epoch)).
		SetOldest(position + 1).Save(ctx)
	if err != nil {
		return fmt.Errorf("move beginning of feed: %w", err)
	}
	if count == 0 {
		return database.ErrRaced
	}
	return nil
}

// removeSuperseded removes the events between two positions that have a newer one of the same customer. Everybody
// who can see the older one must be able to see the newer one: a source system may hide its own events.
func (f *Feed) removeSuperseded(ctx context.Context, after, last int64) error {
	_, err := f.db.Client(ctx).ExecContext(ctx, `
DELETE FROM feed_events WHERE id > $1 AND id <= $2 AND EXISTS (
	SELECT 1 FROM feed_events newer
	WHERE newer.customer_id = feed_events.customer_id AND newer.id > feed_events.id
	AND (newer.source_system_id IS NULL OR newer.source_system_id = feed_events.source_system_id))`, after, last)
	if err != nil {
		return fmt.Errorf("remove superseded events: %w", err)
	}
	return nil
}
