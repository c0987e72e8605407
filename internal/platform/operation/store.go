package operation

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/operation"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// errClaimed says that somebody else has changed the operation, most likely by processing its next items.
var errClaimed = errors.New("the operation is no longer at its version")

// table is where operations are kept.
var table = database.Table[Operation]{Name: operation.Table, Columns: []database.Column[Operation]{
	{Name: operation.FieldID, Value: func(o Operation) any { return o.ID }},
	{Name: operation.FieldVersion, Value: func(o Operation) any { return o.Version }},
	{Name: operation.FieldCreatedAt, Value: func(o Operation) any { return o.PlannedAt }},
	{Name: operation.FieldUpdatedAt, Value: func(o Operation) any { return o.UpdatedAt }},
	{Name: operation.FieldKind, Value: func(o Operation) any { return o.Kind }},
	{Name: operation.FieldState, Value: func(o Operation) any { return string(o.State) }},
	{Name: operation.FieldActorKind, Value: func(o Operation) any { return string(o.Actor.Kind) }},
	{Name: operation.FieldActorID, Value: func(o Operation) any { return database.OrNull(o.Actor.ID) }},
	{Name: operation.FieldParameters, Value: func(o Operation) any { return string(o.Parameters) }},
	{Name: operation.FieldPlan, Value: func(o Operation) any { return planColumn(o.Plan) }},
	{Name: operation.FieldUndoes, Value: func(o Operation) any { return database.OrNull(o.Undoes) }},
	{Name: operation.FieldTotal, Value: func(o Operation) any { return o.Plan.Total() }},
	{Name: operation.FieldChanged, Value: func(o Operation) any { return o.Progress.Changed }},
	{Name: operation.FieldUnchanged, Value: func(o Operation) any { return o.Progress.Unchanged }},
	{Name: operation.FieldSkipped, Value: func(o Operation) any { return o.Progress.Skipped }},
	{Name: operation.FieldFailed, Value: func(o Operation) any { return o.Progress.Failed }},
	{Name: operation.FieldPosition, Value: func(o Operation) any { return o.Position }},
	{Name: operation.FieldReason, Value: func(o Operation) any { return o.Reason }},
	{Name: operation.FieldConfirmedAt, Value: func(o Operation) any { return database.OrNull(o.ConfirmedAt) }},
	{Name: operation.FieldEndedAt, Value: func(o Operation) any { return database.OrNull(o.EndedAt) }},
}}

// store keeps operations and outcomes. It is the only part of the package that knows the tables.
type store struct{ db *database.DB }

func (s *store) insert(ctx context.Context, o Operation) error { return table.Insert(ctx, s.db, o) }

// get returns an operation. Errors: OPERATION_NOT_FOUND.
func (s *store) get(ctx context.Context, id uuid.UUID) (Operation, error) {
	row, err := s.db.Client(ctx).Operation.Get(ctx, id)
	if ent.IsNotFound(err) {
		return Operation{}, errNotFound
	}
	if err != nil {
		return Operation{}, fmt.Errorf("get operation %s: %w", id, err)
	}
	return fromRow(row)
}

// list returns operations, newest first: ids grow with time.
func (s *store) list(ctx context.Context, after uuid.UUID, limit int) ([]Operation, error) {
	query := s.db.Client(ctx).Operation.Query().Order(operation.ByID(entsql.OrderDesc())).Limit(limit)
	if after != uuid.Nil {
		query.Where(operation.IDLT(after))
	}
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list operations: %w", err)
	}
	operations := make([]Operation, len(rows))
	for i, row := range rows {
		if operations[i], err = fromRow(row); err != nil {
			return nil, err
		}
	}
	return operations, nil
}

// unfinished returns the operations that have items to process.
func (s *store) unfinished(ctx context.Context) ([]uuid.UUID, error) {
	ids, err := s.db.Client(ctx).Operation.Query().
		Where(operation.StateIn(string(Confirmed), string(Running))).Order(operation.ByID()).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("find unfinished operations: %w", err)
	}
	return ids, nil
}

// isUndone reports whether an operation that undoes another is done or will be.
func (s *store) isUndone(ctx context.Context, id uuid.UUID) (bool, error) {
	found, err := s.db.Client(ctx).Operation.Query().
		Where(operation.Undoes(id), operation.StateIn(string(Confirmed), string(Running), string(Done))).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("find what undoes operation %s: %w", id, err)
	}
	return found, nil
}

// claim locks the row of an operation until the transaction ends, and returns the operation at its next
// version. Errors: errClaimed.
func (s *store) claim(ctx context.Context, o Operation) (Operation, error) {
	claimed := o
	err := s.save(ctx, o, &claimed, o.UpdatedAt)
	if errors.Is(err, database.ErrRaced) {
		err = errClaimed
	}
	return claimed, err
}

// save writes an operation as the version that follows on the one before. Errors: database.ErrRaced.
func (s *store) save(ctx context.Context, before Operation, after *Operation, now time.Time) error {
	after.Version, after.UpdatedAt = before.Version+1, now
	return table.Update(ctx, s.db, database.Revision[Operation]{Before: before, After: *after})
}

// cancel ends an operation that is not over, whatever its version: waiting for a version, it would lose to
// the next chunk again and again.
func (s *store) cancel(ctx context.Context, id uuid.UUID, now time.Time) (isNew bool, err error) {
	count, err := s.db.Client(ctx).Operation.Update().
		Where(operation.ID(id), operation.StateIn(string(Planned), string(Confirmed), string(Running))).
		SetState(string(Cancelled)).SetEndedAt(now).SetUpdatedAt(now).AddVersion(1).Save(ctx)
	if err != nil {
		return false, fmt.Errorf("cancel operation %s: %w", id, err)
	}
	return count == 1, nil
}

func fromRow(row *ent.Operation) (Operation, error) {
	o := Operation{
		ID: row.ID, Kind: row.Kind, State: State(row.State), Parameters: row.Parameters,
		Actor: Actor{auth.Kind(row.ActorKind), database.FromNull(row.ActorID)}, Undoes: database.FromNull(row.Undoes),
		Progress: Progress{row.Changed, row.Unchanged, row.Skipped, row.Failed},
		Position: row.Position, Reason: row.Reason, Version: row.Version,
		PlannedAt: row.CreatedAt.UTC(), UpdatedAt: row.UpdatedAt.UTC(), ConfirmedAt: database.FromNull(row.ConfirmedAt).UTC(), EndedAt: database.FromNull(row.EndedAt).UTC(),
	}
	if err := json.Unmarshal(row.Plan, &o.Plan); err != nil {
		return Operation{}, fmt.Errorf("read plan of operation %s: %w", row.ID, err)
	}
	return o, nil
}

// planColumn is a plan as the table keeps it.
type planColumn Plan

// Value implements driver.Valuer.
func (p planColumn) Value() (driver.Value, error) {
	encoded, err := json.Marshal(Plan(p))
	return string(encoded), err
}
