package discount_test

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

func TestPreviewTellsWhomAndWhatADiscountTouches(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		hurt := b.newGroup(t, "Hurt", customer, b.newCustomer(t))
		for name, c := range map[string]struct {
			with      []func(*discount.Draft)
			customers int64 // -1 for everyone
			products  int64
		}{
			"everyone, everything":      {nil, -1, 2},
			"a customer, a brand":       {drafts{forCustomer(customer), onBrand("Ryś")}, 1, 1},
			"a group, a category":       {drafts{forGroup(hurt), onCategory("Narzędzia")}, 2, 2},
			"a category below":          {drafts{onCategory("Narzędzia", "Piły")}, -1, 1},
			"a product":                 {drafts{onSKU("SAW")}, -1, 1},
			"a product that is no more": {drafts{onSKU("OLD")}, -1, 0},
			"a category of nothing":     {drafts{onCategory("Narz")}, -1, 0},
		} {
			preview, err := b.Preview(b.ctx, discount.PreviewInput{Draft: rebate(c.with...)})
			require.NoError(t, err, name)
			assert.Equal(t, c.products, preview.Products, name)
			if c.customers < 0 {
				assert.Nil(t, preview.Customers, name)
			} else {
				assert.Equal(t, c.customers, *preview.Customers, name)
			}
		}
	})
}

func TestPreviewSavesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		granted := b.grant(t, named("saved"))
		preview, err := b.Preview(b.ctx, discount.PreviewInput{Draft: rebate(named("draft"), percent("5")), SKUs: []string{"SAW"}})
		require.NoError(t, err)
		lines := make([]string, len(preview.Findings))
		for i, f := range preview.Findings {
			lines[i] = line(f, true)
		}
		assert.Equal(t, []string{"never_wins draft by saved", "overlaps draft by saved"}, lines)
		sample := preview.Samples.Prices[0]
		assert.Equal(t, []any{uuid.Nil.String(), "draft", engine.Won}, []any{sample.SKU, sample.ProductName, sample.Verdict})
		assert.Equal(t, inUTC(granted), b.one(t))

		preview, err = b.Preview(b.ctx, discount.PreviewInput{ID: granted.ID, Draft: rebate(named("changed"), days("", "2026-11-25"))})
		require.NoError(t, err)
		require.Len(t, preview.Findings, 1, "it does not overlap with itself")
		assert.Equal(t, "about_to_end changed", line(preview.Findings[0], true))
		assert.Equal(t, granted.ID.String(), preview.Samples.Prices[0].SKU)
		assert.Equal(t, inUTC(granted), b.one(t))
	})
}

func TestPreviewWritesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		granted := b.grant(t, onSKU("SAW"), from("5"))
		b.grant(t, percent("20"))
		databasetest.ReadOnly(b.ctx, t, b.db, func(ctx context.Context) {
			_, err := b.Create(ctx, rebate())
			require.Error(t, err, "a write would be seen")
		})
		databasetest.ReadOnly(b.ctx, t, b.db, func(ctx context.Context) {
			for _, in := range []discount.PreviewInput{
				{Draft: rebate(onSKU("SAW"))}, {ID: granted.ID, Draft: rebate(onCategory("Narzędzia"), from("10"), percent("5"))},
			} {
				preview, err := b.Preview(ctx, in)
				require.NoError(t, err)
				assert.NotEmpty(t, preview.Findings)
			}
		})
	})
}

func TestPreviewRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		_, err := b.Preview(b.ctx, discount.PreviewInput{Draft: rebate(percent("0"), forGroup(id.New()))})
		assert.Equal(t, []string{"discount.target.groupId GROUP_NOT_FOUND", "discount.percent PERCENT_INVALID"}, faulttest.Violations(err))
		_, err = b.Preview(b.ctx, discount.PreviewInput{ID: id.New(), Draft: rebate()})
		faulttest.Require(t, err, fault.NotFound, "DISCOUNT_NOT_FOUND")
	})
}
