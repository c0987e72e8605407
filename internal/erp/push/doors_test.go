package push_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// An ERP's address without a country is in that of its contractor, in JSON as in files.
func TestAnAddressIsInTheCountryOfItsContractor(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		push := func(n int, with func(*apiv1.Contractor)) []string {
			return b.push(t, company(n, func(c *apiv1.Contractor) {
				c.Addresses = []*apiv1.Address{{City: "Łódź"}, {City: "Praha", Country: "CZ"}}
				with(c)
			}))
		}
		countries := func(id string) (all []string) {
			addresses, err := b.customers.ListAddresses(b.staff, b.find(t, id).ID)
			require.NoError(t, err)
			for _, address := range addresses {
				all = append(all, address.City+" "+string(address.Country))
			}
			return all
		}
		require.Equal(t, []string{"CREATED"}, push(1, func(c *apiv1.Contractor) { c.TaxCountry = new("DE") }))
		assert.ElementsMatch(t, []string{"Łódź DE", "Praha CZ"}, countries("c-1"), "that of the tax ID")
		require.Equal(t, []string{"CREATED"}, push(2, func(*apiv1.Contractor) {}))
		assert.ElementsMatch(t, []string{"Łódź PL", "Praha CZ"}, countries("c-2"), "that of the shop, as the contractor is domestic")
		abroad := func(c *apiv1.Contractor) { c.TaxStatus = apiv1.TaxStatus_TAX_STATUS_EXTRA_EU.Enum() }
		assert.Equal(t, []string{"REJECTED addresses[0].country:COUNTRY_REQUIRED"}, push(3, abroad), "nobody can say")
	})
}

func TestWhatNobodySeesMakesNoOtherContractor(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, company(1))
		seen := company(1, func(c *apiv1.Contractor) {
			c.ExternalId, c.Code, c.Email = "\ufeffc\u20111\u200b", new("CO\u00adDE1"), new("c1@shop.example\u200b")
		})
		assert.Equal(t, []string{"UNCHANGED"}, b.push(t, seen))
		saved := b.find(t, "c-1")
		assert.Equal(t, "CODE1", saved.ExternalIDs[0].Code)
		assert.Equal(t, "c1@shop.example", saved.Email.Typed)
	})
}

func TestTheFirstEmailOfAListIsTaken(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		listed := func(note *string) *apiv1.Contractor {
			return company(1, func(c *apiv1.Contractor) {
				c.Email, c.Note = new("biuro@dwa.example; faktury@dwa.example"), note
			})
		}
		assert.Equal(t, []string{"SEVERAL_EMAILS:email"}, b.result(t, listed(nil)).GetWarnings())
		saved := b.find(t, "c-1")
		assert.Equal(t, "biuro@dwa.example", saved.Email.Typed)
		assert.Equal(t, "faktury@dwa.example", saved.Note)
		assert.Equal(t, []string{"UPDATED"}, b.push(t, listed(new("Dzwonić rano"))))
		assert.Equal(t, "Dzwonić rano\nfaktury@dwa.example", b.find(t, "c-1").Note)
		assert.Equal(t, []string{"UNCHANGED"}, b.push(t, listed(nil)))
		assert.Equal(t, "Dzwonić rano\nfaktury@dwa.example", b.find(t, "c-1").Note, "it stands there once")

		employee := company(2, func(c *apiv1.Contractor) {
			c.Employees = []*apiv1.ContractorEmployee{{Email: "ola@dwa.example,ala@dwa.example", IsDefault: true}}
		})
		assert.Equal(t, []string{"SEVERAL_EMAILS:employees[0].email"}, b.result(t, employee).GetWarnings())
		assert.Equal(t, "ala@dwa.example", b.find(t, "c-2").Note)
		wrong := company(3, func(c *apiv1.Contractor) { c.Email = new("biuro@dwa.example; brak") })
		assert.Equal(t, []string{"REJECTED email:EMAIL_INVALID"}, b.push(t, wrong))
	})
}

func TestGroupsDifferByEveryLetter(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		in := func(n int, group string) *apiv1.Contractor {
			return company(n, func(c *apiv1.Contractor) { c.Groups = []string{group} })
		}
		b.push(t, in(1, "Sady"), in(2, "Sądy"), in(3, "sa\u0328dy "), in(4, "SADY"))
		groupOf := func(id string) uuid.UUID { return b.find(t, id).Memberships[0].GroupID }
		assert.NotEqual(t, groupOf("c-1"), groupOf("c-2"))
		assert.Equal(t, groupOf("c-2"), groupOf("c-3"), "case, blanks and composition are no letters")
		assert.Equal(t, groupOf("c-1"), groupOf("c-4"))
		page, err := b.groups.List(b.staff, group.ListQuery{})
		require.NoError(t, err)
		assert.Len(t, page.Groups, 2)
	})
}
