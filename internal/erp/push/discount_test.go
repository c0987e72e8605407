package push_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func withDiscount(percent string) func(*apiv1.Contractor) {
	return func(c *apiv1.Contractor) { c.DiscountPercent = &percent }
}

// discounts are those of contractors: whose, how much, whether they were ended, and the version.
func (b bundle) discounts(t *testing.T) []string {
	t.Helper()
	rows, err := b.db.Client(t.Context()).Discount.Query().All(t.Context())
	require.NoError(t, err)
	lines := make([]string, len(rows))
	for i, row := range rows {
		require.NotNil(t, row.ExternalID)
		require.Equal(t, []any{b.source, "customer", row.TargetID, "", "erp", ""}, []any{
			*row.SourceSystemID, row.TargetKind, *row.CustomerID, row.Scope, row.Origin, row.Name,
		})
		lines[i] = fmt.Sprint(*row.ExternalID, " ", row.PercentE2, " ", row.EndedAt != nil, " ", row.Version)
	}
	slices.Sort(lines)
	return lines
}

func TestTheDiscountOfAContractorIsOneMoreDiscount(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, company(1, withDiscount("5")), company(2), company(3, withDiscount("0")), company(4, withDiscount("12.34")))
		assert.Equal(t, []string{"contractor/c-1 500 false 1", "contractor/c-4 1234 false 1"}, b.discounts(t))
		before := b.dump(t)
		b.push(t, company(1, withDiscount("5")), company(4, withDiscount("12.34")))
		assert.Equal(t, before, b.dump(t), "the same twice changes nothing")

		b.clock.Advance(time.Hour)
		assert.Equal(t, []string{"UPDATED", "UPDATED", "UPDATED"}, b.push(t, company(1, withDiscount("7")), company(2, withDiscount("3")),
			company(4, func(c *apiv1.Contractor) { c.ClearFields = []string{"discountPercent"} })))
		assert.Equal(t, []string{"contractor/c-1 700 false 2", "contractor/c-2 300 false 1", "contractor/c-4 1234 true 2"}, b.discounts(t))
		past, err := db.Client(t.Context()).PastDiscount.Query().Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 2, past)

		b.push(t, company(4, withDiscount("1")))
		assert.Equal(t, "contractor/c-4 100 false 3", b.discounts(t)[2], "it begins anew")
		assert.Equal(t, []string{"UPDATED"}, b.push(t, company(1, func(c *apiv1.Contractor) { c.Phone = new("+48 600 100 200") })))
		assert.Equal(t, "contractor/c-1 700 false 2", b.discounts(t)[0], "what is absent stays")
	})
}

func TestARejectedOrTriedPushLeavesDiscounts(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, company(1, withDiscount("5")))
		assert.Equal(t, []string{"REJECTED discountPercent:PERCENT_INVALID"}, b.push(t, company(1, withDiscount("101"))))
		_, err := b.handler.PushContractors(b.erp, &apiv1.PushContractorsRequest{Contractors: []*apiv1.Contractor{company(1, withDiscount("9"))}, ValidateOnly: true})
		require.NoError(t, err)
		assert.Equal(t, []string{"contractor/c-1 500 false 1"}, b.discounts(t))
	})
}
