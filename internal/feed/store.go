package feed

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/internal/auth"
	"github.com/kartoteka/kartoteka/internal/id"
)

// head is the id of the only row of feed_heads.
const head = 1

var errNoHead = errors.New("the feed has no head: the database is not migrated")

func (f *Feed) write(ctx context.Context, events []Event) error {
	last, err := f.reserve(ctx, int64(len(events)))
	if err != nil {
		return err
	}
	client, caller, now := f.db.Client(ctx), auth.From(ctx), f.clock.Now()
	first := last - int64(len(events)) + 1
	builders := make([]*ent.FeedEventCreate, len(events))
	for i, event := range events {
		builder := client.FeedEvent.Create().
			SetID(first + int64(i)).
			SetEventID(id.New()).
			SetCustomerID(event.CustomerID).
			SetVersion(event.Version).
			SetKind(string(event.Kind)).
			SetActorKind(string(caller.Kind)).
			SetSourceRevision(event.SourceRevision).
			SetAt(now)
		if caller.SourceSystemID != uuid.Nil {
			builder.SetSourceSystemID(caller.SourceSystemID)
		}
		if len(event.ChangedFields) > 0 {
			builder.SetChangedFields(event.ChangedFields)
		}
		builders[i] = builder
	}
	return client.FeedEvent.CreateBulk(builders...).Exec(ctx)
}

// reserve takes the next positions and returns the last of them. The row stays locked until the
// commit, which is what makes positions follow the order of commits.
func (f *Feed) reserve(ctx context.Context, count int64) (int64, error) {
	rows, err := f.db.Client(ctx).QueryContext(ctx,
		"UPDATE feed_heads SET position = position + $1 WHERE id = $2 RETURNING position", count, head)
	if err != nil {
		return 0, fmt.Errorf("reserve positions: %w", err)
	}
	defer rows.Close()
	var last int64
	if !rows.Next() {
		return 0, errors.Join(errNoHead, rows.Err())
	}
	if err := rows.Scan(&last); err != nil {
		return 0, fmt.Errorf("reserve positions: %w", err)
	}
	return last, rows.Err()
}
