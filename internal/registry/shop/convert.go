package shop

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
)

// editable are the settings that a mask can name, and how each is taken from the API. The code is not
// among them: only a new shop takes one.
var editable = mask.Table[Change, *apiv1.Shop]{
	"name":              func(c *Change, api *apiv1.Shop) { c.Name = new(api.GetName()) },
	"domain":            func(c *Change, api *apiv1.Shop) { c.Domain = new(api.GetDomain()) },
	"country":           func(c *Change, api *apiv1.Shop) { c.Country = new(api.GetCountry()) },
	"language":          func(c *Change, api *apiv1.Shop) { c.Language = new(api.GetLanguage()) },
	"currency":          func(c *Change, api *apiv1.Shop) { c.Currency = new(api.GetCurrency()) },
	"time_zone":         func(c *Change, api *apiv1.Shop) { c.TimeZone = new(api.GetTimeZone()) },
	"approval_required": func(c *Change, api *apiv1.Shop) { c.ApprovalRequired = new(api.GetApprovalRequired()) },
	"pricing":           func(c *Change, api *apiv1.Shop) { c.Pricing = new(fromAPIPricing(api.GetPricing())) },
}

// FromAPIShop reads all settings of a new shop.
func FromAPIShop(api *apiv1.Shop) Change {
	change := editable.All(api)
	change.Code = new(api.GetCode())
	return change
}

func fromAPIPricing(api *apiv1.Pricing) Pricing {
	return Pricing{
		ERPDiscountsOff: api.GetErpDiscountsOff(),
		ShopDiscounts:   stackings[api.GetShopDiscounts()],
		Floor:           api.GetFloorPercent(),
	}
}

// ToAPIShop writes a shop.
func ToAPIShop(shop Shop) *apiv1.Shop {
	return &apiv1.Shop{
		Id:               shop.ID.String(),
		Code:             shop.Code,
		Name:             shop.Name,
		Domain:           shop.Domain,
		Country:          string(shop.Country),
		Language:         shop.Language,
		Currency:         shop.Currency,
		TimeZone:         shop.TimeZone,
		ApprovalRequired: shop.ApprovalRequired,
		Pricing: &apiv1.Pricing{
			ErpDiscountsOff: shop.Pricing.ERPDiscountsOff,
			ShopDiscounts:   toAPIStacking(shop.Pricing.ShopDiscounts),
			FloorPercent:    shop.Pricing.Floor,
		},
		CreateTime: timestamppb.New(shop.CreatedAt),
		UpdateTime: timestamppb.New(shop.UpdatedAt),
		Etag:       shop.ETag(),
	}
}

var stackings = map[apiv1.ShopDiscounts]Stacking{
	apiv1.ShopDiscounts_SHOP_DISCOUNTS_UNSPECIFIED: OneDiscount,
	apiv1.ShopDiscounts_SHOP_DISCOUNTS_ONE:         OneDiscount,
	apiv1.ShopDiscounts_SHOP_DISCOUNTS_SUM:         SumOfDiscounts,
	apiv1.ShopDiscounts_SHOP_DISCOUNTS_OFF:         NoDiscounts,
}

func toAPIStacking(stacking Stacking) apiv1.ShopDiscounts {
	switch stacking {
	case SumOfDiscounts:
		return apiv1.ShopDiscounts_SHOP_DISCOUNTS_SUM
	case NoDiscounts:
		return apiv1.ShopDiscounts_SHOP_DISCOUNTS_OFF
	default:
		return apiv1.ShopDiscounts_SHOP_DISCOUNTS_ONE
	}
}
