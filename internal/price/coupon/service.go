package coupon

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// Service keeps the coupons.
type Service struct {
	db      *database.DB
	clock   clock.Clock
	history *audit.Log
	store   store
}

// NewService returns the coupons kept in the database.
func NewService(db *database.DB, clock clock.Clock, history *audit.Log) *Service {
	return &Service{db: db, clock: clock, history: history, store: store{db: db}}
}

// Create adds a coupon. Errors: COUPON_CODE_TAKEN, CUSTOMER_NOT_FOUND, and those of the fields.
func (s *Service) Create(ctx context.Context, draft Draft) (Coupon, error) {
	c, err := draft.read()
	if err != nil {
		return Coupon{}, err
	}
	c.ID, c.Version, c.CreatedAt = id.New(), 1, s.clock.Now()
	c.UpdatedAt = c.CreatedAt
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		taken, err := s.store.isTaken(ctx, c.Code)
		if err != nil {
			return err
		}
		if taken {
			return errCodeTaken
		}
		if c.CustomerName, err = s.nameOf(ctx, c.CustomerID); err != nil {
			return err
		}
		if err := s.store.insert(ctx, c); err != nil {
			return err
		}
		return s.record(ctx, actionCreated, Coupon{}, c)
	})
	return c, err
}

// Update is a change of some fields of a coupon.
type Update struct {
	ID     uuid.UUID
	ETag   string // as the caller has seen it; not checked when empty
	Mask   []string
	Values Draft
}

// Update changes the fields that the mask names. Where nothing differs, nothing is written.
// Errors: COUPON_NOT_FOUND, COUPON_ENDED, ETAG_MISMATCH, MASK_REQUIRED, MASK_UNKNOWN and those of Create.
func (s *Service) Update(ctx context.Context, update Update) (Coupon, error) {
	return s.change(ctx, update.ID, update.ETag, func(ctx context.Context, current Coupon) (Coupon, error) {
		if !current.EndedAt.IsZero() {
			return Coupon{}, errEnded
		}
		draft, err := editable.Apply(update.Mask, current.draft(), update.Values)
		if err != nil {
			return Coupon{}, err
		}
		wanted, err := draft.read()
		if err != nil {
			return Coupon{}, err
		}
		changed := current
		changed.Name, changed.Percent, changed.Amount = wanted.Name, wanted.Percent, wanted.Amount
		changed.ValidFrom, changed.ValidTo, changed.MaxUses = wanted.ValidFrom, wanted.ValidTo, wanted.MaxUses
		changed.CustomerID = wanted.CustomerID
		changed.CustomerName, err = s.nameOf(ctx, wanted.CustomerID)
		return changed, err
	})
}

// End ends a coupon at once and for good. Ending again changes nothing. Errors: COUPON_NOT_FOUND, ETAG_MISMATCH.
func (s *Service) End(ctx context.Context, couponID uuid.UUID, etag string) (Coupon, error) {
	return s.change(ctx, couponID, etag, func(_ context.Context, current Coupon) (Coupon, error) {
		if current.EndedAt.IsZero() {
			current.EndedAt = s.clock.Now()
		}
		return current, nil
	})
}

// change saves what becomes of a coupon.
func (s *Service) change(ctx context.Context, couponID uuid.UUID, etag string,
	become func(ctx context.Context, current Coupon) (Coupon, error),
) (Coupon, error) {
	var changed Coupon
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		current, err := s.store.get(ctx, couponID)
		if err != nil {
			return err
		}
		if err := fault.CheckETag(etag, current.ETag()); err != nil {
			return err
		}
		if changed, err = become(ctx, current); err != nil || len(changes(current, changed)) == 0 {
			return err
		}
		changed.Version, changed.UpdatedAt = current.Version+1, s.clock.Now()
		if err := s.store.update(ctx, changed); err != nil {
			return err
		}
		action := actionUpdated
		if current.EndedAt != changed.EndedAt {
			action = actionEnded
		}
		return s.record(ctx, action, current, changed)
	})
	return changed, err
}

// nameOf is the name of the customer that a coupon is bound to.
func (s *Service) nameOf(ctx context.Context, customerID uuid.UUID) (string, error) {
	if customerID == uuid.Nil {
		return "", nil
	}
	name, ok, err := s.store.customerName(ctx, customerID)
	if err == nil && !ok {
		err = customerNotFound("coupon.customerId")
	}
	return name, err
}

func (s *Service) record(ctx context.Context, action string, before, after Coupon) error {
	return s.history.Record(ctx, entries(action, before, after)...)
}

var errCodeTaken = fault.Taken("coupon.code", "COUPON_CODE_TAKEN", "Another coupon has this code.")

func customerNotFound(path string) error {
	return fault.Missing(path, "CUSTOMER_NOT_FOUND", "There is no such customer.")
}
