package product

import (
	"context"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kartoteka/kartoteka/gen/ent"
	entproduct "github.com/kartoteka/kartoteka/gen/ent/product"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// searched is where the search box looks.
var searched = database.TextIndex{Column: entproduct.FieldSearchText, Key: entproduct.FieldSerial, Table: "products_fts"}

// exact returns the product that the query names by its SKU, if it passes the filter; none else.
func (s store) exact(ctx context.Context, query ListQuery) ([]*Product, error) {
	return s.all(ctx, s.passing(ctx, query).Where(entproduct.Sku(query.exact())))
}

// list returns products in their order, after a name and a SKU, without the exact one.
func (s store) list(ctx context.Context, query ListQuery, nameKey []byte, sku string, limit int) ([]*Product, error) {
	rows := s.passing(ctx, query).Where(func(sel *entsql.Selector) {
		order := sel.Columns(entproduct.FieldNameKey, entproduct.FieldSku)
		if sku != "" {
			sel.Where(entsql.CompositeGT(order, nameKey, sku))
		}
		sel.OrderBy(order...)
	})
	for _, word := range fold.Words(query.Words) {
		rows.Where(func(sel *entsql.Selector) { sel.Where(s.db.Contains(sel, searched, word)) })
	}
	if sku := query.exact(); sku != "" {
		rows.Where(entproduct.SkuNEQ(sku))
	}
	return s.all(ctx, rows.Limit(limit))
}

// passing asks for the products that pass the filter, but for its words.
func (s store) passing(ctx context.Context, query ListQuery) *ent.ProductQuery {
	rows := s.db.Client(ctx).Product.Query().Where(entproduct.Active(true))
	if query.Brand != "" {
		rows.Where(entproduct.Brand(query.Brand))
	}
	if len(query.Category) > 0 {
		key := engine.CategoryKey(query.Category)
		rows.Where(s.db.InCategory(entproduct.FieldCategory, key, engine.BelowCategory(key)))
	}
	if len(query.SKUs) > 0 {
		rows.Where(entproduct.SkuIn(query.SKUs...))
	}
	return rows
}

func (s store) all(ctx context.Context, query *ent.ProductQuery) ([]*Product, error) {
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list products: %w", err)
	}
	products := make([]*Product, len(rows))
	for i, row := range rows {
		products[i] = fromRow(row)
	}
	return products, nil
}
