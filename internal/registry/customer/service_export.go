package customer

import (
	"context"

	"github.com/google/uuid"
)

// IDsAfter returns the next ids of customers after one, in their order. New customers come last, so a caller that
// goes on from the last id sees all of them, however many there are.
func (s *Service) IDsAfter(ctx context.Context, after uuid.UUID, limit int) ([]uuid.UUID, error) {
	return s.store.idsAfter(ctx, after, limit)
}
