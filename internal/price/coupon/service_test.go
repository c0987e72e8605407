package coupon_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/price/coupon"
)

func ptr(n int32) *int32 { return &n }

func TestCreate(t *testing.T) {
	t.Parallel()
	t.Run("keeps every field", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			customer := b.newCustomer("Kawiarnia Łąka")
			created := b.create(func(d *coupon.Draft) {
				d.Name, d.Percent, d.HasAmount, d.Amount, d.Currency = " Lato ", "", true, "15.50", "pln"
				d.ValidFrom, d.ValidTo, d.MaxUses, d.CustomerID = "2026-11-22", "2026-11-22", ptr(3), customer.String()
			})
			found, err := b.Get(b.ctx, created.ID)
			require.NoError(b, err)
			requireSame(b.T, coupon.ToAPICoupon(created), coupon.ToAPICoupon(found))
			assert.Equal(b, "Lato", found.Name)
			assert.Equal(b, "15.50", found.Amount.String())
			assert.Equal(b, "Kawiarnia Łąka", found.CustomerName)
			assert.Equal(b, []string{"COUPON_CREATED"}, b.actions())
		})
	})
	t.Run("refuses a code that another one has, whatever its case", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			b.create()
			_, err := b.Create(b.ctx, draft(func(d *coupon.Draft) { d.Code = "lato-10" }))
			faulttest.Require(b.T, err, fault.AlreadyExists, "COUPON_CODE_TAKEN", "coupon.code")
		})
	})
	t.Run("refuses a customer that there is not", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			_, err := b.Create(b.ctx, draft(func(d *coupon.Draft) { d.CustomerID = uuid.NewString() }))
			faulttest.Require(b.T, err, fault.NotFound, "CUSTOMER_NOT_FOUND", "coupon.customerId")
		})
	})
	t.Run("names every field that is wrong", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			amount := func(amount, currency string) func(*coupon.Draft) {
				return func(d *coupon.Draft) { d.HasAmount, d.Amount, d.Currency = true, amount, currency }
			}
			for _, c := range []struct {
				reason, path string
				with         func(*coupon.Draft)
			}{
				{"CODE_INVALID", "coupon.code", func(d *coupon.Draft) { d.Code = "ab" }},
				{"CODE_INVALID", "coupon.code", func(d *coupon.Draft) { d.Code = "LATO 10" }},
				{"TOO_LONG", "coupon.name", func(d *coupon.Draft) { d.Name = string(make([]byte, 101)) }},
				{"AMOUNT_REQUIRED", "coupon.percent", func(d *coupon.Draft) { d.Percent = "" }},
				{"PERCENT_INVALID", "coupon.percent", func(d *coupon.Draft) { d.Percent = "0" }},
				{"PERCENT_INVALID", "coupon.percent", func(d *coupon.Draft) { d.Percent = "100.01" }},
				{"PERCENT_INVALID", "coupon.percent", func(d *coupon.Draft) { d.Percent = "1.001" }},
				{"AMOUNT_INVALID", "coupon.amount.amount", amount("0", "PLN")},
				{"AMOUNT_INVALID", "coupon.amount.amount", amount("-1", "PLN")},
				{"TOO_MANY_DECIMALS", "coupon.amount.amount", amount("1.001", "PLN")},
				{"TOO_MANY_DECIMALS", "coupon.amount.amount", amount("1.5", "JPY")},
				{"TOO_MANY_DECIMALS", "coupon.amount.amount", amount("1.00001", "PLN")},
				{"AMOUNT_INVALID", "coupon.amount.amount", amount("1,5", "PLN")},
				{"CURRENCY_UNKNOWN", "coupon.amount.currency", amount("1", "ZZZ")},
				{"DATE_INVALID", "coupon.validFrom", func(d *coupon.Draft) { d.ValidFrom = "2026-02-30" }},
				{"DATE_INVALID", "coupon.validTo", func(d *coupon.Draft) { d.ValidTo = "tomorrow" }},
				{"END_BEFORE_START", "coupon.validTo", func(d *coupon.Draft) { d.ValidFrom, d.ValidTo = "2026-11-22", "2026-11-21" }},
				{"OUT_OF_RANGE", "coupon.maxUses", func(d *coupon.Draft) { d.MaxUses = ptr(0) }},
				{"ID_INVALID", "coupon.customerId", func(d *coupon.Draft) { d.CustomerID = "x" }},
			} {
				_, err := b.Create(b.ctx, draft(c.with))
				faulttest.Require(b.T, err, fault.Invalid, c.reason, c.path)
			}
			_, err := b.Create(b.ctx, draft(func(d *coupon.Draft) { d.Percent, d.ValidTo = "0", "never" }))
			faulttest.Require(b.T, err, fault.Invalid, "INVALID_FIELDS", "coupon.percent", "coupon.validTo")
		})
	})
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	t.Run("changes what the mask names and nothing else", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			created := b.create(func(d *coupon.Draft) { d.Name = "Lato"; d.MaxUses = ptr(5) })
			b.clock.Advance(time.Hour)
			saved, err := b.Update(b.ctx, coupon.Update{
				ID: created.ID, ETag: created.ETag(), Mask: []string{"amount", "maxUses"},
				Values: coupon.Draft{Code: "OTHER", Name: "ignored", HasAmount: true, Amount: "5", Currency: "EUR"},
			})
			require.NoError(b, err)
			found, err := b.Get(b.ctx, created.ID)
			require.NoError(b, err)
			requireSame(b.T, coupon.ToAPICoupon(saved), coupon.ToAPICoupon(found))
			assert.Equal(b, "LATO-10", found.Code)
			assert.Equal(b, "Lato", found.Name)
			assert.True(b, found.IsAmount())
			assert.Zero(b, found.MaxUses)
			assert.EqualValues(b, 2, found.Version)
			assert.Equal(b, []string{"COUPON_CREATED", "COUPON_UPDATED"}, b.actions())
		})
	})
	t.Run("writes nothing where nothing differs", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			created := b.create()
			saved, err := b.Update(b.ctx, coupon.Update{ID: created.ID, Mask: []string{"percent"}, Values: coupon.Draft{Percent: "10.00"}})
			require.NoError(b, err)
			requireSame(b.T, coupon.ToAPICoupon(created), coupon.ToAPICoupon(saved))
			assert.Len(b, b.actions(), 1)
		})
	})
	t.Run("refuses what is old, unknown, ended or not named", func(t *testing.T) {
		t.Parallel()
		each(t, func(b bundle) {
			created := b.create()
			name := coupon.Update{ID: created.ID, Mask: []string{"name"}, Values: coupon.Draft{Name: "x"}}
			stale := name
			stale.ETag = "7"
			_, err := b.Update(b.ctx, stale)
			faulttest.Require(b.T, err, fault.Conflict, "ETAG_MISMATCH")
			_, err = b.Update(b.ctx, coupon.Update{ID: uuid.New(), Mask: []string{"name"}})
			faulttest.Require(b.T, err, fault.NotFound, "COUPON_NOT_FOUND")
			_, err = b.Update(b.ctx, coupon.Update{ID: created.ID})
			faulttest.Require(b.T, err, fault.Invalid, "MASK_REQUIRED", "updateMask")
			_, err = b.Update(b.ctx, coupon.Update{ID: created.ID, Mask: []string{"code"}})
			faulttest.Require(b.T, err, fault.Invalid, "MASK_UNKNOWN", "updateMask")
			_, err = b.Update(b.ctx, coupon.Update{ID: created.ID, Mask: []string{"percent"}, Values: coupon.Draft{Percent: "101"}})
			faulttest.Require(b.T, err, fault.Invalid, "PERCENT_INVALID", "coupon.percent")
			_, err = b.End(b.ctx, created.ID, "")
			require.NoError(b, err)
			_, err = b.Update(b.ctx, name)
			faulttest.Require(b.T, err, fault.Precondition, "COUPON_ENDED")
		})
	})
}

func TestEnd(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		created := b.create()
		ended, err := b.End(b.ctx, created.ID, created.ETag())
		require.NoError(b, err)
		assert.Equal(b, noon, ended.EndedAt)
		b.clock.Advance(time.Hour)
		again, err := b.End(b.ctx, created.ID, "")
		require.NoError(b, err)
		requireSame(b.T, coupon.ToAPICoupon(ended), coupon.ToAPICoupon(again))
		assert.Equal(b, []string{"COUPON_CREATED", "COUPON_ENDED"}, b.actions())
		_, err = b.End(b.ctx, uuid.New(), "")
		faulttest.Require(b.T, err, fault.NotFound, "COUPON_NOT_FOUND")
	})
}

func TestList(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		customer := b.newCustomer("Nowak")
		codes := []string{"ANY", "BOUND", "OVER", "LAST-DAY", "USED-UP", "GONE"}
		for _, code := range codes {
			created := b.create(func(d *coupon.Draft) {
				d.Code, d.Name = code, "Wyprzedaż Łódź"
				switch code {
				case "BOUND":
					d.CustomerID = customer.String()
				case "OVER":
					d.ValidTo = "2026-11-22"
				case "LAST-DAY":
					d.ValidTo = "2026-11-23"
				case "USED-UP":
					d.MaxUses = ptr(1)
				}
			})
			if code == "GONE" {
				_, err := b.End(b.ctx, created.ID, "")
				require.NoError(b, err)
			}
		}
		_, err := b.Redeem(b.ctx, b.order(func(r *coupon.Redeem) { r.Code = "USED-UP" }))
		require.NoError(b, err)
		b.clock.Set(time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)) // the 23rd in Warsaw

		assert.Equal(b, []string{"GONE", "USED-UP", "LAST-DAY", "OVER", "BOUND", "ANY"}, b.list(coupon.ListQuery{}))
		assert.Equal(b, []string{"LAST-DAY", "BOUND", "ANY"}, b.list(coupon.ListQuery{Usable: true}))
		assert.Equal(b, []string{"BOUND"}, b.list(coupon.ListQuery{CustomerID: customer}))
		assert.Equal(b, []string{"OVER"}, b.list(coupon.ListQuery{Words: "lodz OVER"}))
		assert.Empty(b, b.list(coupon.ListQuery{Words: "%"}))
	})
}

// list collects the codes of all pages of two.
func (b bundle) list(query coupon.ListQuery) []string {
	b.Helper()
	var codes []string
	query.PageSize = 2
	for {
		page, next, err := b.List(b.ctx, query)
		require.NoError(b, err)
		for _, c := range page {
			codes = append(codes, c.Code)
		}
		if query.PageToken = next; next == "" {
			return codes
		}
	}
}
