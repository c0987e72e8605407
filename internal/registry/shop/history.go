package shop

import (
	"strconv"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// What history says has happened to a shop.
const (
	actionCreated = "SHOP_CREATED"
	actionUpdated = "SHOP_UPDATED"
)

// changes lists the fields that differ, by JSON name.
func changes(before, after Shop) []audit.Change {
	return audit.Diff(before.texts(), after.texts())
}

// texts are the fields as history shows them: name and value.
func (s Shop) texts() [][2]string {
	return [][2]string{
		{"code", s.Code},
		{"name", s.Name},
		{"domain", s.Domain},
		{"country", string(s.Country)},
		{"language", s.Language},
		{"currency", s.Currency},
		{"timeZone", s.TimeZone},
		{"approvalRequired", strconv.FormatBool(s.ApprovalRequired)},
		{"pricing.erpDiscountsOff", strconv.FormatBool(s.Pricing.ERPDiscountsOff)},
		{"pricing.shopDiscounts", string(s.Pricing.ShopDiscounts)},
		{"pricing.floorPercent", s.Pricing.Floor},
	}
}
