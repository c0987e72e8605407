package group

import (
	"context"

	"github.com/google/uuid"
)

// Names returns the names of groups by id; unknown ones are left out.
func (s *Service) Names(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return s.store.namesOf(ctx, ids)
}
