package push_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// shopCustomer is a customer that staff added.
func (b bundle) shopCustomer(t *testing.T, name, email, taxID string) *customer.Customer {
	t.Helper()
	serial, err := b.customers.Numbers.Take(b.staff, 1)
	require.NoError(t, err)
	created, err := b.customers.Create(b.staff, customer.CreateInput{Serial: serial, Change: customer.Change{
		Kind: new(customer.Company), Name: &name, Email: &email, TaxID: &taxID, TaxCountry: new("PL"),
	}})
	require.NoError(t, err)
	return created
}

func (b bundle) matchesBy(t *testing.T, rule string) {
	t.Helper()
	b.db.Client(t.Context()).SourceSystem.UpdateOneID(b.source).SetMatchBy(rule).ExecX(t.Context())
}

func taxed(taxID string, with ...func(*apiv1.Contractor)) *apiv1.Contractor {
	return company(1, append(with, func(c *apiv1.Contractor) { c.TaxId, c.TaxCountry = &taxID, new("PL") })...)
}

func TestAContractorMayBeACustomerOfTheShop(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		made := b.shopCustomer(t, "Żółw", "zolw@shop.example", "")
		c := company(1, func(c *apiv1.Contractor) { c.CustomerId, c.Email = made.ID.String(), new("zolw@shop.example") })
		result := b.result(t, c)
		assert.Equal(t, apiv1.Outcome_OUTCOME_UPDATED, result.GetOutcome())
		assert.Equal(t, made.ID.String(), result.GetCustomerId())
		assert.Equal(t, []string{"CHANGED_ON_BOTH_SIDES:name"}, result.GetWarnings(), "nobody knows who named it first")
		assert.Equal(t, "Company 1", b.find(t, "c-1").Name)

		assert.Equal(t, []string{"REJECTED customerId:CUSTOMER_NOT_FOUND", "REJECTED customerId:CUSTOMER_NOT_FOUND"}, b.push(t,
			company(2, func(c *apiv1.Contractor) { c.CustomerId = uuid.NewString() }),
			company(3, func(c *apiv1.Contractor) { c.CustomerId = "x" })))
	})
}

func TestTwoContractorsOfOneCustomerFollowOneAnother(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		made := b.shopCustomer(t, "Żółw", "zolw@shop.example", "")
		twin := func(id, level string) *apiv1.Contractor {
			return &apiv1.Contractor{ExternalId: id, CustomerId: made.ID.String(), PriceLevel: &level}
		}
		assert.Equal(t, []string{"UPDATED", "UPDATED"}, b.push(t, twin("a", "A"), twin("b", "B")))
		saved := b.find(t, "b")
		assert.Equal(t, made.ID, saved.ID)
		assert.Equal(t, "B", saved.PriceLevel)
		assert.Len(t, saved.ExternalIDs, 2)
	})
}

func TestARuleMatchesNewContractors(t *testing.T) {
	t.Parallel()
	for rule, field := range map[string]string{"tax_id": "taxId", "email": "email"} {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			databasetest.Each(t, func(t *testing.T, db *database.DB) {
				b := setup(t, db)
				one := b.shopCustomer(t, "Żółw", "zolw@shop.example", "5250001026")
				b.matchesBy(t, rule)
				same := func(c *apiv1.Contractor) { c.Email = new("Zolw@shop.example") }
				result := b.result(t, taxed("PL 525-000-10-26", same))
				assert.Equal(t, one.ID.String(), result.GetCustomerId())
				result = b.result(t, taxed("5250001026", same, func(c *apiv1.Contractor) {
					c.ExternalId, c.Email, c.Code = "again", new("other@shop.example"), nil
				}))
				assert.Equal(t, apiv1.Outcome_OUTCOME_CREATED, result.GetOutcome(), "the source system knows that customer already")

				b.shopCustomer(t, "Gęś", "ges1@shop.example", "1234563218")
				b.shopCustomer(t, "Gęsi", "ges2@shop.example", "1234563218")
				for _, saved := range b.db.Client(t.Context()).Customer.Query().AllX(t.Context()) {
					if saved.TaxKey == "PL1234563218" { // two customers may have one e-mail, only logins may not
						b.db.Client(t.Context()).Customer.UpdateOne(saved).SetEmailKey("ges@shop.example").ExecX(t.Context())
					}
				}
				unsure := taxed("1234563218", func(c *apiv1.Contractor) { c.ExternalId, c.Email = "unsure", new("ges@shop.example") })
				assert.Equal(t, []string{"REJECTED " + field + ":AMBIGUOUS_MATCH"}, b.push(t, unsure))
			})
		})
	}
}

func TestGroupsThatNobodyKnowsMayWait(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		source := b.db.Client(t.Context()).SourceSystem.UpdateOneID(b.source)
		source.SetUnknownGroups("hold").ExecX(t.Context())
		vip, err := b.groups.Create(b.staff, group.Change{Name: new("VIP")})
		require.NoError(t, err)
		in := func(n int, groups ...string) *apiv1.Contractor {
			return company(n, func(c *apiv1.Contractor) { c.Groups = groups })
		}
		result := b.result(t, in(1, "vip", "Hurt"))
		assert.Equal(t, []string{"UNKNOWN_GROUP:groups"}, result.GetWarnings())
		b.push(t, in(2, "Hurt"), in(3, "Hurt"))
		memberships := b.find(t, "c-1").Memberships
		require.Len(t, memberships, 1)
		assert.Equal(t, vip.ID, memberships[0].GroupID)

		hurt, err := b.groups.Create(b.staff, group.Change{Name: new("hurt")})
		require.NoError(t, err)
		for _, id := range []string{"c-1", "c-2", "c-3"} {
			assert.True(t, slices.ContainsFunc(b.find(t, id).Memberships, func(m customer.Membership) bool { return m.GroupID == hurt.ID }), id)
		}
		assert.Equal(t, []string{"UNCHANGED"}, b.push(t, in(2, "Hurt")))

		b.push(t, in(4, "Detal"), in(5, "Detal"))
		b.db.Client(t.Context()).SourceSystem.UpdateOneID(b.source).SetUnknownGroups("create").ExecX(t.Context())
		b.push(t, in(5, "Detal", "Nowi"))
		assert.Len(t, b.find(t, "c-4").Memberships, 1, "the group that is made now lets in who has been waiting")
		assert.Len(t, b.find(t, "c-5").Memberships, 2)
	})
}

func TestAnErasedContractorIsNotTakenBack(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		require.NoError(t, b.stones.Add(t.Context(), b.source, []string{"c-2"}))
		before := b.push(t, company(1), company(2))
		assert.Equal(t, []string{"CREATED", "REJECTED externalId:ERASED"}, before)
		assert.Equal(t, []string{"UNCHANGED", "REJECTED externalId:ERASED"}, b.push(t, company(1), company(2)))
	})
}

func TestAContractorWithTheTaxIDOfAnotherCustomerIsWarnedOf(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		made := b.shopCustomer(t, "Żółw", "zolw@shop.example", "5250001026")
		withTaxID := func(n int, taxID string) *apiv1.Contractor {
			return company(n, func(c *apiv1.Contractor) { c.TaxId, c.TaxCountry = &taxID, new("PL") })
		}
		assert.Equal(t, []string{"SAME_TAX_ID:taxId:" + made.ID.String()}, b.result(t, withTaxID(1, "525-000-10-26")).GetWarnings())
		assert.Equal(t, apiv1.Outcome_OUTCOME_CREATED, b.result(t, withTaxID(2, "1132191233")).GetOutcome(), "nobody else has it")
		assert.Empty(t, b.result(t, company(2, func(c *apiv1.Contractor) {
			c.TaxId, c.TaxCountry, c.PriceLevel = new("1132191233"), new("PL"), new("B")
		})).GetWarnings(), "it is its own")
		assert.Equal(t, []string{"SAME_TAX_ID:taxId:" + made.ID.String()}, b.result(t, withTaxID(2, "5250001026")).GetWarnings(), "it is new to the customer")
	})
}

func TestTwoContractorsOfOneBatchWithTheSameTaxIDAreWarnedOf(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		taxID := "5250001026"
		twin := func(n int) *apiv1.Contractor {
			return company(n, func(c *apiv1.Contractor) { c.TaxId, c.TaxCountry = &taxID, new("PL") })
		}
		request := &apiv1.PushContractorsRequest{RequestId: uuid.NewString(), Contractors: []*apiv1.Contractor{twin(1), twin(2)}, ValidateOnly: true}
		answer, err := b.handler.PushContractors(b.erp, request)
		require.NoError(t, err)
		assert.Empty(t, answer.GetResults()[0].GetWarnings())
		assert.Equal(t, []string{"SAME_TAX_ID:taxId"}, answer.GetResults()[1].GetWarnings(), "a dry run makes no customer to name")

		request.ValidateOnly, request.RequestId = false, uuid.NewString()
		answer, err = b.handler.PushContractors(b.erp, request)
		require.NoError(t, err)
		first := answer.GetResults()[0].GetCustomerId()
		assert.Equal(t, []string{"SAME_TAX_ID:taxId:" + first}, answer.GetResults()[1].GetWarnings())
	})
}
