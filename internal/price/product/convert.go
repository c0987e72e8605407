package product

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// FromAPIProducts reads products as pushed.
func FromAPIProducts(products []*apiv1.Product) []Draft {
	drafts := make([]Draft, len(products))
	for i, p := range products {
		drafts[i] = Draft{
			SKU: text.Visible(p.GetSku()), Name: p.GetName(), Brand: p.GetBrand(), Category: p.GetCategory(),
			Amount: p.GetBasePrice().GetAmount(), Currency: p.GetBasePrice().GetCurrency(),
			TaxRate: p.GetTaxRate(), Active: p.Active == nil || p.GetActive(), Undecoded: intake.Undecoded(p),
		}
	}
	return drafts
}

// ToAPIResults writes what happened to products.
func ToAPIResults(results []Result) []*apiv1.ProductResult {
	api := make([]*apiv1.ProductResult, len(results))
	for i, r := range results {
		api[i] = &apiv1.ProductResult{
			Sku: r.SKU, Outcome: intake.ToAPIOutcome(r.Outcome), FieldViolations: intake.ToAPIViolations(r.Wrong),
		}
	}
	return api
}

// ToAPIProduct writes a product.
func ToAPIProduct(p *Product) *apiv1.Product {
	api := &apiv1.Product{
		Sku: p.SKU, Name: p.Name, Category: engine.CategoryPath(p.Category), Brand: p.Brand,
		BasePrice: &apiv1.Money{Amount: p.BasePrice.String(), Currency: p.BasePrice.Currency},
		Active:    &p.Active, UpdateTime: timestamppb.New(p.UpdatedAt),
	}
	if p.TaxRate != nil {
		api.TaxRate = p.TaxRate.String()
	}
	return api
}
