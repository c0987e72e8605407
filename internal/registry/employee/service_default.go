package employee

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/id"
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
	now := s.Clock.Now()
	employee := Employee{
		ID: id.New(), Version: 1, CustomerID: customerID,
		Email: input.Email, FirstName: input.FirstName, LastName: input.LastName, Phone: input.Phone,
		Role: Owner, IsDefault: true, CreatedAt: now, UpdatedAt: now,
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.CheckDefault(ctx, input); err != nil {
			return err
		}
		if err := table.Insert(ctx, s.DB, employee); err != nil {
			return err
		}
		return s.kind.Record(ctx, actionCreated, Employee{}, employee)
	})
}

// CheckDefault refuses an e-mail that CreateDefault would refuse, and writes nothing.
func (s *Service) CheckDefault(ctx context.Context, input DefaultInput) error {
	return s.checkEmail(ctx, Employee{Email: input.Email}, "customer.")
}

// SetDefault makes an employee the default of its customer (EMPL-2). Errors: EMPLOYEE_NOT_FOUND,
// ETAG_MISMATCH.
func (s *Service) SetDefault(ctx context.Context, id uuid.UUID, etag string) (Employee, error) {
	var after Employee
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		before, err := s.kind.CheckOut(ctx, id, etag)
		after = before
		if err != nil || before.IsDefault {
			return err
		}
		former, err := s.store.findDefault(ctx, before.CustomerID)
		if err != nil {
			return err
		}
		if err := s.clearDefault(ctx, former); err != nil {
			return err
		}
		after.IsDefault, after.Version, after.UpdatedAt = true, before.Version+1, s.Clock.Now()
		if err := s.save(ctx, before, after); err != nil {
			return err
		}
		return s.History.Record(ctx, defaultMoved(former, after))
	})
	return after, err
}

// clearDefault makes room for another default employee, as the database allows one at any moment. It does
// nothing if the former is not the default one.
func (s *Service) clearDefault(ctx context.Context, former Employee) error {
	if !former.IsDefault {
		return nil
	}
	after := former
	after.IsDefault, after.UpdatedAt = false, s.Clock.Now()
	return table.Update(ctx, s.DB, Revision{Before: former, After: after})
}
