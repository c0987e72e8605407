package quote_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/discount"
	"github.com/kartoteka/kartoteka/internal/pricing"
	"github.com/kartoteka/kartoteka/internal/product"
)

func TestSamplesAreOfTheCategoryToTheLetter(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		var drafts []product.Draft
		for sku, category := range map[string][]string{
			"saw": {"Tools", "Saws"}, "tool": {"Tools"}, "small": {"tools", "saws"}, "bag": {"Toolsbags"}, "any": {"T_ols", "%"}, "none": nil,
		} {
			drafts = append(drafts, product.Draft{SKU: sku, Name: sku, Category: category, Amount: "100", Currency: "PLN", Active: true})
		}
		_, err := product.NewService(b.db, b.clock).Push(b.ctx, drafts)
		require.NoError(b, err)
		for _, c := range []struct {
			category, skus []string
		}{
			{[]string{"Tools"}, []string{"saw", "tool"}},
			{[]string{"Tools", "Saws"}, []string{"saw"}},
			{[]string{"tools"}, []string{"small"}},
			{[]string{"T_ols"}, []string{"any"}},
			{[]string{"TOOLS"}, nil},
		} {
			draft := *percent(everyone, 1000)
			draft.Scope = pricing.ScopeCategory(c.category)
			samples, err := b.Samples(b.ctx, discount.SampleInput{Draft: draft})
			require.NoError(b, err)
			var skus []string
			for _, sample := range samples {
				skus = append(skus, sample.SKU)
			}
			assert.Equal(b, c.skus, skus, c.category)
		}
	})
}
