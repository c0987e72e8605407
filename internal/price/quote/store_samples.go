package quote

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entproduct "github.com/kartoteka/kartoteka/gen/ent/product"
	entshop "github.com/kartoteka/kartoteka/gen/ent/shop"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// firstShop is the shop that was created first.
func (s *store) firstShop(ctx context.Context) (uuid.UUID, error) {
	first, err := s.db.Client(ctx).Shop.Query().Order(entshop.ByCreatedAt(), entshop.ByID()).FirstID(ctx)
	if ent.IsNotFound(err) {
		return uuid.Nil, errShopNotFound
	}
	if err != nil {
		return uuid.Nil, fmt.Errorf("get first shop: %w", err)
	}
	return first, nil
}

// touched finds a few products in a scope that are sold in the currency.
func (s *store) touched(ctx context.Context, scope engine.Scope, currency string, most int) ([]string, error) {
	query := s.db.Client(ctx).Product.Query().Where(entproduct.Active(true), entproduct.BasePriceCurrency(currency))
	if sku, ok := scope.Product(); ok {
		query.Where(entproduct.Sku(sku))
	}
	if brand, ok := scope.Brand(); ok {
		query.Where(entproduct.Brand(brand))
	}
	if path, ok := scope.Category(); ok {
		key := engine.CategoryKey(path)
		query.Where(s.db.InCategory(entproduct.FieldCategory, key, engine.BelowCategory(key)))
	}
	skus, err := query.Order(entproduct.BySku()).Limit(most).Select(entproduct.FieldSku).Strings(ctx)
	if err != nil {
		return nil, fmt.Errorf("find products of a discount: %w", err)
	}
	return skus, nil
}
