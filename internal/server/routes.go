package server

import (
	"slices"
	"strings"
)

// routes are the addresses of the admin's pages, as frontend/src/app/router.tsx has them. Every other address is not
// found: a probe or a mistyped link must not be told that all is well.
var routes = []string{
	"/", "/sign-in", "/setup",
	"/customers", "/customers/new", "/customers/$customerId",
	"/groups", "/groups/$groupId",
	"/discounts", "/discounts/new", "/discounts/$discountId", "/discounts/coupons/$couponId",
	"/erp", "/erp/$sourceId", "/erp/$sourceId/settings", "/erp/$sourceId/runs/$runId",
	"/access", "/settings",
}

// routeOf returns the route that the clean path belongs to; empty if there is none.
func routeOf(path string) string {
	segments := strings.Split(path, "/")
	at := slices.IndexFunc(routes, func(route string) bool {
		return slices.EqualFunc(strings.Split(route, "/"), segments, func(part, segment string) bool {
			return part == segment || strings.HasPrefix(part, "$") && segment != ""
		})
	})
	if at < 0 {
		return ""
	}
	return routes[at]
}
