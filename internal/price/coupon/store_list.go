package coupon

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entcoupon "github.com/kartoteka/kartoteka/gen/ent/coupon"
	entshop "github.com/kartoteka/kartoteka/gen/ent/shop"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// list returns the newest coupons below an id; Nil begins with the newest.
func (s store) list(ctx context.Context, query ListQuery, today engine.Day, below uuid.UUID, limit int) ([]Coupon, error) {
	rows := s.db.Client(ctx).Coupon.Query().WithCustomer(justName)
	for _, word := range fold.Words(query.Words) {
		rows.Where(entcoupon.SearchTextContains(word))
	}
	if query.CustomerID != uuid.Nil {
		rows.Where(entcoupon.CustomerID(query.CustomerID))
	}
	if query.Usable {
		rows.Where(
			entcoupon.EndedAtIsNil(),
			entcoupon.Or(entcoupon.ValidTo(""), entcoupon.ValidToGTE(string(today))),
			func(sel *entsql.Selector) {
				sel.Where(entsql.Or(
					entsql.IsNull(sel.C(entcoupon.FieldMaxUses)),
					entsql.ColumnsLT(sel.C(entcoupon.FieldUses), sel.C(entcoupon.FieldMaxUses)),
				))
			},
		)
	}
	if below != uuid.Nil {
		rows.Where(entcoupon.IDLT(below))
	}
	found, err := rows.Order(entcoupon.ByID(entsql.OrderDesc())).Limit(limit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list coupons: %w", err)
	}
	coupons := make([]Coupon, len(found))
	for i, row := range found {
		coupons[i] = fromRow(row)
	}
	return coupons, nil
}

// zone is the time zone of the first shop; UTC while there is none.
func (s store) zone(ctx context.Context) (*time.Location, error) {
	row, err := s.db.Client(ctx).Shop.Query().Order(entshop.ByCreatedAt(), entshop.ByID()).First(ctx)
	if ent.IsNotFound(err) {
		return time.UTC, nil
	}
	if err != nil {
		return nil, fmt.Errorf("get first shop: %w", err)
	}
	zone, err := time.LoadLocation(row.TimeZone)
	if err != nil {
		return nil, fmt.Errorf("time zone of shop %s: %w", row.ID, err)
	}
	return zone, nil
}
