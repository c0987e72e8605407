package quote

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	entproduct "github.com/kartoteka/kartoteka/gen/ent/product"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// store reads what prices depend on. It is the only part of the package that knows the tables.
type store struct {
	db    *database.DB
	zones sync.Map // of *time.Location by their name
}

// selectPresent reads a shop with a row for each target whose discounts may count: everyone, the
// customer, each of its groups. All of it comes in one round trip.
const selectPresent = `SELECT s.currency, s.time_zone, s.erp_discounts_off, s.shop_discounts, s.floor_e2,
	t.id, t.kind, t.sort_order, COALESCE(l.version, 0), COALESCE(l.size, 0)
FROM shops s CROSS JOIN (
	SELECT id, 'everyone' AS kind, 0 AS sort_order FROM price_lists WHERE id = $1
	UNION ALL SELECT id, 'customer', 0 FROM customers WHERE id = $2
	UNION ALL SELECT g.id, 'group', g.sort_order FROM customer_groups g WHERE g.id IN (SELECT m.group_id FROM memberships m WHERE m.customer_id = $2)
) t LEFT JOIN price_lists l ON l.id = t.id
WHERE s.id = $3`

// present reads how things stand now.
func (s *store) present(ctx context.Context, shopID, customerID uuid.UUID) (moment, error) {
	at := moment{Case: engine.Case{Customer: customerID, Groups: map[uuid.UUID]int32{}}}
	var zone string
	err := s.db.Each(database.Prepared(ctx), selectPresent, []any{uuid.Nil, customerID, shopID}, func(row *sql.Rows) error {
		var t target
		err := scanPresent(row, &at.Rules, &zone, &t)
		at.targets = append(at.targets, t)
		if t.kind == engine.Group {
			at.Groups[t.id] = t.sortOrder
		}
		return err
	})
	if err != nil {
		return moment{}, fmt.Errorf("read what prices in shop %s depend on: %w", shopID, err)
	}
	if err := at.check(); err != nil {
		return moment{}, err
	}
	at.Zone, err = s.zone(zone)
	if err != nil {
		return moment{}, fmt.Errorf("time zone of shop %s: %w", shopID, err)
	}
	return at, nil
}

// zone returns a time zone, which is read from a file once.
func (s *store) zone(name string) (*time.Location, error) {
	if kept, ok := s.zones.Load(name); ok {
		return kept.(*time.Location), nil //nolint:forcetypeassert // nothing else is kept
	}
	zone, err := time.LoadLocation(name)
	if err == nil {
		s.zones.Store(name, zone)
	}
	return zone, err
}

func scanPresent(rows *sql.Rows, rules *engine.Rules, zone *string, t *target) error {
	var floor int32
	err := rows.Scan(&rules.Currency, zone, &rules.ERPOff, &rules.Shop, &floor, &t.id, &t.kind, &t.sortOrder, &t.version, &t.size)
	rules.Floor = money.PercentFromE2(floor)
	return err
}

// check tells a shop or a customer that there is not from one that has nothing. Everyone is always there.
func (m *moment) check() error {
	isKnown := m.Customer == uuid.Nil
	for _, t := range m.targets {
		isKnown = isKnown || t.kind == engine.Customer
	}
	switch {
	case len(m.targets) == 0:
		return errShopNotFound
	case !isKnown:
		return errCustomerNotFound
	default:
		return nil
	}
}

// productColumns are what scanProduct reads.
var productColumns = []string{
	entproduct.FieldSku, entproduct.FieldName, entproduct.FieldCategory, entproduct.FieldBrand,
	entproduct.FieldBasePriceE4, entproduct.FieldBasePriceCurrency, entproduct.FieldTaxRateE2,
}

// products finds the products of SKUs; those that are not known are left out. It reads rows without
// the ent client, which takes several times as long for them.
func (s *store) products(ctx context.Context, skus []string) (map[string]product, error) {
	query, arguments := entsql.Dialect(s.db.Dialect()).Select(productColumns...).From(entsql.Table(entproduct.Table)).
		Where(s.db.AnyOf(entproduct.FieldSku, skus)).Query()
	found := make(map[string]product, len(skus))
	err := s.db.Each(database.Prepared(ctx), query, arguments, func(row *sql.Rows) error {
		sku, one, err := scanProduct(row)
		found[sku] = one
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find products: %w", err)
	}
	return found, nil
}

func scanProduct(rows *sql.Rows) (sku string, found product, err error) {
	var price int64
	var currency string
	var rate *int32
	err = rows.Scan(&sku, &found.name, &found.category, &found.brand, &price, &currency, &rate)
	found.base, found.taxRate = money.FromE4(price, currency), rateOf(rate)
	return sku, found, err
}

func rateOf(e2 *int32) *money.Percent {
	if e2 == nil {
		return nil
	}
	rate := money.PercentFromE2(*e2)
	return &rate
}
