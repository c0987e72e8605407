package customer

import (
	"context"

	"github.com/google/uuid"
)

// ListByID returns the next customers behind an id, by id, with everything that hangs on them, and
// the id that the page after begins behind; Nil on the last. It goes through all of them however
// many there are; new ones come last.
func (s *Service) ListByID(ctx context.Context, after uuid.UUID, limit int) (customers []*Customer, last uuid.UUID, err error) {
	ids, err := s.store.idsBehind(ctx, after, limit+1)
	if err != nil {
		return nil, uuid.Nil, err
	}
	if len(ids) > limit {
		ids = ids[:limit]
		last = ids[limit-1]
	}
	byID, err := s.LoadMany(ctx, ids)
	if err != nil {
		return nil, uuid.Nil, err
	}
	for _, id := range ids {
		if c := byID[id]; c != nil { // nil when it was deleted just now
			customers = append(customers, c)
		}
	}
	return customers, last, nil
}
