package customer_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestASecondCustomerWithTheSameTaxIDIsWarnedOf(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		first := b.newCustomer(t, mailed("first@kawa.example"), taxed("PL", "525-000-10-26"))
		assert.Empty(t, first.Warnings(), "it is the only one")
		warning := "SAME_TAX_ID:taxId:" + first.ID.String()

		in := b.input(t, mailed("second@kawa.example"), taxed("PL", "5250001026"))
		in.ValidateOnly = true
		preview, err := b.Create(b.ctx, in)
		require.NoError(t, err)
		assert.Equal(t, []string{warning}, preview.Warnings(), "before it is saved")

		second := b.newCustomer(t, mailed("second@kawa.example"), taxed("PL", "5250001026"))
		assert.Equal(t, []string{warning}, second.Warnings())
		assert.Equal(t, []string{warning}, b.opened(t, second).Warnings(), "as long as it is so")
		assert.Equal(t, []string{"SAME_TAX_ID:taxId:" + second.ID.String()}, b.opened(t, first).Warnings(), "and of the first one as well")

		changed, err := b.Update(b.ctx, customer.UpdateInput{ID: second.ID, Change: customer.Change{TaxID: new("")}})
		require.NoError(t, err)
		assert.Empty(t, changed.Warnings())
		assert.Empty(t, b.opened(t, first).Warnings())
	})
}

func TestOfManyWithOneTaxIDAnotherIsNamed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		same := b.insertMany(t, 4, func(c *customer.Customer, _ int) { c.TaxKey, c.TaxID = "PL5250001026", "5250001026" })
		for i, c := range same {
			named := same[0]
			if i == 0 {
				named = same[3]
			}
			assert.Equal(t, named.ID, b.opened(t, c).TwinID)
		}
	})
}

// opened reads the customer as its page does.
func (b bundle) opened(t *testing.T, c *customer.Customer) *customer.Customer {
	t.Helper()
	found, err := b.Get(b.ctx, c.ID)
	require.NoError(t, err)
	return found
}
