package shop

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entshop "github.com/kartoteka/kartoteka/gen/ent/shop"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var errNotFound = fault.New(fault.NotFound, "SHOP_NOT_FOUND", "There is no such shop.")

// store keeps shops. It is the only part of the package that knows the table.
type store struct {
	db *database.DB
}

func (s store) get(ctx context.Context, id uuid.UUID) (Shop, error) {
	row, err := s.db.Client(ctx).Shop.Get(ctx, id)
	if ent.IsNotFound(err) {
		return Shop{}, errNotFound
	}
	if err != nil {
		return Shop{}, fmt.Errorf("get shop %s: %w", id, err)
	}
	return fromRow(row), nil
}

func (s store) list(ctx context.Context) ([]Shop, error) {
	rows, err := s.db.Client(ctx).Shop.Query().All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list shops: %w", err)
	}
	shops := make([]Shop, len(rows))
	for i, row := range rows {
		shops[i] = fromRow(row)
	}
	return shops, nil
}

func (s store) oldest(ctx context.Context) (Shop, error) {
	row, err := s.db.Client(ctx).Shop.Query().Order(entshop.ByCreatedAt(), entshop.ByID()).First(ctx)
	if ent.IsNotFound(err) {
		return Shop{}, errNotFound
	}
	if err != nil {
		return Shop{}, fmt.Errorf("get first shop: %w", err)
	}
	return fromRow(row), nil
}

func (s store) hasCode(ctx context.Context, code string) (bool, error) {
	found, err := s.db.Client(ctx).Shop.Query().Where(entshop.Code(code)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look up shop by code: %w", err)
	}
	return found, nil
}

// insert adds a shop. Its code was free a moment ago: if it no longer is, the transaction begins again.
func (s store) insert(ctx context.Context, shop Shop) error {
	err := s.db.Client(ctx).Shop.Create().
		SetID(shop.ID).
		SetVersion(shop.Version).
		SetCode(shop.Code).
		SetName(shop.Name).
		SetDomain(shop.Domain).
		SetCountry(string(shop.Country)).
		SetLanguage(shop.Language).
		SetCurrency(shop.Currency).
		SetTimeZone(shop.TimeZone).
		SetApprovalRequired(shop.ApprovalRequired).
		SetErpDiscountsOff(shop.Pricing.ERPDiscountsOff).
		SetShopDiscounts(string(shop.Pricing.ShopDiscounts)).
		SetFloorE2(floorE2(shop)).
		SetCreatedAt(shop.CreatedAt).
		SetUpdatedAt(shop.UpdatedAt).
		Exec(ctx)
	if database.IsUniqueViolation(err) {
		return database.ErrRaced
	}
	if err != nil {
		return fmt.Errorf("insert shop %s: %w", shop.ID, err)
	}
	return nil
}

// update saves a shop over the version before its own.
func (s store) update(ctx context.Context, shop Shop) error {
	saved, err := s.db.Client(ctx).Shop.Update().
		Where(entshop.ID(shop.ID), entshop.Version(shop.Version-1)).
		SetVersion(shop.Version).
		SetName(shop.Name).
		SetDomain(shop.Domain).
		SetCountry(string(shop.Country)).
		SetLanguage(shop.Language).
		SetCurrency(shop.Currency).
		SetTimeZone(shop.TimeZone).
		SetApprovalRequired(shop.ApprovalRequired).
		SetErpDiscountsOff(shop.Pricing.ERPDiscountsOff).
		SetShopDiscounts(string(shop.Pricing.ShopDiscounts)).
		SetFloorE2(floorE2(shop)).
		SetUpdatedAt(shop.UpdatedAt).
		Save(ctx)
	if err != nil {
		return fmt.Errorf("update shop %s: %w", shop.ID, err)
	}
	if saved == 0 {
		return database.ErrRaced
	}
	return nil
}

// keepPast keeps what the shop counted of discounts until now, for prices of the past.
func (s store) keepPast(ctx context.Context, shop Shop, until time.Time) error {
	err := s.db.Client(ctx).PastPricing.Create().
		SetShopID(shop.ID).
		SetUntil(until).
		SetErpDiscountsOff(shop.Pricing.ERPDiscountsOff).
		SetShopDiscounts(string(shop.Pricing.ShopDiscounts)).
		SetFloorE2(floorE2(shop)).
		SetCurrency(shop.Currency).
		SetTimeZone(shop.TimeZone).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep past pricing of shop %s: %w", shop.ID, err)
	}
	return nil
}

// floorE2 is the floor as the database keeps it; a shop that is saved has a valid one.
func floorE2(shop Shop) int32 {
	floor, _ := money.ParsePercent(shop.Pricing.Floor)
	return floor.E2()
}

func fromRow(row *ent.Shop) Shop {
	return Shop{
		ID: row.ID, Version: row.Version,
		Code: row.Code, Name: row.Name, Domain: row.Domain,
		Country: country.Code(row.Country), Language: row.Language, Currency: row.Currency, TimeZone: row.TimeZone,
		ApprovalRequired: row.ApprovalRequired,
		Pricing: Pricing{
			ERPDiscountsOff: row.ErpDiscountsOff, ShopDiscounts: Stacking(row.ShopDiscounts),
			Floor: floorText(money.PercentFromE2(row.FloorE2)),
		},
		CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
}
