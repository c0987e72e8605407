package coupon

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
	entredemption "github.com/kartoteka/kartoteka/gen/ent/redemption"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var errRedemptionNotFound = fault.New(fault.NotFound, "REDEMPTION_NOT_FOUND", "There is no such redemption.")

func (s store) findRedemption(ctx context.Context, caller, requestID string) (Redemption, bool, error) {
	row, err := s.db.Client(ctx).Redemption.Query().
		Where(entredemption.Caller(caller), entredemption.RequestID(requestID)).Only(ctx)
	if ent.IsNotFound(err) {
		return Redemption{}, false, nil
	}
	if err != nil {
		return Redemption{}, false, fmt.Errorf("find redemption: %w", err)
	}
	return fromRedemption(row), true, nil
}

func (s store) redemption(ctx context.Context, redemptionID uuid.UUID) (Redemption, error) {
	row, err := s.db.Client(ctx).Redemption.Get(ctx, redemptionID)
	if ent.IsNotFound(err) {
		return Redemption{}, errRedemptionNotFound
	}
	if err != nil {
		return Redemption{}, fmt.Errorf("get redemption %s: %w", redemptionID, err)
	}
	return fromRedemption(row), nil
}

// insertRedemption adds a use. If the same request has just done so, the transaction begins again and finds it.
func (s store) insertRedemption(ctx context.Context, r Redemption) error {
	err := s.db.Client(ctx).Redemption.Create().
		SetID(r.ID).SetCouponID(r.CouponID).
		SetCaller(r.caller).SetRequestID(r.requestID).SetDigest(r.digest[:]).
		SetNillableCustomerID(orNull(r.CustomerID)).SetShopID(r.ShopID).SetOrderReference(r.OrderReference).
		SetReductionE4(r.Reduction.E4()).SetCurrency(r.Reduction.Currency).SetRedeemedAt(r.At).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("insert redemption %s: %w", r.ID, database.Raced(err))
	}
	return nil
}

// release marks a use as given back and reports whether it was the first to do so.
func (s store) release(ctx context.Context, redemptionID uuid.UUID, at time.Time) (isFirst bool, err error) {
	released, err := s.db.Client(ctx).Redemption.Update().
		Where(entredemption.ID(redemptionID), entredemption.ReleasedAtIsNil()).SetReleasedAt(at).Save(ctx)
	if err != nil {
		return false, fmt.Errorf("release redemption %s: %w", redemptionID, err)
	}
	return released == 1, nil
}

// redemptions returns the newest uses of a coupon below an id; Nil begins with the newest.
func (s store) redemptions(ctx context.Context, couponID, below uuid.UUID, limit int) ([]Redemption, error) {
	rows := s.db.Client(ctx).Redemption.Query().Where(entredemption.CouponID(couponID))
	if below != uuid.Nil {
		rows.Where(entredemption.IDLT(below))
	}
	found, err := rows.Order(entredemption.ByID(entsql.OrderDesc())).Limit(limit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list redemptions of coupon %s: %w", couponID, err)
	}
	redemptions := make([]Redemption, len(found))
	for i, row := range found {
		redemptions[i] = fromRedemption(row)
	}
	return redemptions, s.nameCustomers(ctx, redemptions)
}

// nameCustomers fills in what the customers are called, where they still are there.
func (s store) nameCustomers(ctx context.Context, redemptions []Redemption) error {
	ids := make([]uuid.UUID, len(redemptions))
	for i, r := range redemptions {
		ids[i] = r.CustomerID
	}
	rows, err := s.db.Client(ctx).Customer.Query().Where(entcustomer.IDIn(ids...)).
		Select(entcustomer.FieldID, entcustomer.FieldName).All(ctx)
	if err != nil {
		return fmt.Errorf("name customers: %w", err)
	}
	names := make(map[uuid.UUID]string, len(rows))
	for _, row := range rows {
		names[row.ID] = row.Name
	}
	for i, r := range redemptions {
		redemptions[i].CustomerName = names[r.CustomerID]
	}
	return nil
}

func fromRedemption(row *ent.Redemption) Redemption {
	r := Redemption{
		ID: row.ID, CouponID: row.CouponID, CustomerID: database.FromNull(row.CustomerID), ShopID: row.ShopID,
		OrderReference: row.OrderReference, Reduction: money.FromE4(row.ReductionE4, row.Currency),
		At: row.RedeemedAt, ReleasedAt: database.FromNull(row.ReleasedAt), caller: row.Caller, requestID: row.RequestID,
	}
	copy(r.digest[:], row.Digest)
	return r
}
