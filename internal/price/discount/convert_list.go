package discount

import (
	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// FromAPIListQuery reads which discounts to list.
func FromAPIListQuery(api *apiv1.ListDiscountsRequest) ListQuery {
	query := ListQuery{
		CustomerID: id.OrNil(api.GetCustomerId()), Inherited: api.GetInherited(),
		GroupID: id.OrNil(api.GetGroupId()), Everyone: api.GetEveryone(),
		SKU: text.Visible(api.GetSku()), Day: api.GetDay(), FromDay: api.GetFromDay(), ToDay: api.GetToDay(),
		Words: api.GetQuery(), PageSize: api.GetPageSize(), PageToken: api.GetPageToken(),
	}
	query.Origin = origins[api.GetOrigin()]
	for _, state := range api.GetStates() {
		if known, ok := states[state]; ok {
			query.States = append(query.States, known)
		}
	}
	return query
}

var origins = map[apiv1.DiscountOrigin]engine.Origin{
	apiv1.DiscountOrigin_DISCOUNT_ORIGIN_SHOP: engine.ByShop,
	apiv1.DiscountOrigin_DISCOUNT_ORIGIN_ERP:  engine.ByERP,
}

var states = map[apiv1.DiscountState]State{
	apiv1.DiscountState_DISCOUNT_STATE_UPCOMING: Upcoming,
	apiv1.DiscountState_DISCOUNT_STATE_ACTIVE:   Active,
	apiv1.DiscountState_DISCOUNT_STATE_EXPIRED:  Expired,
	apiv1.DiscountState_DISCOUNT_STATE_ENDED:    Ended,
}

var findingKinds = map[FindingKind]apiv1.FindingKind{
	AboutToEnd:   apiv1.FindingKind_FINDING_KIND_ABOUT_TO_END,
	NeverWins:    apiv1.FindingKind_FINDING_KIND_NEVER_WINS,
	Overlaps:     apiv1.FindingKind_FINDING_KIND_OVERLAPS,
	HasExpired:   apiv1.FindingKind_FINDING_KIND_EXPIRED,
	BelowFloor:   apiv1.FindingKind_FINDING_KIND_BELOW_FLOOR,
	DearerStep:   apiv1.FindingKind_FINDING_KIND_DEARER_STEP,
	NotLower:     apiv1.FindingKind_FINDING_KIND_NOT_LOWER,
	GrantedTwice: apiv1.FindingKind_FINDING_KIND_GRANTED_TWICE,
	SwitchedOff:  apiv1.FindingKind_FINDING_KIND_SWITCHED_OFF,
}

func fromAPIFindingKind(api apiv1.FindingKind) FindingKind {
	for kind, value := range findingKinds {
		if value == api {
			return kind
		}
	}
	return ""
}

// toAPIFinding writes what is odd about a saved discount.
func toAPIFinding(f Finding) *apiv1.DiscountFinding {
	api := &apiv1.DiscountFinding{
		Kind: findingKinds[f.Kind], DiscountId: f.Discount.ID.String(), DiscountName: f.Discount.Name,
		Target: toAPITarget(f.Discount), Scope: toAPIScope(f.Discount), Origin: toAPIOrigin(f.Discount.Origin),
		Discount: ToAPIDiscount(*f.Discount),
	}
	if f.Other != nil {
		api.OtherId, api.OtherName, api.Other = f.Other.ID.String(), f.Other.Name, ToAPIDiscount(*f.Other)
	}
	if f.ShopID != uuid.Nil {
		api.ShopId = f.ShopID.String()
	}
	return api
}

// FromAPIPreview reads of which discount to tell what it would do.
func FromAPIPreview(api *apiv1.PreviewDiscountRequest) (PreviewInput, error) {
	in := PreviewInput{
		Draft: FromAPIDiscount(api.GetDiscount()), ShopID: id.OrNil(api.GetShopId()), SKUs: api.GetSkus(),
		Language: engine.LanguageOf(api.GetLanguage()),
	}
	if text := api.GetDiscount().GetId(); text != "" {
		if in.ID = id.OrNil(text); in.ID == uuid.Nil {
			return in, errNotFound
		}
	}
	return in, nil
}

// ToAPIPreview writes what a discount would do; one that is not saved has no id.
func ToAPIPreview(p Preview, isNew bool) *apiv1.PreviewDiscountResponse {
	api := &apiv1.PreviewDiscountResponse{CustomerCount: p.Customers, ProductCount: p.Products, Day: string(p.Samples.Day)}
	for _, f := range p.Findings {
		finding := toAPIFinding(f)
		finding.Discount = nil // it is that of the request
		if isNew {
			finding.DiscountId = ""
		}
		api.Findings = append(api.Findings, finding)
	}
	for _, sample := range p.Samples.Prices {
		api.Samples = append(api.Samples, toAPISample(sample))
	}
	return api
}

func toAPISample(sample Sample) *apiv1.SamplePrice {
	currency := sample.BasePrice.Currency
	return &apiv1.SamplePrice{
		Sku: sample.SKU, ProductName: sample.ProductName, Quantity: sample.Quantity.String(),
		BasePrice:   money.ToAPI(sample.BasePrice),
		PriceBefore: &apiv1.Money{Amount: money.Money{Amount: sample.Before, Currency: currency}.Exact(), Currency: currency},
		PriceAfter:  &apiv1.Money{Amount: money.Money{Amount: sample.After, Currency: currency}.Exact(), Currency: currency},
		Wins:        sample.Verdict == engine.Won, Verdict: apiv1.DiscountVerdict(sample.Verdict), Text: sample.Text,
	}
}
