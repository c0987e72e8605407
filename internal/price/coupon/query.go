package coupon

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// Get returns one coupon. Errors: COUPON_NOT_FOUND.
func (s *Service) Get(ctx context.Context, couponID uuid.UUID) (Coupon, error) {
	return s.store.get(ctx, couponID)
}

// ListQuery asks for a page of coupons; what is set narrows it.
type ListQuery struct {
	Words      string
	CustomerID uuid.UUID
	Usable     bool // on some day that is not over in the time zone of the first shop
	PageSize   int32
	PageToken  string
}

func (q ListQuery) hash() uint64 {
	usable := ""
	if q.Usable {
		usable = "usable"
	}
	return page.Hash("coupons", q.Words, q.CustomerID.String(), usable)
}

// List returns a page of coupons, newest first, and the token of the next one, empty on the last.
func (s *Service) List(ctx context.Context, query ListQuery) (coupons []Coupon, next string, err error) {
	zone, err := s.store.zone(ctx)
	if err != nil {
		return nil, "", err
	}
	today := engine.DayOf(s.clock.Now(), zone)
	return pageOf(query.PageSize, query.PageToken, query.hash(),
		func(below uuid.UUID, limit int) ([]Coupon, error) {
			return s.store.list(ctx, query, today, below, limit)
		},
		func(c Coupon) uuid.UUID { return c.ID })
}

// ListRedemptions returns a page of a coupon's redemptions, newest first, and the token of the next
// one, empty on the last. Errors: COUPON_NOT_FOUND.
func (s *Service) ListRedemptions(ctx context.Context, couponID uuid.UUID, size int32, token string) (redemptions []Redemption, next string, err error) {
	if _, err := s.store.get(ctx, couponID); err != nil {
		return nil, "", err
	}
	return pageOf(size, token, page.Hash("redemptions", couponID.String()),
		func(below uuid.UUID, limit int) ([]Redemption, error) {
			return s.store.redemptions(ctx, couponID, below, limit)
		},
		func(r Redemption) uuid.UUID { return r.ID })
}

// pageOf reads a page of what is listed newest first, by id.
func pageOf[T any](size int32, token string, hash uint64,
	list func(below uuid.UUID, limit int) ([]T, error), idOf func(T) uuid.UUID,
) (rows []T, next string, err error) {
	limit, err := page.Size(size)
	if err != nil {
		return nil, "", err
	}
	below := uuid.Nil
	if token != "" {
		cursor, err := page.Decode(token, hash)
		if err != nil {
			return nil, "", err
		}
		if below, err = id.Parse(cursor.ID); err != nil {
			return nil, "", page.ErrInvalid()
		}
	}
	rows, err = list(below, limit+1)
	if err != nil || len(rows) <= limit {
		return rows, "", err
	}
	return rows[:limit], page.Encode(page.Cursor{ID: idOf(rows[limit-1]).String(), Query: hash}), nil
}
