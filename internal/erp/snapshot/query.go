package snapshot

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// Contractor is one that a snapshot is without.
type Contractor struct {
	IdentityID uuid.UUID
	ExternalID string
	Code       string // in the ERP
	CustomerID uuid.UUID
}

// ListInput asks for a page of the absent.
type ListInput struct {
	RunID     uuid.UUID
	PageSize  int32
	PageToken string
}

// ListOwn returns a page of those that a snapshot of the caller's source system is without, and the
// token of the next one, empty on the last. Errors: SNAPSHOT_NOT_FOUND, SNAPSHOT_CLOSED.
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
	limit, err := page.Size(in.PageSize)
	if err != nil {
		return nil, "", err
	}
	query, after := page.Hash("absent", r.id.String()), ""
	if in.PageToken != "" {
		cursor, err := page.Decode(in.PageToken, query)
		if err != nil {
			return nil, "", err
		}
		if after = cursor.ID; isNoName(after) {
			return nil, "", page.ErrInvalid()
		}
	}
	absent, err = s.store.listAbsent(ctx, r, after, limit+1)
	if err != nil || len(absent) <= limit {
		return absent, "", err
	}
	return absent[:limit], page.Encode(page.Cursor{ID: absent[limit-1].ExternalID, Query: query}), nil
}
