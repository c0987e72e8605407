package employee

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// DefaultInput is what a new customer says of its default employee.
type DefaultInput struct {
	Email     email.Address
	FirstName string
	LastName  string
	Phone     string
}

// CreateDefault creates the default employee of a new customer from the customer's own data, without
// a password (EMPL-1), and records it. It is called in the transaction that creates the customer,
// who need not be told.
func (s *Service) CreateDefault(ctx context.Context, customerID uuid.UUID, input DefaultInput) error {
	employee := Employee{
		ID: id.New(), CustomerID: customerID,
		Email: input.Email, FirstName: input.FirstName, LastName: input.LastName, Phone: input.Phone,
		Role: Owner, IsDefault: true,
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.checkEmail(ctx, employee, "customer.email"); err != nil {
			return err
		}
		employee, err := s.insert(ctx, employee)
		if err != nil {
			return err
		}
		return s.history.Record(ctx, Entry(Employee{}, employee))
	})
}

// CheckDefault refuses an e-mail that CreateDefault would refuse, and writes nothing.
func (s *Service) CheckDefault(ctx context.Context, input DefaultInput) error {
	return s.checkEmail(ctx, Employee{Email: input.Email}, "customer.email")
}

// SetDefault makes an employee the default of its customer (EMPL-2).
func (s *Service) SetDefault(ctx context.Context, id uuid.UUID, etag string) (Employee, error) {
	return s.change(ctx, id, etag, func(ctx context.Context, employee *Employee) ([]audit.Entry, error) {
		if employee.IsDefault {
			return nil, nil
		}
		previous, found, err := s.store.findDefault(ctx, employee.CustomerID)
		if err != nil {
			return nil, err
		}
		if found {
			if err := s.clearDefault(ctx, previous); err != nil {
				return nil, err
			}
		}
		employee.IsDefault = true
		return []audit.Entry{defaultMoved(previous, *employee)}, nil
	})
}

// clearDefault makes room for another default: the database allows one at any moment.
func (s *Service) clearDefault(ctx context.Context, employee Employee) error {
	employee.IsDefault = false
	_, err := s.save(ctx, employee)
	return err
}
