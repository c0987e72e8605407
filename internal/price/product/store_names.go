package product

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/brand"
	"github.com/kartoteka/kartoteka/gen/ent/category"
	entproduct "github.com/kartoteka/kartoteka/gen/ent/product"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// maxPathKey is how much of a folded category path is sorted by.
const maxPathKey = 1_000

// saveNames remembers the categories of products, with all above them, and their brands. They are
// never forgotten; lists leave out those that no product has any more.
func (s store) saveNames(ctx context.Context, products []*Product) error {
	categories, brands := map[string]bool{}, map[string]bool{}
	for _, p := range products {
		for _, key := range ancestors(p.Category) {
			categories[key] = true
		}
		if p.Brand != "" {
			brands[p.Brand] = true
		}
	}
	rows := database.Rows{
		Table:      category.Table,
		Columns:    []string{category.FieldID, category.FieldPath, category.FieldPathKey, category.FieldSearchText},
		OnConflict: []entsql.ConflictOption{entsql.ConflictColumns(category.FieldPath), entsql.DoNothing()},
	}
	for _, key := range slices.Sorted(maps.Keys(categories)) {
		rows.Values = append(rows.Values, []any{id.New(), key, pathKey(key), fold.Search(lastName(key))})
	}
	if _, err := s.db.Insert(ctx, rows); err != nil {
		return err
	}
	rows = database.Rows{
		Table:      brand.Table,
		Columns:    []string{brand.FieldID, brand.FieldName, brand.FieldNameKey, brand.FieldSearchText},
		OnConflict: []entsql.ConflictOption{entsql.ConflictColumns(brand.FieldName), entsql.DoNothing()},
	}
	for _, name := range slices.Sorted(maps.Keys(brands)) {
		rows.Values = append(rows.Values, []any{id.New(), name, fold.Key(name), fold.Search(name)})
	}
	_, err := s.db.Insert(ctx, rows)
	return err
}

// pathKey sorts categories by their names from the top down, each right before those below it.
func pathKey(category string) []byte {
	var keys [][]byte
	for _, name := range engine.CategoryPath(category) {
		keys = append(keys, fold.Key(name))
	}
	key := bytes.Join(keys, []byte{0})
	return key[:min(len(key), maxPathKey)]
}

func lastName(category string) string {
	path := engine.CategoryPath(category)
	return path[len(path)-1]
}

// name is a category or a brand in a list.
type name struct {
	id    uuid.UUID
	value string
	key   []byte
}

// categories returns categories that products are in, from behind one on.
func (s store) categories(ctx context.Context, words []string, after page.Place, limit int) ([]name, error) {
	query := s.db.Client(ctx).Category.Query().Limit(limit)
	query.Where(func(sel *entsql.Selector) {
		s.narrow(sel, category.FieldPathKey, words, after)
		products := s.table(entproduct.Table)
		sel.Where(entsql.Exists(entsql.Dialect(s.db.Dialect()).Select(products.C(entproduct.FieldID)).From(products).Where(entsql.And(
			sold(products),
			entsql.In(products.C(entproduct.FieldCategory), s.within(sel.C(category.FieldPath))),
		))))
	})
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list categories: %w", err)
	}
	names := make([]name, len(rows))
	for i, row := range rows {
		names[i] = name{id: row.ID, value: row.Path, key: row.PathKey}
	}
	return names, nil
}

// brands returns brands that products have, from behind one on.
func (s store) brands(ctx context.Context, words []string, after page.Place, limit int) ([]name, error) {
	query := s.db.Client(ctx).Brand.Query().Limit(limit)
	query.Where(func(sel *entsql.Selector) {
		s.narrow(sel, brand.FieldNameKey, words, after)
		products := s.table(entproduct.Table)
		sel.Where(entsql.Exists(entsql.Dialect(s.db.Dialect()).Select(products.C(entproduct.FieldID)).From(products).Where(entsql.And(
			sold(products),
			entsql.ColumnsEQ(products.C(entproduct.FieldBrand), sel.C(brand.FieldName)),
		))))
	})
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list brands: %w", err)
	}
	names := make([]name, len(rows))
	for i, row := range rows {
		names[i] = name{id: row.ID, value: row.Name, key: row.NameKey}
	}
	return names, nil
}

// narrow asks for the words, the place and the order of a list of names. The tables are small: all of
// one shop's categories and brands are looked through.
func (s store) narrow(sel *entsql.Selector, keyColumn string, words []string, after page.Place) {
	const idColumn, searchColumn = "id", "search_text"
	for _, word := range words {
		sel.Where(entsql.P(func(b *entsql.Builder) {
			b.WriteString(sel.C(searchColumn) + " LIKE ").Arg(fold.LikePattern(word)).WriteString(` ESCAPE '\'`)
		}))
	}
	order := []string{sel.C(keyColumn), sel.C(idColumn)}
	if after.ID != uuid.Nil {
		sel.Where(entsql.CompositeGT(order, after.Key, after.ID))
	}
	sel.OrderBy(order...)
}

// table names a table in the spelling of the database.
func (s store) table(name string) *entsql.SelectTable {
	return entsql.Dialect(s.db.Dialect()).Table(name)
}

func sold(products *entsql.SelectTable) *entsql.Predicate {
	return entsql.ExprP(products.C(entproduct.FieldActive))
}

// within selects the keys of a category, given as an expression, and of those below it.
func (s store) within(path string) *entsql.Selector {
	inner := s.table(category.Table).As("within")
	return entsql.Dialect(s.db.Dialect()).Select(inner.C(category.FieldPath)).From(inner).Where(entsql.ExprP(
		"(" + inner.C(category.FieldPath) + " = " + path + " OR substr(" + inner.C(category.FieldPath) + ", 1, length(" + path + ") + 1) = " +
			path + " || " + s.separator() + ")"))
}

// separator is what stands between the names of a path, as an expression.
func (s store) separator() string {
	code := engine.CategoryKey([]string{"", ""})[0]
	if s.db.IsPostgres() {
		return fmt.Sprintf("chr(%d)", code)
	}
	return fmt.Sprintf("char(%d)", code)
}
