package discount_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/replay"
	"github.com/kartoteka/kartoteka/internal/price/discount"
)

func (b bundle) handler() *discount.Handler {
	return discount.NewHandler(b.Service, replay.New(b.db, b.clock))
}

func TestHandlerKeepsDiscounts(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		handler, hurt := b.handler(), b.newGroup(t, "Hurt").String()
		sent := &apiv1.CreateDiscountRequest{RequestId: uuid.NewString(), Discount: &apiv1.Discount{
			Name: "Zima", Target: &apiv1.DiscountTarget{Target: &apiv1.DiscountTarget_GroupId{GroupId: hurt}},
			Scope:     &apiv1.DiscountScope{Scope: &apiv1.DiscountScope_Sku{Sku: "SAW"}},
			Reduction: &apiv1.Discount_FixedPrice{FixedPrice: &apiv1.Money{Amount: "80", Currency: "PLN"}},
			Priority:  5, MinQuantity: "2.50", ValidFrom: "2026-11-01", ValidTo: "2026-12-31",
		}}
		created, err := handler.CreateDiscount(b.ctx, sent)
		require.NoError(t, err)
		again, err := handler.CreateDiscount(b.ctx, sent)
		require.NoError(t, err)
		assert.True(t, proto.Equal(created, again), "one request grants one discount")
		got := created.GetDiscount()
		assert.Equal(t, []any{"Zima", hurt, "Hurt", "SAW", "Piła", "80.00", "2.5", int32(5), "2026-11-01", "2026-12-31", apiv1.DiscountOrigin_DISCOUNT_ORIGIN_SHOP, "1"}, []any{
			got.GetName(), got.GetTarget().GetGroupId(), got.GetTarget().GetName(), got.GetScope().GetSku(), got.GetScope().GetProductName(),
			got.GetFixedPrice().GetAmount(), got.GetMinQuantity(), got.GetPriority(), got.GetValidFrom(), got.GetValidTo(), got.GetOrigin(), got.GetEtag(),
		})
		for _, scope := range []*apiv1.DiscountScope{
			{Scope: &apiv1.DiscountScope_Category{Category: &apiv1.CategoryPath{Names: []string{"a", "b"}}}},
			{Scope: &apiv1.DiscountScope_Brand{Brand: "Łoś"}},
			{Scope: &apiv1.DiscountScope_Everything{Everything: true}},
		} {
			updated, err := handler.UpdateDiscount(b.ctx, &apiv1.UpdateDiscountRequest{
				Discount:   &apiv1.Discount{Id: got.GetId(), Scope: scope, Reduction: &apiv1.Discount_Percent{Percent: "5"}},
				UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"scope", "percent"}},
			})
			require.NoError(t, err)
			assert.True(t, proto.Equal(scope, updated.GetDiscount().GetScope()))
			assert.Equal(t, "5.00", updated.GetDiscount().GetPercent())
		}
		preview, err := handler.PreviewDiscount(b.ctx, &apiv1.PreviewDiscountRequest{Discount: &apiv1.Discount{
			Target: &apiv1.DiscountTarget{Target: &apiv1.DiscountTarget_GroupId{GroupId: hurt}}, Priority: 6, MinQuantity: "2.5",
			Scope: got.GetScope(), Reduction: &apiv1.Discount_Percent{Percent: "4"}, ValidFrom: "2026-11-30", ValidTo: "2026-12-31",
		}, Skus: []string{"SAW"}, Language: "cs-CZ"})
		require.NoError(t, err)
		require.Len(t, preview.GetFindings(), 1)
		assert.Equal(t, []any{apiv1.FindingKind_FINDING_KIND_NEVER_WINS, "", got.GetId(), "Zima"}, []any{
			preview.GetFindings()[0].GetKind(), preview.GetFindings()[0].GetDiscountId(), preview.GetFindings()[0].GetOtherId(), preview.GetFindings()[0].GetOtherName(),
		})
		assert.Nil(t, preview.GetFindings()[0].GetDiscount(), "it is that of the request")
		other := preview.GetFindings()[0].GetOther()
		assert.Equal(t, []any{got.GetId(), "Hurt", true, "5.00"}, []any{
			other.GetId(), other.GetTarget().GetName(), other.GetScope().GetEverything(), other.GetPercent(),
		})
		require.Len(t, preview.GetSamples(), 1)
		sample := preview.GetSamples()[0]
		assert.Equal(t, []any{"2026-11-30", apiv1.DiscountVerdict_DISCOUNT_VERDICT_WON, true, "cs"},
			[]any{preview.GetDay(), sample.GetVerdict(), sample.GetWins(), sample.GetText()})
		b.clock.Advance(time.Hour)
		ended, err := handler.EndDiscount(b.ctx, &apiv1.EndDiscountRequest{Id: got.GetId()})
		require.NoError(t, err)
		assert.Equal(t, noon.Add(time.Hour), ended.GetDiscount().GetEndTime().AsTime())
		listed, err := handler.ListDiscounts(b.ctx, &apiv1.ListDiscountsRequest{States: []apiv1.DiscountState{apiv1.DiscountState_DISCOUNT_STATE_ENDED}})
		require.NoError(t, err)
		require.Len(t, listed.GetDiscounts(), 1)
		assert.True(t, proto.Equal(ended.GetDiscount(), listed.GetDiscounts()[0]))
	})
}

func TestHandlerPushesAndFinds(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		handler, erp := b.handler(), b.newSource(t, "OPTIMA")
		b.grant(t, named("shop"), onSKU("SAW"))
		sent := &apiv1.PushDiscountsRequest{RequestId: uuid.NewString(), Discounts: []*apiv1.PushedDiscount{
			{
				ExternalId: "1", Name: "erp", Target: &apiv1.PushedDiscount_Everyone{Everyone: true},
				Scope:     &apiv1.DiscountScope{Scope: &apiv1.DiscountScope_Sku{Sku: "SAW"}},
				Reduction: &apiv1.PushedDiscount_FixedPrice{FixedPrice: &apiv1.Money{Amount: "95", Currency: "PLN"}},
			},
			{ExternalId: "2"},
		}}
		pushed, err := handler.PushDiscounts(erp, sent)
		require.NoError(t, err)
		again, err := handler.PushDiscounts(erp, sent)
		require.NoError(t, err)
		assert.True(t, proto.Equal(pushed, again), "the same request is answered once")
		first, second := pushed.GetResults()[0], pushed.GetResults()[1]
		assert.Equal(t, []any{"1", apiv1.Outcome_OUTCOME_CREATED, "2", apiv1.Outcome_OUTCOME_REJECTED, ""}, []any{
			first.GetExternalId(), first.GetOutcome(), second.GetExternalId(), second.GetOutcome(), second.GetDiscountId(),
		})
		assert.Equal(t, "TARGET_REQUIRED", second.GetFieldViolations()[0].GetReason())
		got, err := handler.GetDiscount(b.ctx, &apiv1.GetDiscountRequest{Id: first.GetDiscountId()})
		require.NoError(t, err)
		assert.Equal(t, []any{apiv1.DiscountOrigin_DISCOUNT_ORIGIN_ERP, "OPTIMA", "1", true}, []any{
			got.GetDiscount().GetOrigin(), got.GetDiscount().GetExternalId().GetSourceSystem(), got.GetDiscount().GetExternalId().GetExternalId(),
			got.GetDiscount().GetTarget().GetEveryone(),
		})
		found, err := handler.ListDiscountFindings(b.ctx, &apiv1.ListDiscountFindingsRequest{Kind: apiv1.FindingKind_FINDING_KIND_GRANTED_TWICE})
		require.NoError(t, err)
		require.Len(t, found.GetFindings(), 2)
		assert.Equal(t, []any{"shop", "erp", "SAW", apiv1.DiscountOrigin_DISCOUNT_ORIGIN_SHOP}, []any{
			found.GetFindings()[0].GetDiscountName(), found.GetFindings()[0].GetOtherName(), found.GetFindings()[0].GetScope().GetSku(), found.GetFindings()[0].GetOrigin(),
		})
		ofShop, err := handler.GetDiscount(b.ctx, &apiv1.GetDiscountRequest{Id: found.GetFindings()[0].GetDiscountId()})
		require.NoError(t, err)
		both := []*apiv1.Discount{ofShop.GetDiscount(), got.GetDiscount()}
		for i, finding := range found.GetFindings() {
			assert.True(t, proto.Equal(both[i], finding.GetDiscount()), "%v", finding.GetDiscount())
			assert.True(t, proto.Equal(both[1-i], finding.GetOther()), "%v", finding.GetOther())
		}
	})
}

func TestHandlerRefusesWhatIsNoID(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		_, err := b.handler().UpdateDiscount(b.ctx, &apiv1.UpdateDiscountRequest{Discount: &apiv1.Discount{Id: "1"}})
		faulttest.Require(t, err, fault.NotFound, "DISCOUNT_NOT_FOUND")
		_, err = b.handler().PreviewDiscount(b.ctx, &apiv1.PreviewDiscountRequest{Discount: &apiv1.Discount{Id: "1"}})
		faulttest.Require(t, err, fault.NotFound, "DISCOUNT_NOT_FOUND")
		_, err = b.handler().UpdateDiscount(b.ctx, &apiv1.UpdateDiscountRequest{})
		faulttest.Require(t, err, fault.NotFound, "DISCOUNT_NOT_FOUND")
	})
}
