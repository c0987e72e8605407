package conflict

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// ListInput asks for a page of the tray of a source system.
type ListInput struct {
	SourceSystemID uuid.UUID
	PageSize       int32
	PageToken      string
}

// List returns a page of the tray, newest first, and the token of the next one, empty on the last.
// Errors: SOURCE_SYSTEM_NOT_FOUND.
func (s *Service) List(ctx context.Context, in ListInput) (conflicts []Conflict, next string, err error) {
	limit, err := page.Size(in.PageSize)
	if err != nil {
		return nil, "", err
	}
	list, below := page.Hash("sync_conflicts", in.SourceSystemID.String()), uuid.Nil
	if in.PageToken != "" {
		cursor, err := page.Decode(in.PageToken, list)
		if err != nil {
			return nil, "", err
		}
		if below, err = id.Parse(cursor.ID); err != nil {
			return nil, "", page.ErrInvalid()
		}
	} else if err := s.store.mustKnow(ctx, in.SourceSystemID); err != nil {
		return nil, "", err
	}
	conflicts, err = s.store.list(ctx, in.SourceSystemID, below, limit+1)
	if err != nil || len(conflicts) <= limit {
		return conflicts, "", err
	}
	conflicts = conflicts[:limit]
	return conflicts, page.Encode(page.Cursor{ID: conflicts[limit-1].ID.String(), Query: list}), nil
}
