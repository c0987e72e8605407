package push_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestPushHandsOnTheMarkOfTheDefault(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, company(1))
		saved := b.find(t, "c-1")
		for _, street := range []string{"Krótka 2", "Krótka 3"} {
			_, err := b.customers.CreateAddress(b.staff, saved.ID, customer.AddressChange{
				Street: &street, Country: new("PL"), Type: new(customer.Billing), IsDefault: new(false),
			})
			require.NoError(t, err)
		}
		b.push(t, &apiv1.Contractor{ExternalId: "c-1", ClearFields: []string{"addresses"}})
		addresses, err := b.customers.ListAddresses(b.staff, saved.ID)
		require.NoError(t, err)
		require.Len(t, addresses, 2)
		assert.Equal(t, "Krótka 2", addresses[0].Street)
		assert.Equal(t, []bool{true, false}, []bool{addresses[0].IsDefault, addresses[1].IsDefault}, "exactly one is the default")
		history, _, err := b.customers.History.List(b.staff, audit.Subject{Noun: audit.Customer, ID: saved.ID}, 50, "")
		require.NoError(t, err)
		assert.True(t, slices.ContainsFunc(history, func(e audit.Entry) bool {
			return e.Action == "ADDRESS_UPDATED" && e.SubjectID == addresses[0].ID
		}))

		assert.Equal(t, []string{"UPDATED"}, b.push(t, company(1)))
		addresses, err = b.customers.ListAddresses(b.staff, saved.ID)
		require.NoError(t, err)
		require.Len(t, addresses, 3)
		assert.Equal(t, "Krótka 2", addresses[0].Street, "the default stays where it is")
	})
}

func TestPushInAnotherOrderOfTypesChangesNoAddress(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		both := func(name string) *apiv1.Contractor {
			return company(1, func(c *apiv1.Contractor) {
				c.Name = &name
				c.Addresses = []*apiv1.Address{
					{Type: apiv1.AddressType_ADDRESS_TYPE_SHIPPING, Street: "Magazynowa 1", City: "Łódź", Country: "PL"},
					{Type: apiv1.AddressType_ADDRESS_TYPE_BILLING, Street: "Biurowa 2", City: "Łódź", Country: "PL"},
				}
			})
		}
		b.push(t, both("Ryba"))
		answer, err := b.handler.PushContractors(b.erp, &apiv1.PushContractorsRequest{
			Contractors: []*apiv1.Contractor{both("Rybka")},
		})
		require.NoError(t, err)
		assert.Equal(t, []string{"name"}, answer.GetResults()[0].GetChangedFields())
	})
}
