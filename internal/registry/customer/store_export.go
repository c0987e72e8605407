package customer

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
)

func (s *store) idsAfter(ctx context.Context, after uuid.UUID, limit int) ([]uuid.UUID, error) {
	ids, err := s.db.Client(ctx).Customer.Query().Where(entcustomer.IDGT(after)).
		Order(entcustomer.ByID()).Limit(limit).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list ids of customers: %w", err)
	}
	return ids, nil
}
