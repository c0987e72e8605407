package source

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// Get returns one source system. Errors: SOURCE_SYSTEM_NOT_FOUND.
func (s *Service) Get(ctx context.Context, systemID uuid.UUID) (System, error) {
	return s.store.get(ctx, systemID)
}

// List returns all source systems by code; there are few.
func (s *Service) List(ctx context.Context) ([]System, error) { return s.store.list(ctx) }

// ListInput asks for a page of what belongs to a source system.
type ListInput struct {
	SystemID  uuid.UUID
	PageSize  int32
	PageToken string
}

// ListRuns returns a page of runs, newest first, and the token of the next page, empty on the last.
// Errors: SOURCE_SYSTEM_NOT_FOUND.
func (s *Service) ListRuns(ctx context.Context, in ListInput) (runs []Run, next string, err error) {
	if err := s.store.mustExist(ctx, in.SystemID); err != nil {
		return nil, "", err
	}
	return page.List[Run]{
		Query: page.Hash("sync_runs", in.SystemID.String()),
		After: func(place page.Place, limit int) ([]Run, error) {
			return s.store.listRuns(ctx, in.SystemID, place.ID, limit)
		},
		At: func(r Run) page.Place { return page.Place{ID: r.ID} },
	}.Read(in.PageSize, in.PageToken)
}

// GetRun returns a run with its first 100 violations. Errors: SYNC_RUN_NOT_FOUND.
func (s *Service) GetRun(ctx context.Context, runID uuid.UUID) (Run, error) {
	return s.store.getRun(ctx, runID)
}

// ListRejects returns a page of the rejected records, newest first, and the token of the next page,
// empty on the last. Errors: SOURCE_SYSTEM_NOT_FOUND.
func (s *Service) ListRejects(ctx context.Context, in ListInput) (rejects []Reject, next string, err error) {
	if err := s.store.mustExist(ctx, in.SystemID); err != nil {
		return nil, "", err
	}
	return page.List[Reject]{
		Query: page.Hash("sync_rejects", in.SystemID.String()),
		After: func(place page.Place, limit int) ([]Reject, error) {
			return s.store.listRejects(ctx, in.SystemID, place, limit)
		},
		At: func(r Reject) page.Place { return page.Place{Key: page.TimeKey(r.At), ID: r.ID} },
	}.Read(in.PageSize, in.PageToken)
}
