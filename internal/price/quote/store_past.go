package quote

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
	entdiscount "github.com/kartoteka/kartoteka/gen/ent/discount"
	entgroup "github.com/kartoteka/kartoteka/gen/ent/group"
	"github.com/kartoteka/kartoteka/gen/ent/membership"
	"github.com/kartoteka/kartoteka/gen/ent/pastdiscount"
	"github.com/kartoteka/kartoteka/gen/ent/pastgrouporder"
	"github.com/kartoteka/kartoteka/gen/ent/pastmembership"
	"github.com/kartoteka/kartoteka/gen/ent/pastpricing"
	"github.com/kartoteka/kartoteka/gen/ent/pastproduct"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// past reads how things stood at a moment.
func (s *store) past(ctx context.Context, shopID, customerID uuid.UUID, then time.Time) (moment, error) {
	at := moment{isPast: true, Case: engine.Case{Customer: customerID, At: then}}
	zone, err := s.pastRules(ctx, shopID, &at)
	if err != nil {
		return moment{}, err
	}
	if at.Zone, err = s.zone(zone); err != nil {
		return moment{}, fmt.Errorf("time zone of shop %s: %w", shopID, err)
	}
	at.targets = []target{{id: uuid.Nil, kind: engine.Everyone}}
	if customerID != uuid.Nil {
		found, err := s.db.Client(ctx).Customer.Query().Where(entcustomer.ID(customerID)).Exist(ctx)
		if err != nil {
			return moment{}, fmt.Errorf("look up customer %s: %w", customerID, err)
		}
		if !found {
			return moment{}, errCustomerNotFound
		}
		at.targets = append(at.targets, target{id: customerID, kind: engine.Customer})
	}
	if at.Groups, err = s.pastGroups(ctx, customerID, then); err != nil {
		return moment{}, err
	}
	for id := range at.Groups {
		at.targets = append(at.targets, target{id: id, kind: engine.Group})
	}
	return at, nil
}

// pastRules reads what the shop counted.
func (s *store) pastRules(ctx context.Context, shopID uuid.UUID, at *moment) (zone string, err error) {
	shop, err := s.db.Client(ctx).Shop.Get(ctx, shopID)
	if ent.IsNotFound(err) {
		return "", errShopNotFound
	}
	if err != nil {
		return "", fmt.Errorf("get shop %s: %w", shopID, err)
	}
	before, err := s.db.Client(ctx).PastPricing.Query().
		Where(pastpricing.ShopID(shopID), pastpricing.UntilGT(at.At)).
		Order(pastpricing.ByUntil(), pastpricing.ByID()).First(ctx)
	switch {
	case ent.IsNotFound(err):
		at.Rules = rulesOf(shop.ErpDiscountsOff, shop.ShopDiscounts, shop.FloorE2, shop.Currency)
		return shop.TimeZone, nil
	case err != nil:
		return "", fmt.Errorf("get past rules of shop %s: %w", shopID, err)
	default:
		at.Rules = rulesOf(before.ErpDiscountsOff, before.ShopDiscounts, before.FloorE2, before.Currency)
		return before.TimeZone, nil
	}
}

func rulesOf(erpOff bool, stacking string, floorE2 int32, currency string) engine.Rules {
	return engine.Rules{ERPOff: erpOff, Shop: engine.Stacking(stacking), Floor: money.PercentFromE2(floorE2), Currency: currency}
}

// pastGroups finds the groups that the customer was in, with the sort order that they had.
func (s *store) pastGroups(ctx context.Context, customerID uuid.UUID, then time.Time) (map[uuid.UUID]int32, error) {
	client := s.db.Client(ctx)
	var still, once []uuid.UUID
	err := client.Membership.Query().
		Where(membership.CustomerID(customerID), membership.SinceLTE(then)).
		Select(membership.FieldGroupID).Scan(ctx, &still)
	if err != nil {
		return nil, fmt.Errorf("list groups of customer %s: %w", customerID, err)
	}
	err = client.PastMembership.Query().
		Where(pastmembership.CustomerID(customerID), pastmembership.SinceLTE(then), pastmembership.UntilGT(then)).
		Select(pastmembership.FieldGroupID).Scan(ctx, &once)
	if err != nil {
		return nil, fmt.Errorf("list past groups of customer %s: %w", customerID, err)
	}
	orders := map[uuid.UUID]int32{}
	for _, group := range append(still, once...) {
		orders[group] = 0
	}
	return orders, s.pastOrders(ctx, orders, then)
}

// pastOrders fills in the sort orders of groups.
func (s *store) pastOrders(ctx context.Context, orders map[uuid.UUID]int32, then time.Time) error {
	ids := make([]uuid.UUID, 0, len(orders))
	for id := range orders {
		ids = append(ids, id)
	}
	groups, err := s.db.Client(ctx).Group.Query().Where(entgroup.IDIn(ids...)).Select(entgroup.FieldID, entgroup.FieldSortOrder).All(ctx)
	if err != nil {
		return fmt.Errorf("list sort orders of groups: %w", err)
	}
	for _, group := range groups {
		orders[group.ID] = group.SortOrder
	}
	before, err := s.db.Client(ctx).PastGroupOrder.Query().
		Where(pastgrouporder.GroupIDIn(ids...), firstBehind(then)).
		Order(pastgrouporder.ByID(entsql.OrderDesc())). // of two changes at one moment the first one counts
		All(ctx)
	if err != nil {
		return fmt.Errorf("list past sort orders of groups: %w", err)
	}
	for _, order := range before {
		orders[order.GroupID] = order.SortOrder
	}
	return nil
}

// firstBehind leaves, for each group, the order that it had until next after the moment.
func firstBehind(then time.Time) func(*entsql.Selector) {
	return func(s *entsql.Selector) {
		next := entsql.Table(pastgrouporder.Table).As("next")
		s.Where(entsql.In(s.C(pastgrouporder.FieldUntil), entsql.Dialect(s.Dialect()).
			Select(entsql.Min(next.C(pastgrouporder.FieldUntil))).From(next).
			Where(entsql.And(
				entsql.ColumnsEQ(next.C(pastgrouporder.FieldGroupID), s.C(pastgrouporder.FieldGroupID)),
				entsql.GT(next.C(pastgrouporder.FieldUntil), then),
			))))
	}
}

// pastProducts puts what products were in the place of what they are.
func (s *store) pastProducts(ctx context.Context, then time.Time, skus []string, found map[string]product) error {
	rows, err := s.db.Client(ctx).PastProduct.Query().
		Where(pastproduct.SkuIn(skus...), pastproduct.SinceLTE(then), pastproduct.UntilGT(then)).All(ctx)
	if err != nil {
		return fmt.Errorf("find past products: %w", err)
	}
	for _, row := range rows {
		found[row.Sku] = product{
			name: row.Name, category: row.Category, brand: row.Brand,
			base: money.FromE4(row.BasePriceE4, row.BasePriceCurrency), taxRate: rateOf(row.TaxRateE2),
		}
	}
	return nil
}

// pastDiscounts finds the discounts with one of the scopes as they were: those that did not change
// since, and what the others were.
func (s *store) pastDiscounts(ctx context.Context, at moment, wanted scopes) ([]*engine.Discount, error) {
	targets := at.targetIDs()
	found, err := s.discounts(ctx, s.pairs(entdiscount.Table, targets, wanted), entdiscount.UpdatedAtLTE(at.At))
	if err != nil {
		return nil, err
	}
	rows, err := s.db.Client(ctx).PastDiscount.Query().Where(
		s.pairs(pastdiscount.Table, targets, wanted),
		pastdiscount.SinceLTE(at.At), pastdiscount.UntilGT(at.At),
	).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("find past discounts: %w", err)
	}
	for _, row := range rows {
		found = append(found, pastDiscountOf(row))
	}
	return found, nil
}

func pastDiscountOf(row *ent.PastDiscount) *engine.Discount {
	return discountOf(&ent.Discount{
		ID: row.DiscountID, Name: row.Name, TargetID: row.TargetID, TargetKind: row.TargetKind, Scope: row.Scope,
		PercentE2: row.PercentE2, FixedPriceE4: row.FixedPriceE4, FixedPriceCurrency: row.FixedPriceCurrency,
		MinQuantityE4: row.MinQuantityE4, Priority: row.Priority, ValidFrom: row.ValidFrom, ValidTo: row.ValidTo,
		Origin: row.Origin, EndedAt: row.EndedAt,
	})
}
