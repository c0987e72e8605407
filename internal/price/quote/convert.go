package quote

import (
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// FromAPIQuestion reads a question. Errors: TIME_INVALID.
func FromAPIQuestion(api *apiv1.QuoteRequest) (Question, error) {
	asOf, err := fromAPITime(api.GetAsOf())
	if err != nil {
		return Question{}, err
	}
	asked := Question{
		ShopID: id.OrNil(api.GetShopId()), CustomerID: id.OrNil(api.GetCustomerId()), CouponCode: api.GetCouponCode(),
		AsOf: asOf, Lines: make([]Line, len(api.GetLines())),
	}
	for i, line := range api.GetLines() {
		asked.Lines[i] = Line{SKU: text.Visible(line.GetSku()), Quantity: line.GetQuantity(), Category: line.GetCategory(), Brand: line.GetBrand()}
		if base := line.GetBasePrice(); base != nil {
			asked.Lines[i].Base = &Amount{Amount: base.GetAmount(), Currency: base.GetCurrency()}
		}
	}
	return asked, nil
}

// The moments that are on a day of the years 1 to 9999 in every time zone: days compare as text.
var (
	firstMoment = time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC)
	endOfTime   = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
)

// fromAPITime reads a moment; zero when there is none.
func fromAPITime(api *timestamppb.Timestamp) (time.Time, error) {
	if api == nil {
		return time.Time{}, nil
	}
	at := api.AsTime()
	if !api.IsValid() || at.Before(firstMoment) || !at.Before(endOfTime) {
		return time.Time{}, fault.InvalidField("asOf", "TIME_INVALID", "The time is from 0001-01-02 to 9999-12-30 in UTC.")
	}
	return at, nil
}

// within puts the fields of a refusal into the message that they came in.
func within(parent string, err error) error {
	refusal, ok := fault.As(err)
	if !ok {
		return err
	}
	moved := *refusal
	moved.Fields = make([]fault.Field, len(refusal.Fields))
	for i, field := range refusal.Fields {
		field.Path = parent + field.Path
		moved.Fields[i] = field
	}
	return &moved
}

// ToAPIQuote writes prices.
func ToAPIQuote(made Quote) *apiv1.QuoteResponse {
	api := &apiv1.QuoteResponse{
		Lines: make([]*apiv1.QuotedLine, len(made.Lines)), Total: money.ToAPI(made.Total), Payable: money.ToAPI(made.Payable),
	}
	if made.Coupon != nil {
		api.CouponReduction = money.ToAPI(*made.Coupon)
	}
	for i := range made.Lines {
		api.Lines[i] = toAPILine(&made.Lines[i], made.On.Rules.Currency)
	}
	return api
}

func toAPILine(p *engine.Priced, currency string) *apiv1.QuotedLine {
	api := &apiv1.QuotedLine{
		Sku: p.SKU, Quantity: p.Quantity.String(), BasePrice: money.ToAPI(money.Money{Amount: p.Base, Currency: currency}),
		UnitPrice: money.Money{Amount: p.Unit, Currency: currency}.Exact(), LineTotal: money.ToAPI(p.Total),
	}
	if p.TaxRate != nil {
		api.LineTotalWithTax = money.ToAPI(money.Money{Amount: p.Total.Amount.Add(p.Tax.Amount), Currency: currency})
	}
	for _, winner := range p.Winners {
		api.DiscountIds = append(api.DiscountIds, winner.ID.String())
	}
	return api
}

// ToAPIExplained writes prices and why.
func ToAPIExplained(told Explained) *apiv1.ExplainResponse {
	api := &apiv1.ExplainResponse{
		Quote: ToAPIQuote(told.Quote), Time: timestamppb.New(told.On.At), Day: string(told.On.Day()),
		Lines: make([]*apiv1.Explanation, len(told.Reasons)),
	}
	for i, reason := range told.Reasons {
		api.Lines[i] = toAPIReason(reason, told.Names, told.On.Rules.Currency)
	}
	return api
}

func toAPIReason(r Reason, names names, currency string) *apiv1.Explanation {
	api := &apiv1.Explanation{Summary: r.Summary, MoreLosers: r.MoreLosers}
	for _, step := range r.Steps {
		told := &apiv1.PriceStep{Kind: apiv1.PriceStepKind(step.Kind), Amount: step.Amount, Text: step.Text}
		if step.Discount != nil {
			told.DiscountId = step.Discount.ID.String()
		}
		api.Steps = append(api.Steps, told)
	}
	for _, winner := range r.Winners {
		api.Winners = append(api.Winners, toAPITold(winner, names, currency))
	}
	for _, loser := range r.Losers {
		api.Losers = append(api.Losers, toAPITold(loser, names, currency))
	}
	return api
}

func toAPITold(c Told, names names, currency string) *apiv1.ConsideredDiscount {
	sku, _ := c.Scope.Product()
	was := discount.Discount{Discount: *c.Discount, TargetName: names.targets[c.Target.ID], ItemName: names.products[sku]}
	api := &apiv1.ConsideredDiscount{
		Discount: discount.ToAPIDiscount(was), Verdict: apiv1.DiscountVerdict(c.Verdict), Text: c.Text,
	}
	api.Discount.CreateTime, api.Discount.UpdateTime, api.Discount.Etag = nil, nil, "" // of what it is, not of what it was
	if c.Price != nil {
		api.UnitPrice = money.Money{Amount: *c.Price, Currency: currency}.Exact()
	}
	if c.LostTo != nil {
		api.LostToId = c.LostTo.ID.String()
	}
	return api
}
