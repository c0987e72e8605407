package discount

import (
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
)

// FromAPIPushed reads discounts as an ERP pushes them.
func FromAPIPushed(discounts []*apiv1.PushedDiscount) []Pushed {
	pushed := make([]Pushed, len(discounts))
	for i, api := range discounts {
		pushed[i] = fromAPIPushed(api)
	}
	return pushed
}

func fromAPIPushed(api *apiv1.PushedDiscount) Pushed {
	if wrong := intake.Undecoded(api); wrong != nil {
		return Pushed{ExternalID: api.GetExternalId(), Undecoded: wrong}
	}
	p := Pushed{
		ExternalID: api.GetExternalId(), Revision: api.GetSourceRevision(), Active: api.Active == nil || api.GetActive(),
		Everyone: api.GetEveryone(),
		Draft: Draft{
			Name: api.GetName(), Scope: fromAPIScope(api.GetScope()),
			MinQuantity: api.GetMinQuantity(), Priority: api.GetPriority(),
			ValidFrom: api.GetValidFrom(), ValidTo: api.GetValidTo(),
		},
	}
	switch target := api.GetTarget().(type) {
	case *apiv1.PushedDiscount_Contractor:
		p.Contractor = &target.Contractor
	case *apiv1.PushedDiscount_Group:
		p.Group = &target.Group
	}
	switch reduction := api.GetReduction().(type) {
	case *apiv1.PushedDiscount_Percent:
		p.Percent = &reduction.Percent
	case *apiv1.PushedDiscount_FixedPrice:
		p.FixedPrice = fromAPIMoney(reduction.FixedPrice)
	}
	return p
}

// ToAPIResults writes what happened to pushed discounts.
func ToAPIResults(results []*Result) []*apiv1.PushedDiscountResult {
	api := make([]*apiv1.PushedDiscountResult, len(results))
	for i, r := range results {
		api[i] = &apiv1.PushedDiscountResult{
			ExternalId: r.ExternalID, Outcome: intake.ToAPIOutcome(r.Outcome), DiscountId: id.Text(r.DiscountID),
			FieldViolations: intake.ToAPIViolations(r.Wrong),
		}
	}
	return api
}
