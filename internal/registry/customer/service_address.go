package customer

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// CreateAddress adds an address; the first of its type becomes the default (CUST-12).
func (s *Service) CreateAddress(ctx context.Context, customerID uuid.UUID, change AddressChange) (*Address, error) {
	draft := newAddress(customerID)
	if err := fault.InvalidFields(fault.Within("address.", draft.Apply(change))); err != nil {
		return nil, err
	}
	var added *Address
	err := s.rearrange(ctx, customerID, func(addresses []*Address) ([]*Address, error) {
		if len(addresses) >= maxAddresses {
			return nil, fault.New(fault.Precondition, "TOO_MANY_ADDRESSES", "A customer has at most 50 addresses.")
		}
		added = draft.clone()
		addresses = append(addresses, added)
		settleDefaults(addresses, added)
		return addresses, nil
	})
	if err != nil {
		return nil, err
	}
	return added, nil
}

// UpdateAddressInput changes an address; an empty ETag is not checked.
type UpdateAddressInput struct {
	ID     uuid.UUID
	ETag   string
	Change AddressChange
}

// UpdateAddress changes an address that staff own. A default that gives up its mark passes it on.
func (s *Service) UpdateAddress(ctx context.Context, in UpdateAddressInput) (*Address, error) {
	customerID, err := s.store.addressOwner(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	var saved *Address
	err = s.rearrange(ctx, customerID, func(addresses []*Address) ([]*Address, error) {
		edited, err := editable(addresses, in.ID, in.ETag)
		if err != nil {
			return nil, err
		}
		if err := fault.InvalidFields(fault.Within("address.", edited.Apply(in.Change))); err != nil {
			return nil, err
		}
		settleDefaults(addresses, edited)
		saved = edited
		return addresses, nil
	})
	if err != nil {
		return nil, err
	}
	return saved, nil
}

// DeleteAddress deletes an address that staff own; another of its type becomes the default.
func (s *Service) DeleteAddress(ctx context.Context, id uuid.UUID, etag string) error {
	customerID, err := s.store.addressOwner(ctx, id)
	if err != nil {
		return err
	}
	return s.rearrange(ctx, customerID, func(addresses []*Address) ([]*Address, error) {
		deleted, err := editable(addresses, id, etag)
		if err != nil {
			return nil, err
		}
		addresses = slices.DeleteFunc(addresses, func(a *Address) bool { return a == deleted })
		settleDefaults(addresses, nil)
		return addresses, nil
	})
}

// ListAddresses returns the addresses of a customer: billing before shipping, defaults first.
func (s *Service) ListAddresses(ctx context.Context, customerID uuid.UUID) ([]*Address, error) {
	found, err := s.store.exists(ctx, customerID)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, errNotFound
	}
	return s.store.addresses(ctx, customerID)
}

// rearrange applies a rule to all addresses of a customer and saves what came of it, with its
// history. Where nothing comes of it, nothing is written; where something does, the customer is
// locked and the rule applied again, so that two callers at once cannot leave two defaults, or none.
func (s *Service) rearrange(ctx context.Context, customerID uuid.UUID, rule func([]*Address) ([]*Address, error)) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		edits, err := s.addressEdits(ctx, customerID, rule)
		if err != nil || len(edits) == 0 {
			return err
		}
		if err := s.ChildrenChanged(ctx, []uuid.UUID{customerID}, "addresses"); err != nil {
			return err
		}
		if edits, err = s.addressEdits(ctx, customerID, rule); err != nil {
			return err
		}
		if err := s.store.saveAddresses(ctx, edits, s.Clock.Now()); err != nil {
			return err
		}
		entries := make([]audit.Entry, len(edits))
		for i, edit := range edits {
			entries[i] = edit.entry()
		}
		return s.History.Record(ctx, entries...)
	})
}

func (s *Service) addressEdits(ctx context.Context, customerID uuid.UUID, rule func([]*Address) ([]*Address, error)) ([]addressEdit, error) {
	before, err := s.store.addresses(ctx, customerID)
	if err != nil {
		return nil, err
	}
	copies := make([]*Address, len(before))
	for i, a := range before {
		copies[i] = a.clone()
	}
	after, err := rule(copies)
	if err != nil {
		return nil, err
	}
	return editsBetween(before, after), nil
}
