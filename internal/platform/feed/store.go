package feed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/feedevent"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// head is the id of the only row of feed_heads.
const head = 1

var errNoHead = errors.New("the feed has no head: the database is not migrated")

// write saves events and returns the position of the last one.
func (f *Feed) write(ctx context.Context, caller auth.Identity, events []Event) (int64, error) {
	last, err := f.reserve(ctx, int64(len(events)))
	if err != nil {
		return 0, err
	}
	now := f.clock.Now()
	first := last - int64(len(events)) + 1
	rows := database.Rows{Table: feedevent.Table, Columns: []string{
		feedevent.FieldID, feedevent.FieldEventID, feedevent.FieldCustomerID, feedevent.FieldVersion, feedevent.FieldKind,
		feedevent.FieldChangedFields, feedevent.FieldActorKind, feedevent.FieldSourceSystemID, feedevent.FieldSourceRevision,
		feedevent.FieldAt,
	}}
	for i, event := range events {
		changed, err := toColumn(event.ChangedFields)
		if err != nil {
			return 0, err
		}
		var source any
		if caller.SourceSystemID != uuid.Nil {
			source = caller.SourceSystemID
		}
		rows.Values = append(rows.Values, []any{
			first + int64(i), id.New(), event.CustomerID, event.Version, string(event.Kind),
			changed, string(caller.Kind), source, event.SourceRevision, now,
		})
	}
	_, err = f.db.Insert(ctx, rows)
	return last, err
}

func toColumn(fields []string) (any, error) {
	if len(fields) == 0 {
		return nil, nil
	}
	encoded, err := json.Marshal(fields)
	return string(encoded), err
}

// reserve takes the next positions and returns the last of them. The row stays locked until the commit, so
// positions follow the order of commits.
func (f *Feed) reserve(ctx context.Context, count int64) (int64, error) {
	var last int64
	err := f.db.One(ctx, "UPDATE feed_heads SET position = position + $1 WHERE id = $2 RETURNING position", []any{count, head}, &last)
	if err != nil {
		return 0, fmt.Errorf("reserve positions: %w", err)
	}
	return last, nil
}
