package customer

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// CreateInput is a new customer with its addresses.
type CreateInput struct {
	Change       Change
	Addresses    []AddressChange
	Serial       int64 // from Numbers; not used in a dry run
	ValidateOnly bool
}

// Create adds a registered customer, its addresses and its default employee (EMPL-1).
func (s *Service) Create(ctx context.Context, in CreateInput) (*Customer, error) {
	shop, home, err := s.Shops.Home(ctx)
	if err != nil {
		return nil, err
	}
	draft, addresses, err := s.draft(in, shop, home)
	if err != nil {
		return nil, err
	}
	if in.ValidateOnly {
		return s.preview(ctx, draft)
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.checkReferences(ctx, draft); err != nil {
			return err
		}
		if err := s.save(ctx, draft, addresses); err != nil {
			return err
		}
		return s.findTwin(ctx, draft)
	})
	if err != nil {
		return nil, err
	}
	return draft, nil
}

// preview refuses what Create would, and writes nothing.
func (s *Service) preview(ctx context.Context, draft *Customer) (*Customer, error) {
	if err := s.checkReferences(ctx, draft); err != nil {
		return nil, err
	}
	if err := s.Employees.CheckDefault(ctx, loginOf(draft)); err != nil {
		return nil, err
	}
	draft.ID = uuid.Nil
	return draft, s.findTwin(ctx, draft)
}

// draft makes the customer and its addresses and collects every violation.
func (s *Service) draft(in CreateInput, shop uuid.UUID, home country.Code) (*Customer, []*Address, error) {
	now := s.Clock.Now()
	created := New(FromAdmin, now)
	created.Serial = in.Serial
	violations := fault.Within("customer.", created.Apply(in.Change, home))
	if in.Change.Email == nil || strings.TrimSpace(*in.Change.Email) == "" {
		violations = append(violations, fault.Field{
			Path: "customer.email", Reason: "EMAIL_REQUIRED",
			Text: "An e-mail is required: the default employee logs in with it.",
		})
	}
	created.joinAnyShop(shop)
	addresses, more := NewAddresses(created.ID, in.Addresses)
	return created, addresses, fault.InvalidFields(append(violations, more...))
}

func (s *Service) save(ctx context.Context, created *Customer, addresses []*Address) error {
	created.HasDefaultEmployee, created.EmployeeEmails = true, []string{created.Email.Key}
	if err := s.Commit(ctx, Edit{After: created, Entries: addressEntries(addresses)}); err != nil {
		return err
	}
	if err := s.store.insertAddresses(ctx, addresses, created.CreatedAt); err != nil {
		return err
	}
	return s.Employees.CreateDefault(ctx, loginOf(created))
}

// loginOf is what the default employee of a new customer is made of.
func loginOf(c *Customer) Login {
	return Login{CustomerID: c.ID, Email: c.Email, FirstName: c.FirstName, LastName: c.LastName, Phone: c.Phone}
}
