package server_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/price/engine/enginetest"
)

// What is worked by hand in docs/pricing.md comes out of the API, be it asked in JSON or, as grpcurl does,
// in gRPC by what reflection tells of the method: the same prices in the same words.
func TestTheAPIGivesThePricesAndWordsWorkedByHand(t *testing.T) {
	t.Parallel()
	for _, c := range enginetest.Cases(t, "../../docs/pricing-cases.json") {
		t.Run(c.Title, func(t *testing.T) {
			t.Parallel()
			r := start(t, sqlite(t))
			d := &desk{T: t, running: r, key: r.key(t, auth.SyncScope, auth.ReadScope, auth.WriteScope, auth.AdminScope)}
			question := d.prepare(c)
			for _, language := range []string{"en", "pl", "cs", "el"} {
				asked := fmt.Sprintf(`{"quote": %s, "language": %q}`, question, language)
				d.holds(c.Expect, language, d.call("PricingService/Explain", asked))
			}
			d.holds(c.Expect, "el", d.grpcurl("Explain", fmt.Sprintf(`{"quote": %s, "language": "el"}`, question)))
		})
	}
}

// desk is somebody who calls a server by hand.
type desk struct {
	*testing.T
	*running

	key     string
	endedOn string // the day on which discounts were ended
}

// call sends JSON to a method and returns the answer.
func (d *desk) call(method, body string) json.RawMessage {
	d.Helper()
	answered := d.post(d.T, "/kartoteka.v1."+method, strings.NewReader(body), "Authorization", "Bearer "+d.key)
	require.Equal(d, http.StatusOK, answered.status, "%s: %s", method, answered.body)
	return json.RawMessage(answered.body)
}

// grpcurl does the same in gRPC, with nothing known beforehand.
func (d *desk) grpcurl(method, body string) json.RawMessage {
	d.Helper()
	files, err := reflectionStream(d.T, d.running, d.key).FileContainingSymbol("kartoteka.v1.PricingService")
	require.NoError(d, err)
	described, err := protodesc.NewFiles(&descriptorpb.FileDescriptorSet{File: files})
	require.NoError(d, err)
	found, err := described.FindDescriptorByName(protoreflect.FullName("kartoteka.v1.PricingService." + method))
	require.NoError(d, err)
	schema := found.(protoreflect.MethodDescriptor)

	request := dynamicpb.NewMessage(schema.Input())
	require.NoError(d, protojson.Unmarshal([]byte(body), request))
	client := connect.NewClient[dynamicpb.Message, dynamicpb.Message](http2(d.T), d.url+"/kartoteka.v1.PricingService/"+method,
		connect.WithGRPC(), bearer(d.key), connect.WithSchema(schema),
		connect.WithResponseInitializer(func(_ connect.Spec, message any) error {
			*message.(*dynamicpb.Message) = *dynamicpb.NewMessage(schema.Output())
			return nil
		}))
	answered, err := client.CallUnary(d.Context(), connect.NewRequest(request))
	require.NoError(d, err)
	text, err := protojson.Marshal(answered.Msg)
	require.NoError(d, err)
	return text
}

// prepare makes the registry of a case and returns its question.
func (d *desk) prepare(c enginetest.Worked) json.RawMessage {
	d.Helper()
	made := d.read(d.call("ShopService/CreateShop", d.write(map[string]any{"shop": map[string]any{
		"code": "case", "name": "Case", "country": "PL", "language": "pl", "currency": c.Shop.Currency, "timeZone": c.Shop.TimeZone, "pricing": c.Shop.Pricing,
	}})))
	shop := made.at("shop", "id")
	pushed := d.read(d.call("ContractorSyncService/PushContractors", `{"contractors": [{"externalId": "K-1", "name": "Kawiarnia", "kind": "CUSTOMER_KIND_COMPANY", "taxCountry": "PL"}]}`))
	customer := pushed.at("results", 0, "customerId")
	targets := map[string]map[string]any{"customer": {"customerId": customer}, "everyone": {"everyone": true}}
	for _, group := range c.Groups {
		made := d.read(d.call("GroupService/CreateGroup", d.write(map[string]any{"group": map[string]any{"name": group.Name, "sortOrder": group.SortOrder}})))
		targets[group.Name] = map[string]any{"groupId": made.at("group", "id")}
		if group.Joined {
			d.call("GroupService/AddMembers", d.write(map[string]any{"groupId": made.at("group", "id"), "customerIds": []any{customer}}))
		}
	}
	d.call("ProductService/PushProducts", d.write(map[string]any{"products": c.Products}))
	for i, granted := range c.Discounts {
		d.grant(i, granted, targets)
	}
	question := map[string]any{"shopId": shop, "customerId": customer, "lines": c.Lines, "asOf": c.AsOf}
	if c.Coupon != nil {
		made := d.read(d.call("CouponService/CreateCoupon", d.write(map[string]any{"coupon": c.Coupon})))
		question["couponCode"] = made.at("coupon", "code")
	}
	return json.RawMessage(d.write(question))
}

// grant makes a discount as its origin does.
func (d *desk) grant(nth int, granted enginetest.WorkedDiscount, targets map[string]map[string]any) {
	d.Helper()
	says := d.read(json.RawMessage(d.write(granted.Discount))).value.(map[string]any)
	if granted.Origin == "erp" {
		says["externalId"] = fmt.Sprintf("R-%d", nth)
		switch granted.Target {
		case "customer":
			says["contractor"] = "K-1"
		case "everyone":
			says["everyone"] = true
		default:
			says["group"] = granted.Target
		}
		pushed := d.read(d.call("DiscountService/PushDiscounts", d.write(map[string]any{"discounts": []any{says}})))
		require.Equal(d, "OUTCOME_CREATED", pushed.at("results", 0, "outcome"))
		return
	}
	says["target"] = targets[granted.Target]
	made := d.read(d.call("DiscountService/CreateDiscount", d.write(map[string]any{"discount": says})))
	if granted.Ended {
		ended := d.read(d.call("DiscountService/EndDiscount", d.write(map[string]any{"id": made.at("discount", "id")})))
		at, err := time.Parse(time.RFC3339Nano, ended.at("discount", "endTime").(string))
		require.NoError(d, err)
		zone, err := time.LoadLocation("Europe/Warsaw")
		require.NoError(d, err)
		d.endedOn = at.In(zone).Format(time.DateOnly)
	}
}

// explained is an answer, as far as it is expected.
type explained struct {
	Quote struct {
		Lines []struct {
			UnitPrice                   string
			LineTotal, LineTotalWithTax enginetest.WorkedMoney
		}
		Total, CouponReduction, Payable enginetest.WorkedMoney
	}
	Lines []struct {
		Summary         string
		Steps           []struct{ Text string }
		Winners, Losers []struct {
			Discount      struct{ Name string }
			Verdict, Text string
		}
	}
}

// holds compares an answer with what was worked by hand.
func (d *desk) holds(want enginetest.Expected, language string, answered json.RawMessage) {
	d.Helper()
	var got explained
	require.NoError(d, json.Unmarshal(answered, &got))
	require.Len(d, got.Lines, len(want.Lines))
	assert.Equal(d, want.Total, got.Quote.Total.Amount)
	assert.Equal(d, want.CouponReduction, got.Quote.CouponReduction.Amount)
	if want.Payable != "" {
		assert.Equal(d, want.Payable, got.Quote.Payable.Amount)
	}
	for i, line := range want.Lines {
		told := got.Lines[i]
		assert.Equal(d, line.UnitPrice, got.Quote.Lines[i].UnitPrice)
		assert.Equal(d, line.LineTotal, got.Quote.Lines[i].LineTotal.Amount)
		if line.LineTotalWithTax != "" {
			assert.Equal(d, line.LineTotalWithTax, got.Quote.Lines[i].LineTotalWithTax.Amount)
		}
		assert.Equal(d, line.Summary[language], told.Summary)
		var steps, winners []string
		for _, step := range told.Steps {
			steps = append(steps, step.Text)
		}
		for _, winner := range told.Winners {
			winners = append(winners, winner.Discount.Name)
		}
		assert.Equal(d, line.Steps[language], steps)
		assert.ElementsMatch(d, line.Winners, winners)
		require.Len(d, told.Losers, len(line.Losers))
		for n, loser := range line.Losers {
			assert.Equal(d, loser.Name, told.Losers[n].Discount.Name)
			assert.Equal(d, loser.Verdict, told.Losers[n].Verdict)
			assert.Equal(d, strings.Replace(loser.Text[language], "{ended}", d.endedOn, 1), told.Losers[n].Text)
		}
	}
}

// document is JSON that is looked into.
type document struct {
	*testing.T

	value any
}

func parse(t *testing.T, text string) document {
	t.Helper()
	var value any
	require.NoError(t, json.Unmarshal([]byte(text), &value), text)
	return document{t, value}
}

func (d *desk) read(text json.RawMessage) document { d.Helper(); return parse(d.T, string(text)) }

func (d *desk) write(value any) string {
	d.Helper()
	text, err := json.Marshal(value)
	require.NoError(d, err)
	return string(text)
}

// at follows names and places to a value.
func (d document) at(path ...any) any {
	d.Helper()
	value := d.value
	for _, step := range path {
		switch step := step.(type) {
		case string:
			value = value.(map[string]any)[step]
		case int:
			value = value.([]any)[step]
		}
	}
	require.NotNil(d, value, "%v in %v", path, d.value)
	return value
}
