package quote_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/coupon"
	"github.com/kartoteka/kartoteka/internal/fault"
	"github.com/kartoteka/kartoteka/internal/pricing"
	"github.com/kartoteka/kartoteka/internal/quote"
)

func TestARefusalNamesTheField(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		saw := b.saw()[0].SKU
		euro := pricing.Line{SKU: "EURO", Base: b.saw()[0].Base}
		b.sell(&euro, "EUR")
		line := func(change func(*quote.Line)) func(*quote.Question) {
			return func(q *quote.Question) { change(&q.Lines[0]) }
		}
		base := func(amount, currency string) func(*quote.Question) {
			return line(func(l *quote.Line) { l.Base = &quote.Amount{Amount: amount, Currency: currency} })
		}
		for _, c := range []struct {
			reason, path string
			with         func(*quote.Question)
		}{
			{"SKU_UNKNOWN", "lines[0].sku", line(func(l *quote.Line) { l.SKU = "NONE" })},
			{"CHARACTERS_INVALID", "lines[0].sku", line(func(l *quote.Line) { l.SKU = "a\x00b" })},
			{"CHARACTERS_INVALID", "lines[0].sku", func(q *quote.Question) { q.Lines[0].SKU, q.AsOf = "a\x00b", longAgo }},
			{"QUANTITY_INVALID", "lines[0].quantity", line(func(l *quote.Line) { l.Quantity = "0" })},
			{"QUANTITY_INVALID", "lines[0].quantity", line(func(l *quote.Line) { l.Quantity = "-1" })},
			{"QUANTITY_INVALID", "lines[0].quantity", line(func(l *quote.Line) { l.Quantity = "1.00001" })},
			{"QUANTITY_INVALID", "lines[0].quantity", line(func(l *quote.Line) { l.Quantity = "1000000001" })},
			{"AMOUNT_INVALID", "lines[0].basePrice.amount", base("0", "PLN")},
			{"TOO_MANY_DECIMALS", "lines[0].basePrice.amount", base("1.00001", "PLN")},
			{"CURRENCY_UNKNOWN", "lines[0].basePrice.currency", base("1", "ZZZ")},
			{"CURRENCY_MISMATCH", "lines[0].basePrice.currency", base("1", "EUR")},
			{"CURRENCY_MISMATCH", "lines[0].basePrice", line(func(l *quote.Line) { l.SKU = euro.SKU })},
			{"CATEGORY_INVALID", "lines[0].category[1]", func(q *quote.Question) {
				base("1", "PLN")(q)
				q.Lines[0].SKU, q.Lines[0].Category = "NONE", []string{"a", " "}
			}},
			{"COUPON_UNKNOWN", "couponCode", func(q *quote.Question) { q.CouponCode = "NONE" }},
			{"COUPON_UNKNOWN", "couponCode", func(q *quote.Question) { q.CouponCode = "a\x00b" }},
			{"SHOP_NOT_FOUND", "", func(q *quote.Question) { q.ShopID = uuid.New() }},
			{"CUSTOMER_NOT_FOUND", "", func(q *quote.Question) { q.CustomerID = uuid.New() }},
			{"SHOP_NOT_FOUND", "", func(q *quote.Question) { q.ShopID, q.AsOf = uuid.New(), longAgo }},
			{"CUSTOMER_NOT_FOUND", "", func(q *quote.Question) { q.CustomerID, q.AsOf = uuid.New(), longAgo }},
			{"TIME_INVALID", "asOf", func(q *quote.Question) { q.AsOf = longAgo.AddDate(9000, 0, 0) }},
		} {
			asked := quote.Question{ShopID: b.shop, Lines: []quote.Line{{SKU: saw, Quantity: "1"}}}
			c.with(&asked)
			_, err := b.Quote(b.ctx, asked)
			refusal, ok := fault.As(err)
			require.True(b, ok, "%s: %v", c.reason, err)
			assert.Equal(b, c.reason, refusal.Reason)
			if c.path != "" {
				assert.Equal(b, c.path, refusal.Fields[0].Path)
			}
		}
	})
}

func TestAProductThatIsNotKnownIsPricedByWhatTheCallerSays(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		d := percent(everyone, 1000)
		d.Scope = pricing.ScopeCategory([]string{"Tools"})
		b.grant(d, longAgo)
		made := b.quote(b.ctx, quote.Question{ShopID: b.shop, Lines: []quote.Line{
			{SKU: "NEW", Quantity: "2", Base: &quote.Amount{Amount: "10.50", Currency: "pln"}, Category: []string{" Tools ", "Saws"}, Brand: "Bosch"},
		}})
		assert.Equal(b, "18.90", made.Total.String())
	})
}

func TestACouponComesOffTheTotalAndIsNotUsed(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		created, err := b.coupons.Create(b.ctx, coupon.Draft{Code: "LATO", HasAmount: true, Amount: "30", Currency: "PLN"})
		require.NoError(b, err)
		made := b.quote(b.ctx, b.ask(uuid.Nil, b.saw(), func(q *quote.Question) { q.CouponCode = "lato" }))
		assert.Equal(b, "30.00", made.Coupon.String())
		assert.Equal(b, "70.00", made.Payable.String())
		found, err := b.coupons.Get(b.ctx, created.ID)
		require.NoError(b, err)
		assert.Zero(b, found.Uses)
	})
}
