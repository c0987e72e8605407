package coupon

import (
	"context"

	"github.com/google/uuid"

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
	return page.List[Coupon]{
		Query: query.hash(),
		After: func(place page.Place, limit int) ([]Coupon, error) {
			return s.store.list(ctx, query, today, place.ID, limit)
		},
		At: func(c Coupon) page.Place { return page.Place{ID: c.ID} },
	}.Read(query.PageSize, query.PageToken)
}

// ListRedemptions returns a page of a coupon's redemptions, newest first, and the token of the next
// one, empty on the last. Errors: COUPON_NOT_FOUND.
func (s *Service) ListRedemptions(ctx context.Context, couponID uuid.UUID, size int32, token string) (redemptions []Redemption, next string, err error) {
	if _, err := s.store.get(ctx, couponID); err != nil {
		return nil, "", err
	}
	return page.List[Redemption]{
		Query: page.Hash("redemptions", couponID.String()),
		After: func(place page.Place, limit int) ([]Redemption, error) {
			return s.store.redemptions(ctx, couponID, place.ID, limit)
		},
		At: func(r Redemption) page.Place { return page.Place{ID: r.ID} },
	}.Read(size, token)
}
