package shop

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// FromAPIShop reads the settings of a shop.
func FromAPIShop(shop *apiv1.Shop) Shop {
	return Shop{
		Code:             shop.GetCode(),
		Name:             shop.GetName(),
		Domain:           shop.GetDomain(),
		Country:          country.Code(shop.GetCountry()),
		Language:         shop.GetLanguage(),
		Currency:         shop.GetCurrency(),
		TimeZone:         shop.GetTimeZone(),
		ApprovalRequired: shop.GetApprovalRequired(),
		Pricing: Pricing{
			ERPDiscountsOff: shop.GetPricing().GetErpDiscountsOff(),
			ShopDiscounts:   stackings[shop.GetPricing().GetShopDiscounts()],
			Floor:           shop.GetPricing().GetFloorPercent(),
		},
	}
}

// FromAPIUpdate reads a change of a shop. What is no id names no shop.
func FromAPIUpdate(request *apiv1.UpdateShopRequest) (Update, error) {
	parsed, err := id.Parse(request.GetShop().GetId())
	if err != nil {
		return Update{}, errNotFound
	}
	return Update{
		ID:     parsed,
		ETag:   request.GetShop().GetEtag(),
		Mask:   request.GetUpdateMask().GetPaths(),
		Values: FromAPIShop(request.GetShop()),
	}, nil
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
