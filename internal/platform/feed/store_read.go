package feed

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/feedevent"
	"github.com/kartoteka/kartoteka/gen/ent/feedhead"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// extent is the range of positions.
type extent struct {
	oldest int64 // the first position that is kept
	newest int64 // the last one taken
	epoch  uuid.UUID
}

func (f *Feed) extent(ctx context.Context) (extent, error) {
	row, err := f.db.Client(ctx).FeedHead.Query().Where(feedhead.ID(head)).Only(ctx)
	if ent.IsNotFound(err) {
		return extent{}, errors.Join(errNoHead, err)
	}
	if err != nil {
		return extent{}, fmt.Errorf("get head of feed: %w", err)
	}
	return extent{oldest: row.Oldest, newest: row.Position, epoch: row.Epoch}, nil
}

// replaceEpoch reports whether the epoch was still the one to replace.
func (f *Feed) replaceEpoch(ctx context.Context, from, to uuid.UUID) (bool, error) {
	count, err := f.db.Client(ctx).FeedHead.Update().Where(feedhead.ID(head), feedhead.Epoch(from)).SetEpoch(to).Save(ctx)
	if err != nil {
		return false, fmt.Errorf("rotate epoch of feed: %w", err)
	}
	return count > 0, nil
}

// eventAt returns the id of the event at the position; Nil if it is gone.
func (f *Feed) eventAt(ctx context.Context, position int64) (uuid.UUID, error) {
	row, err := f.db.Client(ctx).FeedEvent.Query().Where(feedevent.ID(position)).Select(feedevent.FieldEventID).Only(ctx)
	if ent.IsNotFound(err) {
		return uuid.Nil, nil
	}
	if err != nil {
		return uuid.Nil, fmt.Errorf("get event %d of feed: %w", position, err)
	}
	return row.EventID, nil
}

// nth returns the position of the n-th event after a position, or until if there are fewer.
func (f *Feed) nth(ctx context.Context, after, until int64, n int) (int64, error) {
	if until-after <= int64(n) {
		return until, nil
	}
	row, err := f.db.Client(ctx).FeedEvent.Query().
		Where(feedevent.IDGT(after), feedevent.IDLT(until)).
		Order(feedevent.ByID()).Offset(n - 1).Select(feedevent.FieldID).First(ctx)
	if ent.IsNotFound(err) {
		return until, nil
	}
	if err != nil {
		return 0, fmt.Errorf("bound scan of feed: %w", err)
	}
	return row.ID, nil
}

// list returns the events between two positions that pass the filter.
func (f *Feed) list(ctx context.Context, after, until int64, limit int, filter Filter) ([]Event, error) {
	query := f.db.Client(ctx).FeedEvent.Query().
		Where(feedevent.IDGT(after), feedevent.IDLTE(until)).
		Order(feedevent.ByID()).Limit(limit)
	if !filter.IncludeOwn {
		query.Where(feedevent.Or(feedevent.SourceSystemIDIsNil(), feedevent.SourceSystemIDNEQ(filter.SourceSystemID)))
	}
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read feed: %w", err)
	}
	codes, err := f.sourceCodes(ctx, rows)
	if err != nil {
		return nil, err
	}
	events := make([]Event, len(rows))
	for i, row := range rows {
		events[i] = fromRow(row)
		events[i].SourceSystem = codes[events[i].SourceSystemID]
	}
	return events, nil
}

func (f *Feed) sourceCodes(ctx context.Context, rows []*ent.FeedEvent) (map[uuid.UUID]string, error) {
	codes := map[uuid.UUID]string{}
	var ids []uuid.UUID
	for _, row := range rows {
		if row.SourceSystemID == nil {
			continue
		}
		if _, ok := codes[*row.SourceSystemID]; !ok {
			codes[*row.SourceSystemID] = ""
			ids = append(ids, *row.SourceSystemID)
		}
	}
	if len(ids) == 0 {
		return codes, nil
	}
	systems, err := f.db.Client(ctx).SourceSystem.Query().Where(sourcesystem.IDIn(ids...)).
		Select(sourcesystem.FieldID, sourcesystem.FieldCode).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("get codes of source systems: %w", err)
	}
	for _, system := range systems {
		codes[system.ID] = system.Code
	}
	return codes, nil
}

func fromRow(row *ent.FeedEvent) Event {
	event := Event{
		CustomerID: row.CustomerID, Version: row.Version, Kind: Kind(row.Kind),
		ChangedFields: row.ChangedFields, SourceRevision: row.SourceRevision,
		ID: row.EventID, Position: row.ID, At: row.At.UTC(), ActorKind: auth.Kind(row.ActorKind),
	}
	if row.SourceSystemID != nil {
		event.SourceSystemID = *row.SourceSystemID
	}
	return event
}
