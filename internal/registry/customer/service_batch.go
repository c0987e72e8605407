package customer

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// What follows serves processes that change many customers in one transaction, and end in Commit.

// LoadMany returns customers by id with everything that hangs on them; unknown ids are left out.
func (s *Service) LoadMany(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]*Customer, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	loaded, err := s.store.load(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[uuid.UUID]*Customer, len(loaded))
	for _, c := range loaded {
		byID[c.ID] = c
	}
	return byID, nil
}

// AddressesOf returns the addresses of customers: billing before shipping, defaults first.
func (s *Service) AddressesOf(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID][]*Address, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return s.store.addressesOf(ctx, ids)
}

// ReplaceAddresses deletes addresses by id and writes others, which may have the same ids.
func (s *Service) ReplaceAddresses(ctx context.Context, deleted []uuid.UUID, written []*Address, now time.Time) error {
	if err := s.store.deleteAddresses(ctx, deleted); err != nil {
		return err
	}
	return s.store.insertAddresses(ctx, written, now)
}
