package operation

import (
	"context"
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

// store keeps operations and outcomes. It is the only part of the package that knows the tables.
type store struct{ db *database.DB }

func (s *store) insert(ctx context.Context, o Operation) error {
	plan, err := json.Marshal(o.Plan)
	if err != nil {
		return fmt.Errorf("keep plan of operation %s: %w", o.ID, err)
	}
	err = s.db.Client(ctx).Operation.Create().
		SetID(o.ID).SetKind(o.Kind).SetState(string(o.State)).SetActorKind(string(o.Actor.Kind)).SetNillableActorID(orNull(o.Actor.ID)).
		SetParameters(o.Parameters).SetPlan(plan).SetNillableUndoes(orNull(o.Undoes)).SetTotal(o.Plan.Total()).
		SetNillableConfirmedAt(orNull(o.ConfirmedAt)).SetCreatedAt(o.PlannedAt).SetUpdatedAt(o.PlannedAt).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("save operation %s: %w", o.ID, err)
	}
	return nil
}

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
	count, err := s.db.Client(ctx).Operation.Update().
		Where(operation.ID(o.ID), operation.Version(o.Version)).AddVersion(1).Save(ctx)
	if err != nil {
		return Operation{}, fmt.Errorf("claim operation %s: %w", o.ID, err)
	}
	if count == 0 {
		return Operation{}, errClaimed
	}
	o.Version++
	return o, nil
}

// save writes an operation that the transaction has claimed.
func (s *store) save(ctx context.Context, o Operation, now time.Time) error {
	plan, err := json.Marshal(o.Plan)
	if err != nil {
		return fmt.Errorf("keep plan of operation %s: %w", o.ID, err)
	}
	err = s.db.Client(ctx).Operation.UpdateOneID(o.ID).
		SetState(string(o.State)).SetActorKind(string(o.Actor.Kind)).SetNillableActorID(orNull(o.Actor.ID)).
		SetPlan(plan).SetTotal(o.Plan.Total()).
		SetChanged(o.Progress.Changed).SetUnchanged(o.Progress.Unchanged).SetSkipped(o.Progress.Skipped).SetFailed(o.Progress.Failed).
		SetPosition(o.Position).SetReason(o.Reason).SetNillableConfirmedAt(orNull(o.ConfirmedAt)).SetNillableEndedAt(orNull(o.EndedAt)).
		SetUpdatedAt(now).Exec(ctx)
	if err != nil {
		return fmt.Errorf("save operation %s: %w", o.ID, err)
	}
	return nil
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
		Actor: Actor{auth.Kind(row.ActorKind), valueOf(row.ActorID)}, Undoes: valueOf(row.Undoes),
		Progress: Progress{row.Changed, row.Unchanged, row.Skipped, row.Failed},
		Position: row.Position, Reason: row.Reason, Version: row.Version,
		PlannedAt: row.CreatedAt.UTC(), ConfirmedAt: valueOf(row.ConfirmedAt).UTC(), EndedAt: valueOf(row.EndedAt).UTC(),
	}
	if err := json.Unmarshal(row.Plan, &o.Plan); err != nil {
		return Operation{}, fmt.Errorf("read plan of operation %s: %w", row.ID, err)
	}
	return o, nil
}

// orNull is the value for a column that is empty for the zero value.
func orNull[T comparable](value T) *T {
	var zero T
	if value == zero {
		return nil
	}
	return &value
}

// valueOf is the value of a column, or the zero value where the column is empty.
func valueOf[T any](column *T) T {
	if column == nil {
		var zero T
		return zero
	}
	return *column
}
