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

// table is where shops are kept.
var table = database.Table[Shop]{Name: entshop.Table, Columns: []database.Column[Shop]{
	{Name: entshop.FieldID, Value: func(s Shop) any { return s.ID }},
	{Name: entshop.FieldVersion, Value: func(s Shop) any { return s.Version }},
	{Name: entshop.FieldCreatedAt, Value: func(s Shop) any { return s.CreatedAt }},
	{Name: entshop.FieldUpdatedAt, Value: func(s Shop) any { return s.UpdatedAt }},
	{Name: entshop.FieldCode, Value: func(s Shop) any { return s.Code }},
	{Name: entshop.FieldName, Value: func(s Shop) any { return s.Name }},
	{Name: entshop.FieldDomain, Value: func(s Shop) any { return s.Domain }},
	{Name: entshop.FieldCountry, Value: func(s Shop) any { return string(s.Country) }},
	{Name: entshop.FieldLanguage, Value: func(s Shop) any { return s.Language }},
	{Name: entshop.FieldCurrency, Value: func(s Shop) any { return s.Currency }},
	{Name: entshop.FieldTimeZone, Value: func(s Shop) any { return s.TimeZone }},
	{Name: entshop.FieldApprovalRequired, Value: func(s Shop) any { return s.ApprovalRequired }},
	{Name: entshop.FieldErpDiscountsOff, Value: func(s Shop) any { return s.Pricing.ERPDiscountsOff }},
	{Name: entshop.FieldShopDiscounts, Value: func(s Shop) any { return string(s.Pricing.ShopDiscounts) }},
	{Name: entshop.FieldFloorE2, Value: func(s Shop) any { return floorE2(s) }},
}}

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
