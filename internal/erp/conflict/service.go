package conflict

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// Service keeps the tray.
type Service struct {
	db        *database.DB
	customers *customer.Service
	store     *store
}

// NewService returns the tray kept in the database.
func NewService(db *database.DB, customers *customer.Service) *Service {
	return &Service{db: db, customers: customers, store: &store{db: db}}
}

// Keep puts conflicts into the tray, in the transaction of the push that found them. A field that is
// there already shows the newer conflict.
func (s *Service) Keep(ctx context.Context, conflicts []Conflict) error {
	return s.store.save(ctx, conflicts)
}

// Resolve takes a conflict out of the tray. The shop's value is put back as an edit by whoever
// resolves it. Errors: SYNC_CONFLICT_NOT_FOUND, and those of customer.Update.
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
