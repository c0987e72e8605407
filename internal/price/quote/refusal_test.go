package quote_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/price/coupon"
	"github.com/kartoteka/kartoteka/internal/price/engine"
	"github.com/kartoteka/kartoteka/internal/price/quote"
)

func TestARefusalNamesTheField(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		saw := b.saw()[0].SKU
		euro := engine.Line{SKU: "EURO", Base: b.saw()[0].Base}
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

func TestAMomentIsOnADayOfFourDigitsEverywhere(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		east := b.newShop(engine.Rules{Shop: engine.One, Currency: "PLN"}, "Pacific/Kiritimati")
		west := b.newShop(engine.Rules{Shop: engine.One, Currency: "PLN"}, "Pacific/Pago_Pago")
		handler := quote.NewHandler(b.Service)
		explain := func(shop uuid.UUID, at *timestamppb.Timestamp) (*apiv1.ExplainResponse, error) {
			return handler.Explain(b.ctx, &apiv1.ExplainRequest{Quote: &apiv1.QuoteRequest{ShopId: shop.String(), AsOf: at, Lines: []*apiv1.QuoteLine{
				{Sku: "NEW", Quantity: "1", BasePrice: &apiv1.Money{Amount: "1", Currency: "PLN"}},
			}}})
		}
		for _, at := range []*timestamppb.Timestamp{
			{Seconds: math.MinInt64},
			{Seconds: math.MaxInt64},
			{Nanos: -1},
			timestamppb.New(time.Time{}),
			timestamppb.New(time.Date(1, 1, 1, 23, 59, 59, 999_999_999, time.UTC)),
			timestamppb.New(time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)),
			timestamppb.New(time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)),
			timestamppb.New(time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)),
		} {
			_, err := explain(east, at)
			refusal, ok := fault.As(err)
			require.True(b, ok, "%v: %v", at, err)
			assert.Equal(b, []fault.Field{{Path: "quote.asOf", Reason: "TIME_INVALID", Text: refusal.Text}}, refusal.Fields, at)
		}
		last, err := explain(east, timestamppb.New(time.Date(9999, 12, 30, 23, 59, 59, 0, time.UTC)))
		require.NoError(b, err)
		assert.Equal(b, "9999-12-31", last.GetDay())
		_, err = explain(west, timestamppb.New(time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC)))
		require.NoError(b, err)
		now, err := explain(b.shop, nil)
		require.NoError(b, err)
		assert.Equal(b, b.clock.Now(), now.GetTime().AsTime())
	})
}

func TestAProductThatIsNotKnownIsPricedByWhatTheCallerSays(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		d := percent(everyone, 1000)
		d.Scope = engine.ScopeCategory([]string{"Tools"})
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
