package customer

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// The batch use cases serve processes that write many customers in one transaction of their own.
// They take rules, history and feed as done by the caller, who knows what to say there.

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

// InsertMany writes new customers; their ids, serials and times are set by the caller.
func (s *Service) InsertMany(ctx context.Context, customers []*Customer) error {
	return s.store.insert(ctx, customers)
}

// Revision is a customer before and after a change.
type Revision = database.Revision[*Customer]

// UpdateMany writes what differs, and the new version into each After. Where somebody else was
// faster it returns database.ErrRaced, which begins the transaction again.
func (s *Service) UpdateMany(ctx context.Context, revisions []Revision) error {
	return s.store.update(ctx, revisions...)
}

// TakeSerials returns the first of count consecutive serials within the caller's transaction: a
// rollback gives them back before anybody has seen them.
func (s *Service) TakeSerials(ctx context.Context, count int) (int64, error) {
	last, err := s.store.addSerials(ctx, int64(count))
	return last - int64(count) + 1, err
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
