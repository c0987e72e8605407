package shop

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
)

// Dependencies are what the Service stands on.
type Dependencies struct {
	DB      *database.DB
	Clock   clock.Clock
	History *audit.Log
}

// Service keeps the shops.
type Service struct {
	Dependencies

	store store
	kind  entity.Kind[Shop]
}

// NewService returns the shops kept in the database.
func NewService(on Dependencies) *Service {
	s := &Service{Dependencies: on, store: store{db: on.DB}}
	s.kind = entity.Kind[Shop]{
		DB: on.DB, Clock: on.Clock, History: on.History, Fields: fields, Get: s.store.get, Save: s.save,
		Stamp: func(shop *Shop) (uuid.UUID, *int64, *time.Time) { return shop.ID, &shop.Version, &shop.UpdatedAt },
	}
	return s
}

// path is that of a shop in the requests.
const path = "shop."

// Create adds a shop. Errors: SHOP_CODE_TAKEN, and INVALID_FIELDS with those of Apply.
func (s *Service) Create(ctx context.Context, change Change) (Shop, error) {
	var shop Shop
	err := fault.InvalidFields(fault.Within(path, shop.Apply(form.Whole(change))))
	if err != nil {
		return Shop{}, err
	}
	shop.ID, shop.Version, shop.CreatedAt = id.New(), 1, s.Clock.Now()
	shop.UpdatedAt = shop.CreatedAt
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		taken, err := s.store.hasCode(ctx, shop.Code)
		if err != nil {
			return err
		}
		if taken {
			return errCodeTaken
		}
		if err := table.Insert(ctx, s.DB, shop); err != nil {
			return err
		}
		return s.kind.Record(ctx, actionCreated, Shop{}, shop)
	})
	return shop, err
}

// Update changes settings of a shop; the code stays. An empty etag is not checked. Where nothing differs,
// nothing is written. Errors: SHOP_NOT_FOUND, ETAG_MISMATCH, and INVALID_FIELDS with those of Apply.
func (s *Service) Update(ctx context.Context, id uuid.UUID, etag string, change Change) (Shop, error) {
	update := entity.Change{ID: id, ETag: etag, Action: actionUpdated}
	return s.kind.Change(ctx, update, func(_ context.Context, shop *Shop) error {
		return fault.InvalidFields(fault.Within(path, shop.Apply(change)))
	})
}

func (s *Service) save(ctx context.Context, before, after Shop) error {
	if err := table.Update(ctx, s.DB, database.Revision[Shop]{Before: before, After: after}); err != nil {
		return err
	}
	if !pricesDiffer(before, after) {
		return nil
	}
	return s.store.keepPast(ctx, before, after.UpdatedAt)
}

// EnsureDefault creates the first shop if there is none yet.
func (s *Service) EnsureDefault(ctx context.Context) error {
	shops, err := s.List(ctx)
	if err != nil || len(shops) > 0 {
		return err
	}
	_, err = s.Create(auth.With(ctx, auth.System()), first())
	if fault.Is(err, errCodeTaken.Reason) {
		return nil // by another process that started at the same moment
	}
	return err
}

var errCodeTaken = fault.Taken(path+"code", "SHOP_CODE_TAKEN", "Another shop has this code.")
