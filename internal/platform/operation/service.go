package operation

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
)

// usualChunk is how many items one transaction processes.
const usualChunk = 500

// Dependencies are what the Service stands on.
type Dependencies struct {
	DB     *database.DB
	Clock  clock.Clock
	Jobs   *jobs.Jobs
	Rights Rights
}

// Service keeps operations and runs them.
type Service struct {
	Dependencies

	Chunk   int // how many items one transaction processes
	store   *store
	actions map[string]func() Action
}

// NewService returns the use cases and registers their background jobs.
func NewService(on Dependencies) *Service {
	s := &Service{Dependencies: on, Chunk: usualChunk, store: &store{db: on.DB}, actions: map[string]func() Action{}}
	s.registerJobs()
	return s
}

// Register adds a kind of work. The function returns an action without parameters, to read them into.
// It is called once for each kind, before Run.
func (s *Service) Register(empty func() Action) { s.actions[empty().Kind().Name] = empty }

// Plan plans an operation and writes nothing else. Errors: PERMISSION_DENIED, SELECTION_EMPTY and
// those of the action.
func (s *Service) Plan(ctx context.Context, action Action) (Operation, error) {
	planned, err := s.plan(ctx, action)
	if err != nil {
		return Operation{}, err
	}
	return planned, s.store.insert(ctx, planned)
}

// Start plans an operation and confirms it at once, for work that was agreed to by other means. It runs
// once the transaction of ctx is committed. Errors: those of Plan.
func (s *Service) Start(ctx context.Context, action Action) (Operation, error) {
	started, err := s.plan(ctx, action)
	if err != nil {
		return Operation{}, err
	}
	started.confirm(started.Actor, started.PlannedAt)
	return started, s.insertAndRun(ctx, started)
}

// Confirm has an operation run with the rights of the caller, who has seen its plan. Where the plan
// would now be another, that one is kept for the caller to look at, and the operation does not run.
//
// Errors: OPERATION_NOT_FOUND, PERMISSION_DENIED, ETAG_MISMATCH, OPERATION_NOT_PLANNED, PLAN_CHANGED
// and those of the action.
func (s *Service) Confirm(ctx context.Context, operationID uuid.UUID, etag string) (Operation, error) {
	action, err := s.allow(ctx, operationID)
	if err != nil {
		return Operation{}, err
	}
	plan, err := action.Plan(ctx)
	if err != nil {
		return Operation{}, err
	}
	var refusal error
	confirmed, err := s.change(ctx, operationID, etag, func(ctx context.Context, o *Operation) error {
		if o.State != Planned {
			return errNotPlanned
		}
		if refusal = nil; !plan.equal(o.Plan) {
			o.Plan, refusal = plan, errPlanChanged
			return nil
		}
		o.confirm(actorOf(auth.From(ctx)), s.Clock.Now())
		return s.Jobs.EnqueueOnce(ctx, working{OperationID: o.ID})
	})
	if err == nil {
		err = refusal
	}
	return confirmed, err
}

// Cancel ends an operation before its next chunk; what was done stays. Cancelling it again does nothing.
// Errors: OPERATION_NOT_FOUND, PERMISSION_DENIED, OPERATION_OVER.
func (s *Service) Cancel(ctx context.Context, operationID uuid.UUID) (cancelled Operation, err error) {
	action, err := s.allow(ctx, operationID)
	if err != nil {
		return Operation{}, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		isNew, err := s.store.cancel(ctx, operationID, s.Clock.Now())
		if err != nil {
			return err
		}
		if cancelled, err = s.store.get(ctx, operationID); err != nil {
			return err
		}
		switch {
		case cancelled.State != Cancelled:
			return errOver
		case isNew:
			return tellEnd(ctx, action, Cancelled)
		default:
			return nil
		}
	})
	return cancelled, err
}

// Undo starts an operation that undoes another, and returns it. Where that one is cancelled or fails, Undo
// may be called again.
//
// Errors: OPERATION_NOT_FOUND, PERMISSION_DENIED, ETAG_MISMATCH, OPERATION_NOT_OVER, UNDO_IMPOSSIBLE,
// ALREADY_UNDONE.
func (s *Service) Undo(ctx context.Context, operationID uuid.UUID, etag string) (inverse Operation, err error) {
	action, err := s.allow(ctx, operationID)
	if err != nil {
		return Operation{}, err
	}
	_, hasInverse := action.(Undoer)
	_, err = s.change(ctx, operationID, etag, func(ctx context.Context, o *Operation) error {
		now := s.Clock.Now()
		if err := o.checkUndo(hasInverse, now); err != nil {
			return err
		}
		isUndone, err := s.store.isUndone(ctx, o.ID)
		if err != nil {
			return err
		}
		if isUndone {
			return errUndone
		}
		inverse = o.inverse(now)
		inverse.confirm(actorOf(auth.From(ctx)), now)
		return s.insertAndRun(ctx, inverse)
	})
	return inverse, err
}

// plan makes an operation of an action, for the caller.
func (s *Service) plan(ctx context.Context, action Action) (Operation, error) {
	caller, kind := auth.From(ctx), action.Kind()
	if !caller.May(kind.Permission) {
		return Operation{}, errDenied
	}
	plan, err := action.Plan(ctx)
	if err != nil {
		return Operation{}, err
	}
	if plan.Total() == 0 {
		return Operation{}, errEmpty
	}
	parameters, err := json.Marshal(action)
	if err != nil {
		return Operation{}, fmt.Errorf("keep parameters of %s: %w", kind.Name, err)
	}
	now := s.Clock.Now()
	return Operation{
		ID: id.New(), Kind: kind.Name, State: Planned, Actor: actorOf(caller), Parameters: parameters,
		Plan: plan, Version: 1, PlannedAt: now, UpdatedAt: now,
	}, nil
}

// insertAndRun saves an operation that is confirmed, and has it run.
func (s *Service) insertAndRun(ctx context.Context, confirmed Operation) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.insert(ctx, confirmed); err != nil {
			return err
		}
		return s.Jobs.EnqueueOnce(ctx, working{OperationID: confirmed.ID})
	})
}

// change applies a rule to an operation at the version that the caller has seen.
func (s *Service) change(
	ctx context.Context, operationID uuid.UUID, etag string, rule func(context.Context, *Operation) error,
) (changed Operation, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		found, err := s.store.get(ctx, operationID)
		if err != nil {
			return err
		}
		if err := fault.CheckETag(etag, found.ETag()); err != nil {
			return err
		}
		changed = found
		if err := rule(ctx, &changed); err != nil {
			return err
		}
		return s.store.save(ctx, found, &changed, s.Clock.Now())
	})
	return changed, err
}

// allow returns the action of an operation to a caller who has the permission.
func (s *Service) allow(ctx context.Context, operationID uuid.UUID) (Action, error) {
	found, err := s.store.get(ctx, operationID)
	if err != nil {
		return nil, err
	}
	action, err := s.actionOf(found)
	if err == nil && !auth.From(ctx).May(action.Kind().Permission) {
		err = errDenied
	}
	return action, err
}

// actionOf returns the action of an operation with its parameters.
func (s *Service) actionOf(o Operation) (Action, error) {
	empty, ok := s.actions[o.Kind]
	if !ok {
		return nil, fmt.Errorf("operation %s: there is no action %s", o.ID, o.Kind)
	}
	action := empty()
	if err := json.Unmarshal(o.Parameters, action); err != nil {
		return nil, fmt.Errorf("read parameters of operation %s: %w", o.ID, err)
	}
	if inverse, ok := action.(Undoer); ok && o.Undoes != uuid.Nil {
		return &undoing{action, inverse, s.store, o.Undoes}, nil
	}
	return action, nil
}

// tellEnd tells an action of the end of its operation, where it wants to know.
func tellEnd(ctx context.Context, action Action, state State) error {
	if ender, ok := action.(Ender); ok {
		return ender.Ended(ctx, state)
	}
	return nil
}
