package coupon_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/price/coupon"
)

func TestRedeem(t *testing.T) {
	t.Parallel()
	t.Run("takes off the percentage, rounded half up, or the amount, never more than the total", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.create(func(d *coupon.Draft) { d.Percent = "12.50" })
			b.create(func(d *coupon.Draft) {
				d.Code, d.Percent, d.HasAmount, d.Amount, d.Currency = "KWOTA", "", true, "20", "PLN"
			})
			for _, c := range []struct{ code, total, reduction string }{
				{"LATO-10", "100.00", "12.50"},
				{"lato-10", "0.20", "0.03"},
				{"LATO-10", "0.00", "0.00"},
				{"KWOTA", "100", "20.00"},
				{"KWOTA", "19.99", "19.99"},
			} {
				redeemed, err := b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.Code, r.Total = c.code, c.total }))
				require.NoError(b, err)
				assert.Equal(b, c.reduction, redeemed.Reduction.String(), "%s of %s", c.code, c.total)
			}
		})
	})
	t.Run("is one use for one request, and tells another request under its id", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			created := b.create()
			order := b.order()
			first, err := b.Redeem(b.ctx, order)
			require.NoError(b, err)
			b.clock.Advance(100 * 24 * time.Hour)
			again, err := b.Redeem(b.ctx, order)
			require.NoError(b, err)
			requireSame(b.T, coupon.ToAPIRedemption(first), coupon.ToAPIRedemption(again))
			b.hasUses(created, 1)

			other := order
			other.Total = "99"
			_, err = b.Redeem(b.ctx, other)
			faulttest.Require(b.T, err, fault.Invalid, "REQUEST_ID_REUSED")

			stranger := auth.With(b.Context(), auth.Identity{Kind: auth.APIKey, ID: id.New()})
			_, err = b.Redeem(stranger, order)
			require.NoError(b, err, "request ids of different callers never meet")
			b.hasUses(created, 2)
			assert.Equal(b, []string{"COUPON_CREATED", "COUPON_REDEEMED", "COUPON_REDEEMED"}, b.actions())
		})
	})
	t.Run("says why it cannot be used", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			owner, stranger := b.newCustomer("Nowak"), b.newCustomer("Zając")
			b.create()
			for code, with := range map[string]func(*coupon.Draft){
				"COUPON_NOT_YET_VALID": func(d *coupon.Draft) { d.ValidFrom = "2026-11-23" },
				"COUPON_EXPIRED":       func(d *coupon.Draft) { d.ValidTo = "2026-11-21" },
				"COUPON_ENDED":         func(*coupon.Draft) {},
				"COUPON_USED_UP":       func(d *coupon.Draft) { d.MaxUses = ptr(1) },
				"COUPON_BOUND":         func(d *coupon.Draft) { d.CustomerID = owner.String() },
				"COUPON_CURRENCY":      func(d *coupon.Draft) { d.Percent, d.HasAmount, d.Amount, d.Currency = "", true, "5", "EUR" },
			} {
				created := b.create(func(d *coupon.Draft) { d.Code = code }, with)
				switch code {
				case "COUPON_ENDED":
					_, err := b.End(b.ctx, created.ID, "")
					require.NoError(b, err)
				case "COUPON_USED_UP":
					_, err := b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.Code = code }))
					require.NoError(b, err)
				}
				_, err := b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.Code, r.CustomerID = code, stranger }))
				assert.True(b, fault.Is(err, code), "%s: %v", code, err)
			}
			b.create(func(d *coupon.Draft) { d.Code = "LATI" })
			for _, code := range []string{"NONE", "a\x00b", "LAT\u0131", "x", ""} {
				_, err := b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.Code = code }))
				faulttest.Require(b.T, err, fault.NotFound, "COUPON_UNKNOWN")
			}
			_, err := b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.Code, r.CustomerID = "COUPON_BOUND", owner }))
			require.NoError(b, err)
			_, err = b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.Code = "COUPON_BOUND" }))
			faulttest.Require(b.T, err, fault.Precondition, "COUPON_BOUND")
			_, err = b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.ShopID = uuid.New() }))
			faulttest.Require(b.T, err, fault.NotFound, "SHOP_NOT_FOUND")
			_, err = b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.CustomerID = uuid.New() }))
			faulttest.Require(b.T, err, fault.NotFound, "CUSTOMER_NOT_FOUND", "customerId")
			_, err = b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.Currency = "EUR" }))
			faulttest.Require(b.T, err, fault.Invalid, "CURRENCY_MISMATCH", "total.currency")
			_, err = b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.Total = "-1" }))
			faulttest.Require(b.T, err, fault.Invalid, "AMOUNT_INVALID", "total.amount")
			for _, total := range []string{"10.1234", "10.001", "0.00001"} {
				_, err = b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.Total = total }))
				faulttest.Require(b.T, err, fault.Invalid, "TOO_MANY_DECIMALS", "total.amount")
			}
		})
	})
	t.Run("counts days by the clock of the shop", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.create(func(d *coupon.Draft) { d.ValidTo = "2026-11-22" })
			b.clock.Set(time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC))
			_, err := b.Redeem(b.ctx, b.order())
			faulttest.Require(b.T, err, fault.Precondition, "COUPON_EXPIRED")
			london := b.newShop("PLN", "Europe/London")
			_, err = b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.ShopID = london }))
			require.NoError(b, err)
		})
	})
}

func (b bundle) hasUses(c coupon.Coupon, uses int32) {
	b.Helper()
	found, err := b.Get(b.ctx, c.ID)
	require.NoError(b, err)
	assert.Equal(b, uses, found.Uses)
	assert.Equal(b, c.Version, found.Version, "uses are no change by staff")
	kept, err := b.db.Client(b.ctx).Redemption.Query().Count(b.ctx)
	require.NoError(b, err)
	assert.EqualValues(b, uses, kept, "a use and its redemption are saved together")
}

func TestOfManyAtOnceNoMoreSucceedThanThereAreUses(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		const shoppers, uses = 64, 10
		created := b.create(func(d *coupon.Draft) { d.MaxUses = ptr(uses) })
		errs := b.atOnce(shoppers, func(ctx context.Context, _ int) error {
			_, err := b.Redeem(ctx, b.order())
			return err
		})
		refused := 0
		for _, err := range errs {
			if err != nil {
				faulttest.Require(b, err, fault.Precondition, "COUPON_USED_UP")
				refused++
			}
		}
		assert.Equal(b, shoppers-uses, refused)
		b.hasUses(created, uses)
	})
}

func TestTheSameRequestManyTimesAtOnceIsOneUse(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		created := b.create(func(d *coupon.Draft) { d.MaxUses = ptr(1) })
		order := b.order()
		ids := make([]uuid.UUID, 16)
		for _, err := range b.atOnce(len(ids), func(ctx context.Context, i int) error {
			redeemed, err := b.Redeem(ctx, order)
			ids[i] = redeemed.ID
			return err
		}) {
			require.NoError(b, err)
		}
		for _, redeemed := range ids {
			assert.Equal(b, ids[0], redeemed)
		}
		b.hasUses(created, 1)
	})
}

func (b bundle) atOnce(times int, do func(ctx context.Context, i int) error) []error {
	errs := make([]error, times)
	var all sync.WaitGroup
	for i := range times {
		all.Go(func() { errs[i] = do(b.ctx, i) })
	}
	all.Wait()
	return errs
}

func TestTheHistoryOfACustomerTellsOfItsCoupons(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		first, second := b.newCustomer("Kawiarnia"), b.newCustomer("Kawiarnia")
		created := b.create(func(d *coupon.Draft) { d.CustomerID = first.String() })
		_, err := b.Update(b.ctx, coupon.Update{ID: created.ID, Mask: []string{"customerId"}, Values: draft(func(d *coupon.Draft) { d.CustomerID = second.String() })})
		require.NoError(b, err)
		made, err := b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.CustomerID = second }))
		require.NoError(b, err)
		_, err = b.Release(b.ctx, made.ID)
		require.NoError(b, err)
		assert.Equal(b, []string{
			"COUPON_RELEASED coupon:→LATO-10", "COUPON_REDEEMED coupon:→LATO-10 reduction:→10.00 PLN", "COUPON_UPDATED customer:Kawiarnia→Kawiarnia",
		}, b.timeline(second))
		assert.Equal(b, []string{
			"COUPON_UPDATED customer:Kawiarnia→Kawiarnia", "COUPON_CREATED coupon:→LATO-10 percent:→10.00 customer:→Kawiarnia",
		}, b.timeline(first))
	})
}

func TestRelease(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		created := b.create(func(d *coupon.Draft) { d.MaxUses = ptr(1) })
		redeemed, err := b.Redeem(b.ctx, b.order())
		require.NoError(b, err)
		b.clock.Advance(time.Minute)
		for _, err := range b.atOnce(8, func(ctx context.Context, _ int) error {
			released, err := b.Release(ctx, redeemed.ID)
			assert.Equal(b, noon.Add(time.Minute), released.ReleasedAt)
			return err
		}) {
			require.NoError(b, err)
		}
		found, err := b.Get(b.ctx, created.ID)
		require.NoError(b, err)
		assert.Zero(b, found.Uses, "a use is given back once")
		customer := b.newCustomer("Nowak")
		_, err = b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.CustomerID = customer }))
		require.NoError(b, err)

		_, err = b.Release(b.ctx, uuid.New())
		faulttest.Require(b.T, err, fault.NotFound, "REDEMPTION_NOT_FOUND")
		all, _, err := b.ListRedemptions(b.ctx, created.ID, 0, "")
		require.NoError(b, err)
		require.Len(b, all, 2)
		assert.True(b, all[0].ReleasedAt.IsZero())
		assert.Equal(b, "Nowak", all[0].CustomerName)
		assert.Empty(b, all[1].CustomerName)
		assert.Equal(b, redeemed.ID, all[1].ID)
		_, _, err = b.ListRedemptions(b.ctx, uuid.New(), 0, "")
		faulttest.Require(b.T, err, fault.NotFound, "COUPON_NOT_FOUND")
		assert.Len(b, b.actions(), 4)
	})
}
