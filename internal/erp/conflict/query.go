package conflict

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// ListInput asks for a page of conflicts of a source system.
type ListInput struct {
	SourceSystemID uuid.UUID
	PageSize       int32
	PageToken      string
}

// List returns a page of conflicts, newest first, and the token of the next page, empty on the last.
// Errors: SOURCE_SYSTEM_NOT_FOUND.
func (s *Service) List(ctx context.Context, in ListInput) (conflicts []Conflict, next string, err error) {
	if err := s.store.mustKnow(ctx, in.SourceSystemID); err != nil {
		return nil, "", err
	}
	return page.List[Conflict]{
		Query: page.Hash("sync_conflicts", in.SourceSystemID.String()),
		After: func(place page.Place, limit int) ([]Conflict, error) {
			return s.store.list(ctx, in.SourceSystemID, place.ID, limit)
		},
		At: func(c Conflict) page.Place { return page.Place{ID: c.ID} },
	}.Read(in.PageSize, in.PageToken)
}
