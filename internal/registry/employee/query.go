package employee

import (
	"context"

	"github.com/google/uuid"
)

// List returns the employees of a customer, the default first, the others by name.
func (s *Service) List(ctx context.Context, customerID uuid.UUID) ([]Employee, error) {
	employees, err := s.ListByCustomers(ctx, []uuid.UUID{customerID})
	if err != nil || len(employees) > 0 {
		return employees[customerID], err
	}
	exists, err := s.store.hasCustomer(ctx, customerID)
	if err == nil && !exists {
		err = errNoCustomer
	}
	return nil, err
}
