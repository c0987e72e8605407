package product_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/price/product"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// bundle is a service on a database of its own.
type bundle struct {
	*product.Service

	db    *database.DB
	clock *clock.Manual
	ctx   context.Context
}

// each runs the test on both databases.
func each(t *testing.T, test func(t *testing.T, b bundle)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		clock := clock.NewManual(noon)
		test(t, bundle{Service: product.NewService(db, clock), db: db, clock: clock, ctx: t.Context()})
	})
}

// draft is a product as a shop pushes it.
func draft(sku string, with ...func(*product.Draft)) product.Draft {
	d := product.Draft{
		SKU: sku, Name: "Piła " + sku, Category: []string{"Narzędzia", "Piły"}, Brand: "Łoś",
		Amount: "100", Currency: "PLN", TaxRate: "23", Active: true,
	}
	for _, change := range with {
		change(&d)
	}
	return d
}

func named(name string) func(*product.Draft) { return func(d *product.Draft) { d.Name = name } }

func in(category ...string) func(*product.Draft) {
	return func(d *product.Draft) { d.Category = category }
}

func by(brand string) func(*product.Draft) { return func(d *product.Draft) { d.Brand = brand } }

// push pushes products and returns the outcomes in short, with what is wrong.
func (b bundle) push(t *testing.T, drafts ...product.Draft) []string {
	t.Helper()
	results, err := b.Push(b.ctx, drafts)
	require.NoError(t, err)
	all := make([]string, len(results))
	for i, r := range results {
		require.Equal(t, drafts[i].SKU, r.SKU)
		all[i] = strings.ToLower(strings.TrimPrefix(string(r.Outcome), "OUTCOME_"))
		for _, field := range r.Wrong {
			all[i] += " " + field.Path + ":" + field.Reason
		}
	}
	return all
}

// skus lists all pages of a query.
func (b bundle) skus(t *testing.T, query product.ListQuery) []string {
	t.Helper()
	var skus []string
	for pages := 0; ; pages++ {
		require.Less(t, pages, 50, "the list does not end")
		page, err := b.List(b.ctx, query)
		require.NoError(t, err)
		for _, p := range page.Products {
			skus = append(skus, p.SKU)
		}
		if page.NextToken == "" {
			return skus
		}
		require.Len(t, page.Products, int(query.PageSize), "only the last page may be short")
		query.PageToken = page.NextToken
	}
}
