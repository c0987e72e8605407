package coupon

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entcoupon "github.com/kartoteka/kartoteka/gen/ent/coupon"
	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

var errNotFound = fault.New(fault.NotFound, "COUPON_NOT_FOUND", "There is no such coupon.")

// store keeps coupons. It is the only part of the package that knows the tables.
type store struct{ db *database.DB }

func (s store) get(ctx context.Context, couponID uuid.UUID) (Coupon, error) {
	row, err := s.db.Client(ctx).Coupon.Query().Where(entcoupon.ID(couponID)).WithCustomer(justName).Only(ctx)
	if ent.IsNotFound(err) {
		return Coupon{}, errNotFound
	}
	if err != nil {
		return Coupon{}, fmt.Errorf("get coupon %s: %w", couponID, err)
	}
	return fromRow(row), nil
}

func (s store) findByCode(ctx context.Context, code string) (Coupon, error) {
	if !isCode(code) {
		return Coupon{}, errUnknown // PostgreSQL would fail on a zero byte
	}
	row, err := s.db.Client(ctx).Coupon.Query().Where(entcoupon.CodeKey(Key(code))).Only(ctx)
	if ent.IsNotFound(err) {
		return Coupon{}, errUnknown
	}
	if err != nil {
		return Coupon{}, fmt.Errorf("find coupon by code: %w", err)
	}
	return fromRow(row), nil
}

func (s store) isTaken(ctx context.Context, code string) (bool, error) {
	taken, err := s.db.Client(ctx).Coupon.Query().Where(entcoupon.CodeKey(Key(code))).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look up coupon by code: %w", err)
	}
	return taken, nil
}

// insert adds a coupon. Its code was free a moment ago: if it no longer is, the transaction begins again.
func (s store) insert(ctx context.Context, c Coupon) error {
	err := s.db.Client(ctx).Coupon.Create().
		SetID(c.ID).SetVersion(c.Version).
		SetCode(c.Code).SetCodeKey(Key(c.Code)).
		SetName(c.Name).SetSearchText(searchText(c)).
		SetPercentE2(c.Percent.E2()).SetAmountE4(c.Amount.E4()).SetAmountCurrency(c.Amount.Currency).
		SetValidFrom(string(c.ValidFrom)).SetValidTo(string(c.ValidTo)).
		SetNillableMaxUses(orNull(c.MaxUses)).SetNillableCustomerID(orNull(c.CustomerID)).
		SetCreatedAt(c.CreatedAt).SetUpdatedAt(c.UpdatedAt).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("insert coupon %s: %w", c.ID, database.Raced(err))
	}
	return nil
}

// update saves a coupon, without its uses, over the version before its own.
func (s store) update(ctx context.Context, c Coupon) error {
	update := s.db.Client(ctx).Coupon.Update().
		Where(entcoupon.ID(c.ID), entcoupon.Version(c.Version-1)).
		SetVersion(c.Version).
		SetName(c.Name).SetSearchText(searchText(c)).
		SetPercentE2(c.Percent.E2()).SetAmountE4(c.Amount.E4()).SetAmountCurrency(c.Amount.Currency).
		SetValidFrom(string(c.ValidFrom)).SetValidTo(string(c.ValidTo)).
		SetNillableEndedAt(orNull(c.EndedAt)).
		SetUpdatedAt(c.UpdatedAt).
		ClearMaxUses().ClearCustomerID()
	if c.MaxUses > 0 {
		update.SetMaxUses(c.MaxUses)
	}
	if c.CustomerID != uuid.Nil {
		update.SetCustomerID(c.CustomerID)
	}
	saved, err := update.Save(ctx)
	if err != nil {
		return fmt.Errorf("update coupon %s: %w", c.ID, database.Raced(err))
	}
	if saved == 0 {
		return database.ErrRaced
	}
	return nil
}

// use counts a use of the coupon as it was read, if there is one left. If not, or if staff have
// changed it, the transaction begins again and sees why.
func (s store) use(ctx context.Context, c Coupon) error {
	used, err := s.db.Client(ctx).Coupon.Update().
		Where(entcoupon.ID(c.ID), entcoupon.Version(c.Version), func(sel *entsql.Selector) {
			sel.Where(entsql.Or(
				entsql.IsNull(sel.C(entcoupon.FieldMaxUses)),
				entsql.ColumnsLT(sel.C(entcoupon.FieldUses), sel.C(entcoupon.FieldMaxUses)),
			))
		}).
		AddUses(1).Save(ctx)
	if err != nil {
		return fmt.Errorf("use coupon %s: %w", c.ID, err)
	}
	if used == 0 {
		return database.ErrRaced
	}
	return nil
}

func (s store) giveBack(ctx context.Context, couponID uuid.UUID) error {
	err := s.db.Client(ctx).Coupon.Update().Where(entcoupon.ID(couponID), entcoupon.UsesGT(0)).AddUses(-1).Exec(ctx)
	if err != nil {
		return fmt.Errorf("give a use of coupon %s back: %w", couponID, err)
	}
	return nil
}

func (s store) customerName(ctx context.Context, customerID uuid.UUID) (name string, ok bool, err error) {
	row, err := s.db.Client(ctx).Customer.Query().Where(entcustomer.ID(customerID)).Select(entcustomer.FieldName).Only(ctx)
	if ent.IsNotFound(err) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("look up customer %s: %w", customerID, err)
	}
	return row.Name, true, nil
}

// shop returns what a shop's day and money are.
func (s store) shop(ctx context.Context, shopID uuid.UUID) (currency string, zone *time.Location, err error) {
	row, err := s.db.Client(ctx).Shop.Get(ctx, shopID)
	if ent.IsNotFound(err) {
		return "", nil, fault.New(fault.NotFound, "SHOP_NOT_FOUND", "There is no such shop.")
	}
	if err != nil {
		return "", nil, fmt.Errorf("get shop %s: %w", shopID, err)
	}
	if zone, err = time.LoadLocation(row.TimeZone); err != nil {
		return "", nil, fmt.Errorf("time zone of shop %s: %w", shopID, err)
	}
	return row.Currency, zone, nil
}

func justName(q *ent.CustomerQuery) { q.Select(entcustomer.FieldID, entcustomer.FieldName) }

func searchText(c Coupon) string { return fold.Search(c.Code, c.Name) }

// orNull says a zero value as an absent one.
func orNull[T comparable](value T) *T {
	var zero T
	if value == zero {
		return nil
	}
	return &value
}

func fromRow(row *ent.Coupon) Coupon {
	c := Coupon{
		ID: row.ID, Version: row.Version, Code: row.Code, Name: row.Name, Percent: money.PercentFromE2(row.PercentE2),
		ValidFrom: engine.Day(row.ValidFrom), ValidTo: engine.Day(row.ValidTo),
		MaxUses: database.FromNull(row.MaxUses), Uses: row.Uses, CustomerID: database.FromNull(row.CustomerID), EndedAt: database.FromNull(row.EndedAt),
		CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
	if row.AmountCurrency != "" {
		c.Amount = money.FromE4(row.AmountE4, row.AmountCurrency)
	}
	if row.Edges.Customer != nil {
		c.CustomerName = row.Edges.Customer.Name
	}
	return c
}
