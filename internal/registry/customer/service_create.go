package customer

import (
	"context"
	"errors"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
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
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.checkReferences(ctx, draft); err != nil {
			return err
		}
		if err := s.save(ctx, draft, addresses); err != nil {
			return err
		}
		if in.ValidateOnly {
			return errDryRun
		}
		return nil
	})
	if errors.Is(err, errDryRun) {
		draft.ID, draft.Serial = uuid.Nil, 0
		return draft, nil
	}
	if err != nil {
		return nil, err
	}
	return draft, nil
}

// errDryRun takes back what a dry run has written.
var errDryRun = fault.New(fault.Precondition, "DRY_RUN", "Nothing was saved.")

// draft makes the customer and its addresses and collects every violation.
func (s *Service) draft(in CreateInput, shop uuid.UUID, home country.Code) (*Customer, []*Address, error) {
	now := s.Clock.Now()
	created := New(FromAdmin, now)
	created.Serial = in.Serial
	violations := prefixed("customer.", created.Apply(in.Change, home))
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
	if err := s.store.insert(ctx, []*Customer{created}); err != nil {
		return err
	}
	if err := s.store.insertAddresses(ctx, addresses, created.CreatedAt); err != nil {
		return err
	}
	err := s.Employees.CreateDefault(ctx, Login{
		CustomerID: created.ID, Email: created.Email,
		FirstName: created.FirstName, LastName: created.LastName, Phone: created.Phone,
	})
	if err != nil {
		return err
	}
	changes := Diff(nil, created)
	s.Feed.Append(ctx, feed.Event{CustomerID: created.ID, Version: created.Version, Kind: feed.Upsert, ChangedFields: audit.Names(changes)})
	return s.History.Record(ctx, append(
		[]audit.Entry{entry(created.ID, "CUSTOMER_CREATED", changes)}, addressEntries(addresses)...)...)
}
