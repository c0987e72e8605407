package snapshot

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// Contractor is an absent contractor: one that the snapshot does not contain.
type Contractor struct {
	IdentityID uuid.UUID
	ExternalID string
	Code       string // in the ERP
	CustomerID uuid.UUID
}

// ListInput asks for a page of absent contractors.
type ListInput struct {
	RunID     uuid.UUID
	PageSize  int32
	PageToken string
}

// ListOwn returns a page of the absent contractors of a snapshot of the caller's source system, and the
// token of the next page, empty on the last. Errors: SNAPSHOT_NOT_FOUND, SNAPSHOT_CLOSED.
func (s *Service) ListOwn(ctx context.Context, in ListInput) (absent []Contractor, next string, err error) {
	found, err := s.findOwn(ctx, in.RunID)
	if err != nil {
		return nil, "", err
	}
	return s.list(ctx, found, in)
}

// List is ListOwn for staff. Errors: SYNC_RUN_NOT_FOUND, SNAPSHOT_CLOSED.
func (s *Service) List(ctx context.Context, in ListInput) (absent []Contractor, next string, err error) {
	found, err := s.findAny(ctx, in.RunID)
	if err != nil {
		return nil, "", err
	}
	return s.list(ctx, found, in)
}

func (s *Service) list(ctx context.Context, r run, in ListInput) (absent []Contractor, next string, err error) {
	if r.state != source.Sweeping && !r.isOpen(s.Clock.Now()) {
		return nil, "", errClosed
	}
	return page.List[Contractor]{
		Query: page.Hash("absent", r.id.String()),
		After: func(place page.Place, limit int) ([]Contractor, error) {
			after, err := page.ParseText(place.Key)
			if err != nil {
				return nil, err
			}
			return s.store.listAbsent(ctx, r, after, limit)
		},
		At: func(c Contractor) page.Place { return page.Place{Key: []byte(c.ExternalID)} },
	}.Read(in.PageSize, in.PageToken)
}
