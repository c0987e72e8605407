package discount

import (
	"context"
	"fmt"
	"unicode/utf8"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kartoteka/kartoteka/gen/ent/category"
	"github.com/kartoteka/kartoteka/gen/ent/membership"
	"github.com/kartoteka/kartoteka/gen/ent/product"
	"github.com/kartoteka/kartoteka/internal/pricing"
)

// countCustomers counts the customers of a target; nil for everyone.
func (s store) countCustomers(ctx context.Context, target pricing.Target) (*int64, error) {
	count := int64(1)
	if target.Kind == pricing.Everyone {
		return nil, nil
	}
	if target.Kind == pricing.Group {
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
func (s store) countProducts(ctx context.Context, scope pricing.Scope) (int64, error) {
	query := s.db.Client(ctx).Product.Query().Where(product.Active(true))
	if sku, ok := scope.Product(); ok {
		query.Where(product.Sku(sku))
	} else if brand, ok := scope.Brand(); ok {
		query.Where(product.Brand(brand))
	} else if path, ok := scope.Category(); ok {
		query.Where(s.within(path))
	}
	count, err := query.Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count products: %w", err)
	}
	return int64(count), nil
}

// within asks for products in a category and those below it.
func (s store) within(path []string) func(sel *entsql.Selector) {
	key, prefix := pricing.CategoryKey(path), pricing.CategoryKey(append(path, ""))
	categories := entsql.Dialect(s.db.Dialect()).Table(category.Table)
	column := categories.C(category.FieldPath)
	return func(sel *entsql.Selector) {
		sel.Where(entsql.In(sel.C(product.FieldCategory),
			entsql.Dialect(s.db.Dialect()).Select(column).From(categories).Where(entsql.P(func(b *entsql.Builder) {
				b.WriteString(column + " = ").Arg(key).WriteString(" OR substr(" + column + ", 1, ")
				b.Arg(utf8.RuneCountInString(prefix)).WriteString(") = ").Arg(prefix)
			}))))
	}
}
