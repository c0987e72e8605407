package conflict

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// Service keeps conflicts.
type Service struct {
	db        *database.DB
	customers *customer.Service
	store     *store
}

// NewService returns the use cases.
func NewService(db *database.DB, customers *customer.Service) *Service {
	return &Service{db: db, customers: customers, store: &store{db: db}}
}

// Keep saves conflicts in the transaction of the push that found them. A newer conflict of a field
// replaces an older one.
func (s *Service) Keep(ctx context.Context, conflicts []Conflict) error {
	return s.store.save(ctx, conflicts)
}

// Resolve deletes a conflict. If the shop's value wins, it is put back by an update of the calling staff
// member. Errors: SYNC_CONFLICT_NOT_FOUND, and those of customer.Update.
func (s *Service) Resolve(ctx context.Context, id uuid.UUID, resolution Resolution) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		found, err := s.store.get(ctx, id)
		if err != nil {
			return err
		}
		if err := s.store.delete(ctx, id); err != nil {
			return err
		}
		if resolution != TakeShop {
			return nil
		}
		change, err := customer.ChangeTo(found.Field, found.ShopValue)
		if err != nil {
			return fmt.Errorf("resolve conflict %s: %w", id, err)
		}
		_, err = s.customers.Update(ctx, customer.UpdateInput{ID: found.CustomerID, Change: change})
		return err
	})
}
