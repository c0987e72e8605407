package product_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/price/product"
)

func TestList(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.push(t,
			draft("P1", named("Żyletka"), in("Narzędzia"), by("Łoś")),
			draft("P2", named("zebra P1"), in("Narzędzia", "Piły"), by("Ryś")),
			draft("100%", named("Ελένη"), in("Narzędzia", "Piły", "Ręczne"), by("")),
			draft("P4", named("Piła"), in("Narzędzia i inne"), by("Ryś")),
			draft("P5", named("Piła"), in(), by("Łoś")),
		)
		for size := range int32(7) {
			assert.Equal(t, []string{"P4", "P5", "P2", "P1", "100%"}, b.skus(t, product.ListQuery{PageSize: size}), "page size %d", size)
			assert.Equal(t, []string{"P1", "P2"}, b.skus(t, product.ListQuery{Words: " P1 ", PageSize: size}), "an exact SKU comes first")
		}
		for name, c := range map[string]struct {
			query product.ListQuery
			want  []string
		}{
			"case and accents do not matter":     {product.ListQuery{Words: "ZYLETKA"}, []string{"P1"}},
			"words are found in brands":          {product.ListQuery{Words: "pil rys"}, []string{"P4"}},
			"one letter is enough":               {product.ListQuery{Words: "ł"}, []string{"P4", "P5", "P1"}},
			"a percent sign is one":              {product.ListQuery{Words: "0%"}, []string{"100%"}},
			"an underscore is one":               {product.ListQuery{Words: "P_"}, nil},
			"hostile words find nothing":         {product.ListQuery{Words: `" OR * \ '`}, nil},
			"a NUL is a blank":                   {product.ListQuery{Words: "zeb\x00P2"}, []string{"P2"}},
			"a category with those below":        {product.ListQuery{Category: []string{"Narzędzia"}}, []string{"P2", "P1", "100%"}},
			"a category below another":           {product.ListQuery{Category: []string{"Narzędzia", "Piły"}}, []string{"P2", "100%"}},
			"a category that nothing is in":      {product.ListQuery{Category: []string{"Piły"}}, nil},
			"a brand":                            {product.ListQuery{Brand: "Ryś"}, []string{"P4", "P2"}},
			"a part of a brand is none":          {product.ListQuery{Brand: "Ry"}, nil},
			"SKUs":                               {product.ListQuery{SKUs: []string{"P5", "P1", "P9"}}, []string{"P5", "P1"}},
			"the exact one must pass the filter": {product.ListQuery{Words: "P1", Brand: "Ryś"}, []string{"P2"}},
		} {
			assert.Equal(t, c.want, b.skus(t, c.query), name)
		}
	})
}

func TestListRefusesForeignTokens(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.push(t, draft("A"), draft("B"))
		first, err := b.List(b.ctx, product.ListQuery{PageSize: 1})
		require.NoError(t, err)
		_, err = b.List(b.ctx, product.ListQuery{PageSize: 1, Brand: "Łoś", PageToken: first.NextToken})
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH")
		_, err = b.List(b.ctx, product.ListQuery{PageToken: "x"})
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID")
		_, _, err = b.ListBrands(b.ctx, product.NameQuery{PageToken: first.NextToken})
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH")
		_, err = b.List(b.ctx, product.ListQuery{PageSize: -1})
		faulttest.Require(t, err, fault.Invalid, "PAGE_SIZE_INVALID")
	})
}

func TestListCategories(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.push(t,
			draft("1", in("Żwir")), draft("2", in("Narzędzia", "Piły", "Ręczne")), draft("3", in("Narzędzia", "Młotki")),
			draft("4", in("Narzędzia 2")), draft("5", in("Piły")), draft("6", in("Stare", "Nic")), draft("7", in()),
		)
		b.push(t, draft("6", in("Żwir")), draft("5", func(d *product.Draft) { d.Category, d.Active = []string{"Piły"}, false }))
		all := func(words string, size int32) (paths [][]string) {
			for query := (product.NameQuery{Words: words, PageSize: size}); ; {
				page, next, err := b.ListCategories(b.ctx, query)
				require.NoError(t, err)
				paths = append(paths, page...)
				if query.PageToken = next; next == "" {
					return paths
				}
				require.Len(t, page, int(size))
			}
		}
		for _, size := range []int32{0, 1, 2, 6} {
			assert.Equal(t, [][]string{
				{"Narzędzia"}, {"Narzędzia", "Młotki"}, {"Narzędzia", "Piły"}, {"Narzędzia", "Piły", "Ręczne"}, {"Narzędzia 2"}, {"Żwir"},
			}, all("", size))
		}
		assert.Equal(t, [][]string{{"Narzędzia", "Piły"}}, all("PILY", 1), "the words are looked for in its own name")
		assert.Empty(t, all("nic", 1), "no product is in it any more")
	})
}

func TestListBrands(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.push(t, draft("1", by("żubr")), draft("2", by("Łoś")), draft("3", by("Zebra")), draft("4", by("")), draft("5", by("Nikt")), draft("6", by("Łoś")))
		b.push(t, draft("5", by("Łoś")))
		all := func(words string, size int32) (brands []string) {
			for query := (product.NameQuery{Words: words, PageSize: size}); ; {
				page, next, err := b.ListBrands(b.ctx, query)
				require.NoError(t, err)
				brands = append(brands, page...)
				if query.PageToken = next; next == "" {
					return brands
				}
			}
		}
		for size := range int32(4) {
			assert.Equal(t, []string{"Łoś", "Zebra", "żubr"}, all("", size))
		}
		assert.Equal(t, []string{"Zebra", "żubr"}, all("Z", 1))
	})
}

func TestHandler(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		handler := product.NewHandler(b.Service)
		sent := &apiv1.Product{
			Sku: "A", Name: "Piła", Category: []string{"Narzędzia"}, Brand: "Łoś",
			BasePrice: &apiv1.Money{Amount: "12.3", Currency: "PLN"}, TaxRate: "8",
		}
		pushed, err := handler.PushProducts(b.ctx, &apiv1.PushProductsRequest{Products: []*apiv1.Product{sent, {Sku: "B"}, {}}})
		require.NoError(t, err)
		outcomes := make([]apiv1.Outcome, len(pushed.GetResults()))
		for i, r := range pushed.GetResults() {
			outcomes[i] = r.GetOutcome()
		}
		assert.Equal(t, []apiv1.Outcome{apiv1.Outcome_OUTCOME_CREATED, apiv1.Outcome_OUTCOME_REJECTED, apiv1.Outcome_OUTCOME_REJECTED}, outcomes)
		assert.Equal(t, "NAME_REQUIRED", pushed.GetResults()[1].GetFieldViolations()[0].GetReason())
		listed, err := handler.ListProducts(b.ctx, &apiv1.ListProductsRequest{Query: "pila"})
		require.NoError(t, err)
		require.Len(t, listed.GetProducts(), 1)
		got := listed.GetProducts()[0]
		assert.Equal(t, []any{"A", "Piła", "Łoś", "12.30", "PLN", "8.00", true, noon}, []any{
			got.GetSku(), got.GetName(), got.GetBrand(), got.GetBasePrice().GetAmount(), got.GetBasePrice().GetCurrency(),
			got.GetTaxRate(), got.GetActive(), got.GetUpdateTime().AsTime(),
		})
		categories, err := handler.ListCategories(b.ctx, &apiv1.ListCategoriesRequest{})
		require.NoError(t, err)
		assert.Equal(t, []string{"Narzędzia"}, categories.GetCategories()[0].GetPath())
		brands, err := handler.ListBrands(b.ctx, &apiv1.ListBrandsRequest{})
		require.NoError(t, err)
		assert.Equal(t, []string{"Łoś"}, brands.GetBrands())
	})
}
