package discount

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// FromAPIDiscount reads what staff may say of a discount.
func FromAPIDiscount(api *apiv1.Discount) Draft {
	draft := Draft{
		Name: api.GetName(), Target: fromAPITarget(api.GetTarget()), Scope: fromAPIScope(api.GetScope()),
		MinQuantity: api.GetMinQuantity(), Priority: api.GetPriority(),
		ValidFrom: api.GetValidFrom(), ValidTo: api.GetValidTo(),
	}
	switch reduction := api.GetReduction().(type) {
	case *apiv1.Discount_Percent:
		draft.Percent = &reduction.Percent
	case *apiv1.Discount_FixedPrice:
		draft.FixedPrice = fromAPIMoney(reduction.FixedPrice)
	}
	return draft
}

func fromAPIMoney(api *apiv1.Money) *Amount {
	return &Amount{Amount: api.GetAmount(), Currency: api.GetCurrency()}
}

// fromAPITarget reads who gets a discount. What is no id names nobody.
func fromAPITarget(api *apiv1.DiscountTarget) engine.Target {
	switch target := api.GetTarget().(type) {
	case *apiv1.DiscountTarget_CustomerId:
		return engine.Target{Kind: engine.Customer, ID: id.OrNil(target.CustomerId)}
	case *apiv1.DiscountTarget_GroupId:
		return engine.Target{Kind: engine.Group, ID: id.OrNil(target.GroupId)}
	case *apiv1.DiscountTarget_Everyone:
		if target.Everyone {
			return engine.Target{Kind: engine.Everyone}
		}
	}
	return engine.Target{}
}

func fromAPIScope(api *apiv1.DiscountScope) ScopeDraft {
	switch scope := api.GetScope().(type) {
	case *apiv1.DiscountScope_Category:
		return ScopeDraft{Category: scope.Category.GetNames()}
	case *apiv1.DiscountScope_Brand:
		return ScopeDraft{Brand: &scope.Brand}
	case *apiv1.DiscountScope_Sku:
		return ScopeDraft{SKU: new(text.Visible(scope.Sku))}
	default:
		return ScopeDraft{Everything: api.GetEverything()}
	}
}

// ToAPIDiscount writes a discount.
func ToAPIDiscount(d Discount) *apiv1.Discount {
	api := &apiv1.Discount{
		Id: d.ID.String(), Name: d.Name, Target: toAPITarget(&d), Scope: toAPIScope(&d),
		MinQuantity: d.MinQuantity.String(), Priority: d.Priority,
		ValidFrom: string(d.ValidFrom), ValidTo: string(d.ValidTo), Origin: toAPIOrigin(d.Origin),
		CreateTime: timestamppb.New(d.CreatedAt), UpdateTime: timestamppb.New(d.UpdatedAt), Etag: d.ETag(),
	}
	if d.IsFixed() {
		api.Reduction = &apiv1.Discount_FixedPrice{FixedPrice: money.ToAPI(d.FixedPrice)}
	} else {
		api.Reduction = &apiv1.Discount_Percent{Percent: d.Percent.String()}
	}
	if d.External.ID != "" {
		api.ExternalId = &apiv1.ExternalId{SourceSystem: d.External.SourceSystem, ExternalId: d.External.ID, Active: !d.IsEnded()}
	}
	if d.IsEnded() {
		api.EndTime = timestamppb.New(d.EndedAt)
	}
	return api
}

func toAPIOrigin(origin engine.Origin) apiv1.DiscountOrigin {
	if origin == engine.ByERP {
		return apiv1.DiscountOrigin_DISCOUNT_ORIGIN_ERP
	}
	return apiv1.DiscountOrigin_DISCOUNT_ORIGIN_SHOP
}

func toAPITarget(d *Discount) *apiv1.DiscountTarget {
	api := &apiv1.DiscountTarget{Name: d.TargetName}
	switch d.Target.Kind {
	case engine.Customer:
		api.Target = &apiv1.DiscountTarget_CustomerId{CustomerId: d.Target.ID.String()}
	case engine.Group:
		api.Target = &apiv1.DiscountTarget_GroupId{GroupId: d.Target.ID.String()}
	default:
		api.Target = &apiv1.DiscountTarget_Everyone{Everyone: true}
	}
	return api
}

func toAPIScope(d *Discount) *apiv1.DiscountScope {
	if category, ok := d.Scope.Category(); ok {
		return &apiv1.DiscountScope{Scope: &apiv1.DiscountScope_Category{Category: &apiv1.CategoryPath{Names: category}}}
	}
	if brand, ok := d.Scope.Brand(); ok {
		return &apiv1.DiscountScope{Scope: &apiv1.DiscountScope_Brand{Brand: brand}}
	}
	if sku, ok := d.Scope.Product(); ok {
		return &apiv1.DiscountScope{Scope: &apiv1.DiscountScope_Sku{Sku: sku}, ProductName: d.ItemName}
	}
	return &apiv1.DiscountScope{Scope: &apiv1.DiscountScope_Everything{Everything: true}}
}
