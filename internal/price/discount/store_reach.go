package discount

import (
	"context"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kartoteka/kartoteka/gen/ent/membership"
	"github.com/kartoteka/kartoteka/gen/ent/product"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// countCustomers counts the customers of a target; nil for everyone.
func (s store) countCustomers(ctx context.Context, target engine.Target) (*int64, error) {
	count := int64(1)
	if target.Kind == engine.Everyone {
		return nil, nil
	}
	if target.Kind == engine.Group {
		members, err := s.db.Client(ctx).Membership.Query().Where(membership.GroupID(target.ID)).
			Aggregate(func(sel *entsql.Selector) string {
				return entsql.Count(entsql.Distinct(sel.C(membership.FieldCustomerID)))
			}).Int(ctx)
		if err != nil {
			return nil, fmt.Errorf("count members of group %s: %w", target.ID, err)
		}
		count = int64(members)
	}
	return &count, nil
}

// countProducts counts the products that are sold and that a discount of the scope is on.
func (s store) countProducts(ctx context.Context, scope engine.Scope) (int64, error) {
	query := s.db.Client(ctx).Product.Query().Where(product.Active(true))
	if sku, ok := scope.Product(); ok {
		query.Where(product.Sku(sku))
	} else if brand, ok := scope.Brand(); ok {
		query.Where(product.Brand(brand))
	} else if path, ok := scope.Category(); ok {
		key := engine.CategoryKey(path)
		query.Where(s.db.InCategory(product.FieldCategory, key, engine.BelowCategory(key)))
	}
	count, err := query.Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count products: %w", err)
	}
	return int64(count), nil
}
