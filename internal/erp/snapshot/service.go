package snapshot

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
	"github.com/kartoteka/kartoteka/internal/platform/operation"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// Dependencies are what the Service is made with.
type Dependencies struct {
	DB         *database.DB
	Clock      clock.Clock
	History    *audit.Log
	Jobs       *jobs.Jobs
	Operations *operation.Service
	Customers  *customer.Service
	Sources    *source.Service
}

// Service keeps snapshots.
type Service struct {
	Dependencies

	store *store
}

// NewService returns the use cases and registers their background work.
func NewService(on Dependencies) *Service {
	s := &Service{Dependencies: on, store: &store{db: on.DB}}
	s.registerJobs()
	s.Operations.Register(func() operation.Action { return &sweep{service: s} })
	return s
}

// Begin opens a snapshot of the caller's source system. Errors: SNAPSHOT_OPEN.
func (s *Service) Begin(ctx context.Context, requestID string) (report source.Run, err error) {
	caller := auth.From(ctx)
	if caller.SourceSystemID == uuid.Nil {
		return source.Run{}, fault.New(fault.Denied, "SOURCE_REQUIRED", "The key is not bound to a source system.")
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		locked, err := s.store.lock(ctx, caller.SourceSystemID)
		if err != nil {
			return err
		}
		if err := s.closeExpired(ctx, locked.open); err != nil {
			return err
		}
		begun := run{id: id.New(), sourceID: caller.SourceSystemID, state: source.Running, startedAt: s.Clock.Now()}
		if err := s.store.insertRun(ctx, begun, caller, requestID); err != nil {
			return err
		}
		report, err = s.Sources.GetRun(ctx, begun.id)
		return err
	})
	return report, err
}

// closeExpired ends an open snapshot that has expired. It refuses while the open snapshot has not
// expired.
func (s *Service) closeExpired(ctx context.Context, open uuid.UUID) error {
	if open == uuid.Nil {
		return nil
	}
	standing, err := s.store.findRun(ctx, open)
	if err != nil {
		return err
	}
	if standing != nil && !standing.isExpired(s.Clock.Now()) {
		return fault.New(fault.Precondition, "SNAPSHOT_OPEN", "Another snapshot of the source system is open.").
			With("run_id", open.String())
	}
	return s.end(ctx, run{id: open}, source.Aborted)
}

// Abort ends a snapshot of the caller's source system without effect. Errors: SNAPSHOT_NOT_FOUND, SNAPSHOT_CLOSED.
func (s *Service) Abort(ctx context.Context, runID uuid.UUID) (source.Run, error) {
	return s.change(ctx, runID, s.findOwn, s.abort)
}

// Cancel is Abort by staff. Errors: SYNC_RUN_NOT_FOUND, SNAPSHOT_CLOSED.
func (s *Service) Cancel(ctx context.Context, runID uuid.UUID) (source.Run, error) {
	return s.change(ctx, runID, s.findAny, func(ctx context.Context, r run) error {
		if err := s.abort(ctx, r); err != nil {
			return err
		}
		return s.recordDecision(ctx, r, "SNAPSHOT_CANCELLED")
	})
}

// abort does nothing to an aborted snapshot, because the first answer may have been lost.
func (s *Service) abort(ctx context.Context, r run) error {
	switch {
	case r.state == source.Aborted:
		return nil
	case !r.isUndecided():
		return errClosed
	default:
		return s.end(ctx, r, source.Aborted)
	}
}

// finder finds a snapshot that the caller may see.
type finder func(ctx context.Context, runID uuid.UUID) (run, error)

// change finds a snapshot, ends it if it has expired, and changes it under the lock of its source
// system. It returns the report of the snapshot after the change.
func (s *Service) change(
	ctx context.Context, runID uuid.UUID, find finder, rule func(context.Context, run) error,
) (source.Run, error) {
	found, err := find(ctx, runID)
	if err != nil {
		return source.Run{}, err
	}
	if err := s.expire(ctx, found); err != nil {
		return source.Run{}, err
	}
	var report source.Run
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		locked, err := s.store.lock(ctx, found.sourceID)
		if err != nil {
			return err
		}
		current, err := find(ctx, runID)
		if err != nil {
			return err
		}
		current.pushes = locked.pushes
		if err := rule(ctx, current); err != nil {
			return err
		}
		report, err = s.Sources.GetRun(ctx, runID)
		return err
	})
	return report, err
}

// findOwn returns a snapshot of the caller's source system.
func (s *Service) findOwn(ctx context.Context, runID uuid.UUID) (run, error) {
	found, err := s.store.findRun(ctx, runID)
	if err != nil {
		return run{}, err
	}
	if found == nil || found.sourceID != auth.From(ctx).SourceSystemID {
		return run{}, errNotFound
	}
	return *found, nil
}

// findAny returns a snapshot of any source system, for staff.
func (s *Service) findAny(ctx context.Context, runID uuid.UUID) (run, error) {
	found, err := s.store.findRun(ctx, runID)
	if err != nil {
		return run{}, err
	}
	if found == nil {
		return run{}, errRunNotFound
	}
	return *found, nil
}

// end closes a snapshot and starts to delete its entries.
func (s *Service) end(ctx context.Context, r run, state source.RunState) error {
	if err := s.store.endRun(ctx, r.id, state, s.Clock.Now()); err != nil {
		return err
	}
	return s.Jobs.EnqueueOnce(ctx, clearing{RunID: r.id})
}

// recordDecision records a decision of staff.
func (s *Service) recordDecision(ctx context.Context, r run, action string) error {
	return s.History.Record(ctx, audit.Entry{SubjectID: r.sourceID, Action: action, Changes: []audit.Change{
		{Field: "snapshot", New: audit.Text(r.id.String())},
	}})
}
