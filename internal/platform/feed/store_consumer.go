package feed

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/feedconsumer"
	"github.com/kartoteka/kartoteka/gen/ent/predicate"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

func isConsumer(sourceSystemID uuid.UUID, name string) predicate.FeedConsumer {
	return feedconsumer.And(feedconsumer.SourceSystemID(sourceSystemID), feedconsumer.Name(name))
}

// moveConsumer replaces an acknowledgement that is lower or of another epoch.
func (f *Feed) moveConsumer(ctx context.Context, in AckInput, position int64, epoch uuid.UUID) (bool, error) {
	count, err := f.db.Client(ctx).FeedConsumer.Update().
		Where(isConsumer(in.SourceSystemID, in.Consumer),
			feedconsumer.Or(feedconsumer.PositionLT(position), feedconsumer.EpochNEQ(epoch))).
		SetPosition(position).SetEpoch(epoch).SetAckedAt(f.clock.Now()).
		Save(ctx)
	if err != nil {
		return false, fmt.Errorf("save consumer of feed: %w", err)
	}
	return count > 0, nil
}

// findConsumer returns the position that a consumer has acknowledged.
func (f *Feed) findConsumer(ctx context.Context, in AckInput) (int64, bool, error) {
	row, err := f.db.Client(ctx).FeedConsumer.Query().Where(isConsumer(in.SourceSystemID, in.Consumer)).Only(ctx)
	if ent.IsNotFound(err) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("find consumer of feed: %w", err)
	}
	return row.Position, true, nil
}

func (f *Feed) countConsumers(ctx context.Context, sourceSystemID uuid.UUID) (int, error) {
	count, err := f.db.Client(ctx).FeedConsumer.Query().Where(feedconsumer.SourceSystemID(sourceSystemID)).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count consumers of feed: %w", err)
	}
	return count, nil
}

func (f *Feed) insertConsumer(ctx context.Context, in AckInput, position int64, epoch uuid.UUID) error {
	err := f.db.Client(ctx).FeedConsumer.Create().
		SetSourceSystemID(in.SourceSystemID).SetName(in.Consumer).
		SetPosition(position).SetEpoch(epoch).SetAckedAt(f.clock.Now()).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("add consumer of feed: %w", database.Raced(err))
	}
	return nil
}

// selectConsumers joins each consumer with the first event that it has not acknowledged.
const selectConsumers = `
SELECT c.name, c.acked_at, CASE WHEN c.epoch = $1 THEN c.position ELSE 0 END, e.at
FROM feed_consumers c
LEFT JOIN feed_events e ON e.id = (
	SELECT min(n.id) FROM feed_events n WHERE n.id > CASE WHEN c.epoch = $1 THEN c.position ELSE 0 END)
WHERE c.source_system_id = $2
ORDER BY c.name`

func (f *Feed) consumers(ctx context.Context, sourceSystemID, epoch uuid.UUID) ([]Consumer, error) {
	var all []Consumer
	err := f.db.Each(ctx, selectConsumers, []any{epoch, sourceSystemID}, func(row *sql.Rows) error {
		var one Consumer
		var oldest sql.NullTime
		err := row.Scan(&one.Name, &one.AckedAt, &one.position, &oldest)
		one.AckedAt = one.AckedAt.UTC()
		if oldest.Valid {
			one.OldestAt = oldest.Time.UTC()
		}
		all = append(all, one)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list consumers of feed: %w", err)
	}
	return all, nil
}

func (f *Feed) deleteConsumer(ctx context.Context, sourceSystemID uuid.UUID, name string) (bool, error) {
	count, err := f.db.Client(ctx).FeedConsumer.Delete().Where(isConsumer(sourceSystemID, name)).Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("delete consumer of feed: %w", err)
	}
	return count > 0, nil
}
