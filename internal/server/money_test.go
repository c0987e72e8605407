package server_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// TestAnAmountIsRefusedAlikeWhereverItIsSaid asks for the same reason of each call that takes money.
func TestAnAmountIsRefusedAlikeWhereverItIsSaid(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	owner := r.signIn(t, auth.Owner)
	var known struct{ Shops []struct{ ID string } }
	require.NoError(t, json.Unmarshal([]byte(r.post(t, kartotekav1connect.ShopServiceListShopsProcedure, strings.NewReader("{}"), owner...).body), &known))
	machine := []string{"Authorization", "Bearer " + r.key(t, auth.ReadScope, auth.WriteScope)}
	for path, call := range map[string]struct {
		procedure, body string
		caller          []string
	}{
		"discount.fixedPrice": {
			kartotekav1connect.DiscountServiceCreateDiscountProcedure,
			`{"discount":{"target":{"everyone":true},"scope":{"brand":"Bosch"},"fixedPrice":%s}}`, owner,
		},
		"coupon.amount": {kartotekav1connect.CouponServiceCreateCouponProcedure, `{"coupon":{"code":"LATO","amount":%s}}`, owner},
		"total": {
			kartotekav1connect.CouponServiceRedeemCouponProcedure,
			`{"requestId":"` + uuid.NewString() + `","code":"LATO","shopId":"` + uuid.NewString() + `","total":%s}`, machine,
		},
		"lines[0].basePrice": {
			kartotekav1connect.PricingServiceQuoteProcedure,
			`{"shopId":"` + known.Shops[0].ID + `","lines":[{"sku":"SAW","quantity":"1","basePrice":%s}]}`, owner,
		},
	} {
		for money, reason := range map[string]string{
			`{"amount":"1.00001","currency":"PLN"}`: path + ".amount TOO_MANY_DECIMALS",
			`{"amount":"1,5","currency":"PLN"}`:     path + ".amount AMOUNT_INVALID",
			`{"amount":"","currency":"PLN"}`:        path + ".amount AMOUNT_INVALID",
			`{"amount":"1e3","currency":"PLN"}`:     path + ".amount AMOUNT_INVALID",
			`{"amount":"-1","currency":"PLN"}`:      path + ".amount AMOUNT_INVALID",
			`{"amount":"1","currency":"ZZZ"}`:       path + ".currency CURRENCY_UNKNOWN",
			`{"amount":"1","currency":"zloty"}`:     path + ".currency CURRENCY_UNKNOWN",
		} {
			got := r.post(t, call.procedure, strings.NewReader(fmt.Sprintf(call.body, money)), call.caller...)
			assert.Equal(t, []string{reason}, got.violations(t), "%s of %s", path, money)
		}
	}
}
