package shop_test

import (
	"testing"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/registry/shop"
)

func TestAFloorIsAPercentage(t *testing.T) {
	t.Parallel()
	for typed, kept := range map[string]string{"": "0", "0": "0", "0.00": "0", "70": "70.00", " 12.5 ": "12.50", "100": "100.00"} {
		var got shop.Shop
		require.Empty(t, got.Apply(newShop(func(s *shop.Change) { s.Pricing = &shop.Pricing{Floor: typed} })), typed)
		assert.Equal(t, kept, got.Pricing.Floor, typed)
	}
	for _, typed := range []string{"100.01", "-1", "1.001", "a", "1,5"} {
		var s shop.Shop
		wrong := s.Apply(newShop(func(s *shop.Change) { s.Pricing = &shop.Pricing{Floor: typed} }))
		assert.Equal(t, []string{"pricing.floorPercent PERCENT_INVALID"}, faulttest.Violations(fault.InvalidFields(wrong)))
	}
}

// past is what is kept of earlier settings, oldest first.
func (b bundle) past(t *testing.T, of shop.Shop) []string {
	t.Helper()
	rows, err := b.db.Client(b.ctx).PastPricing.Query().
		Where(func(s *entsql.Selector) { s.Where(entsql.EQ("shop_id", of.ID)) }).
		Order(entsql.OrderByField("until").ToFunc()).All(b.ctx)
	require.NoError(t, err)
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = row.Until.UTC().Format(time.RFC3339) + " " + row.ShopDiscounts + " " + row.Currency + " " + row.TimeZone
	}
	return lines
}

func TestWhatPricesDependedOnIsKept(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		made := b.create(t)
		change := func(change shop.Change) {
			_, err := b.Update(b.ctx, made.ID, "", change)
			require.NoError(t, err)
			b.clock.Advance(time.Hour)
		}
		change(shop.Change{Name: new("Mlýnek")})
		assert.Empty(t, b.past(t, made), "prices do not depend on the name")
		change(shop.Change{Pricing: &shop.Pricing{ERPDiscountsOff: true, ShopDiscounts: shop.SumOfDiscounts, Floor: "70"}})
		change(shop.Change{Currency: new("EUR")})
		change(shop.Change{TimeZone: new("Europe/Athens")})
		change(shop.Change{TimeZone: new("Europe/Athens")})
		assert.Equal(t, []string{
			"2026-11-21T14:00:00Z one CZK Europe/Prague",
			"2026-11-21T15:00:00Z sum CZK Europe/Prague",
			"2026-11-21T16:00:00Z sum EUR Europe/Prague",
		}, b.past(t, made))
		assert.Equal(t, shop.Pricing{ERPDiscountsOff: true, ShopDiscounts: shop.SumOfDiscounts, Floor: "70.00"}, b.listed(t, made).Pricing)
	})
}

func TestHandlerChangesPricing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		made, handler := b.create(t), shop.NewHandler(b.Service)
		for _, wanted := range []apiv1.ShopDiscounts{
			apiv1.ShopDiscounts_SHOP_DISCOUNTS_SUM, apiv1.ShopDiscounts_SHOP_DISCOUNTS_OFF, apiv1.ShopDiscounts_SHOP_DISCOUNTS_ONE,
		} {
			updated, err := handler.UpdateShop(b.ctx, &apiv1.UpdateShopRequest{
				Shop: &apiv1.Shop{
					Id: made.ID.String(), Pricing: &apiv1.Pricing{ErpDiscountsOff: true, ShopDiscounts: wanted, FloorPercent: "33.3"},
				},
				UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"pricing"}},
			})
			require.NoError(t, err)
			got := updated.GetShop().GetPricing()
			assert.Equal(t, []any{true, wanted, "33.30"}, []any{got.GetErpDiscountsOff(), got.GetShopDiscounts(), got.GetFloorPercent()})
		}
	})
}
