package product

import (
	"context"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/pastproduct"
	entproduct "github.com/kartoteka/kartoteka/gen/ent/product"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// store keeps products. It is the only part of the package that knows the tables.
type store struct {
	db *database.DB
}

// bySKU returns the products that there are of the SKUs.
func (s store) bySKU(ctx context.Context, skus []string) (map[string]*Product, error) {
	rows, err := s.db.Client(ctx).Product.Query().Where(entproduct.SkuIn(skus...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up products: %w", err)
	}
	found := make(map[string]*Product, len(rows))
	for _, row := range rows {
		found[row.Sku] = fromRow(row)
	}
	return found, nil
}

// lastSerial returns the highest row key; zero where there is none. Only SQLite, which writes one
// transaction at a time, needs them to be unique.
func (s store) lastSerial(ctx context.Context) (int64, error) {
	last, err := s.db.Client(ctx).Product.Query().
		Order(entproduct.BySerial(entsql.OrderDesc())).Limit(1).
		Select(entproduct.FieldSerial).Ints(ctx)
	if err != nil || len(last) == 0 {
		return 0, err
	}
	return int64(last[0]), nil
}

// columns are all columns of a product, with their values.
var columns = []struct {
	name  string
	value func(p *Product) any
}{
	{entproduct.FieldID, func(p *Product) any { return p.ID }},
	{entproduct.FieldVersion, func(p *Product) any { return p.Version }},
	{entproduct.FieldCreatedAt, func(p *Product) any { return p.CreatedAt }},
	{entproduct.FieldUpdatedAt, func(p *Product) any { return p.UpdatedAt }},
	{entproduct.FieldSerial, func(p *Product) any { return p.Serial }},
	{entproduct.FieldSku, func(p *Product) any { return p.SKU }},
	{entproduct.FieldName, func(p *Product) any { return p.Name }},
	{entproduct.FieldNameKey, func(p *Product) any { return fold.Key(p.Name) }},
	{entproduct.FieldCategory, func(p *Product) any { return p.Category }},
	{entproduct.FieldBrand, func(p *Product) any { return p.Brand }},
	{entproduct.FieldBasePriceE4, func(p *Product) any { return p.BasePrice.E4() }},
	{entproduct.FieldBasePriceCurrency, func(p *Product) any { return p.BasePrice.Currency }},
	{entproduct.FieldTaxRateE2, func(p *Product) any { return rateE2(p.TaxRate) }},
	{entproduct.FieldActive, func(p *Product) any { return p.Active }},
	{entproduct.FieldSearchText, func(p *Product) any { return p.searchText() }},
}

// save writes products, new ones and changed ones alike, these over the version before their own.
func (s store) save(ctx context.Context, products []*Product) error {
	rows := database.Rows{
		Table: entproduct.Table, Values: make([][]any, len(products)),
		OnConflict: []entsql.ConflictOption{
			entsql.ConflictColumns(entproduct.FieldID),
			entsql.ResolveWithNewValues(),
			entsql.UpdateWhere(entsql.ExprP("products.version = excluded.version - 1")),
		},
	}
	for _, column := range columns {
		rows.Columns = append(rows.Columns, column.name)
	}
	for i, p := range products {
		for _, column := range columns {
			rows.Values[i] = append(rows.Values[i], column.value(p))
		}
	}
	saved, err := s.db.Insert(ctx, rows)
	if err != nil {
		return database.Raced(err)
	}
	if saved != int64(len(products)) {
		return database.ErrRaced
	}
	return nil
}

// keepPast keeps what products were until they changed, for prices of the past.
func (s store) keepPast(ctx context.Context, before, after []*Product) error {
	rows := database.Rows{
		Table: pastproduct.Table,
		Columns: []string{
			pastproduct.FieldID, pastproduct.FieldProductID, pastproduct.FieldSku, pastproduct.FieldSince, pastproduct.FieldUntil,
			pastproduct.FieldName, pastproduct.FieldCategory, pastproduct.FieldBrand,
			pastproduct.FieldBasePriceE4, pastproduct.FieldBasePriceCurrency, pastproduct.FieldTaxRateE2,
		},
		Values: make([][]any, len(before)),
	}
	for i, p := range before {
		rows.Values[i] = []any{
			id.New(), p.ID, p.SKU, p.UpdatedAt, after[i].UpdatedAt, p.Name, p.Category, p.Brand,
			p.BasePrice.E4(), p.BasePrice.Currency, rateE2(p.TaxRate),
		}
	}
	_, err := s.db.Insert(ctx, rows)
	return err
}

func rateE2(rate *money.Percent) any {
	if rate == nil {
		return nil
	}
	return rate.E2()
}

func fromRow(row *ent.Product) *Product {
	p := &Product{
		ID: row.ID, Version: row.Version, Serial: row.Serial,
		SKU: row.Sku, Name: row.Name, Category: row.Category, Brand: row.Brand,
		BasePrice: money.FromE4(row.BasePriceE4, row.BasePriceCurrency), Active: row.Active,
		CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
	if row.TaxRateE2 != nil {
		rate := money.PercentFromE2(*row.TaxRateE2)
		p.TaxRate = &rate
	}
	return p
}
