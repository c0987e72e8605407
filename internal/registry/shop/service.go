package shop

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// Deps is what the service works with.
type Deps struct {
	DB      *database.DB
	Clock   clock.Clock
	History *audit.Log
}

// Service keeps the shops.
type Service struct {
	db      *database.DB
	clock   clock.Clock
	history *audit.Log
	store   store
}

// NewService returns the shops kept in the database.
func NewService(deps Deps) *Service {
	return &Service{db: deps.DB, clock: deps.Clock, history: deps.History, store: store{db: deps.DB}}
}

// Create adds a shop with the settings of the given one.
func (s *Service) Create(ctx context.Context, shop Shop) (Shop, error) {
	shop, err := shop.Canonical()
	if err != nil {
		return Shop{}, err
	}
	shop.ID, shop.Version = id.New(), 1
	shop.CreatedAt = s.clock.Now()
	shop.UpdatedAt = shop.CreatedAt
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		taken, err := s.store.hasCode(ctx, shop.Code)
		if err != nil {
			return err
		}
		if taken {
			return codeTaken()
		}
		if err := s.store.insert(ctx, shop); err != nil {
			return err
		}
		return s.record(ctx, actionCreated, Shop{}, shop)
	})
	return shop, err
}

// Update is a change of some settings of a shop.
type Update struct {
	ID     uuid.UUID
	ETag   string // as the caller has seen it; not checked when empty
	Mask   []string
	Values Shop
}

// Update changes the settings that the mask names; the code stays. Where nothing differs, nothing is written.
func (s *Service) Update(ctx context.Context, update Update) (Shop, error) {
	var shop Shop
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		current, err := s.store.get(ctx, update.ID)
		if err != nil {
			return err
		}
		if err := fault.CheckETag(update.ETag, current.ETag()); err != nil {
			return err
		}
		if shop, err = current.With(update.Mask, update.Values); err != nil {
			return err
		}
		if shop, err = shop.Canonical(); err != nil || shop == current {
			return err
		}
		shop.Version, shop.UpdatedAt = current.Version+1, s.clock.Now()
		if err := s.store.update(ctx, shop); err != nil {
			return err
		}
		if pricesDiffer(current, shop) {
			if err := s.store.keepPast(ctx, current, shop.UpdatedAt); err != nil {
				return err
			}
		}
		return s.record(ctx, actionUpdated, current, shop)
	})
	return shop, err
}

// EnsureDefault creates the first shop if there is none yet.
func (s *Service) EnsureDefault(ctx context.Context) error {
	shops, err := s.List(ctx)
	if err != nil || len(shops) > 0 {
		return err
	}
	_, err = s.Create(auth.With(ctx, auth.System()), first())
	if fault.Is(err, codeTaken().Reason) {
		return nil // by another process that started at the same moment
	}
	return err
}

func (s *Service) record(ctx context.Context, action string, before, after Shop) error {
	return s.history.Record(ctx, audit.Entry{SubjectID: after.ID, Action: action, Changes: audit.Diff(fields, before, after)})
}

func codeTaken() *fault.Fault {
	const reason, text = "SHOP_CODE_TAKEN", "Another shop has this code."
	return &fault.Fault{
		Kind: fault.AlreadyExists, Reason: reason, Text: text,
		Fields: []fault.Field{{Path: "shop.code", Reason: reason, Text: text}},
	}
}
