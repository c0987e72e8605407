package shop

import (
	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// What history says has happened to a shop.
const (
	actionCreated = "SHOP_CREATED"
	actionUpdated = "SHOP_UPDATED"
)

// fields are what history shows of a shop.
var fields = []audit.Field[Shop]{
	{Name: "code", Value: func(s Shop) audit.Value { return audit.Text(s.Code) }},
	{Name: "name", Value: func(s Shop) audit.Value { return audit.Text(s.Name) }},
	{Name: "domain", Value: func(s Shop) audit.Value { return audit.Text(s.Domain) }},
	{Name: "country", Value: func(s Shop) audit.Value { return audit.Country(s.Country) }},
	{Name: "language", Value: func(s Shop) audit.Value { return audit.Language(s.Language) }},
	{Name: "currency", Value: func(s Shop) audit.Value { return audit.Text(s.Currency) }},
	{Name: "timeZone", Value: func(s Shop) audit.Value { return audit.Text(s.TimeZone) }},
	{Name: "approvalRequired", Value: func(s Shop) audit.Value { return audit.Flag(s.ApprovalRequired) }},
	{Name: "pricing.erpDiscountsOff", Value: func(s Shop) audit.Value { return audit.Flag(s.Pricing.ERPDiscountsOff) }},
	{Name: "pricing.shopDiscounts", Value: func(s Shop) audit.Value { return audit.Code(s.Pricing.ShopDiscounts) }},
	{Name: "pricing.floorPercent", Value: func(s Shop) audit.Value { return audit.PercentText(s.Pricing.Floor) }},
}
