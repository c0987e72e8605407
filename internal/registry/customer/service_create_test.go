package customer_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestCreateSavesTheCustomerWithAllThatBelongsToIt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t, named("Kávovar s.r.o."), mailed("Info@Kavovar.example"), taxed("CZ", "25596641"),
			housed(customer.AddressChange{Street: new("Náměstí 1"), Country: new("cz")},
				customer.AddressChange{Type: new(customer.Billing), Country: new("CZ")}))

		found := b.get(t, created.ID)
		assert.Equal(t, created, found)
		assert.Equal(t, "100001", found.Number())
		assert.Equal(t, "1", found.ETag())
		assert.Equal(t, []any{customer.Active, customer.Registered, customer.FromAdmin, customer.Domestic},
			[]any{found.Status(), found.AccountState, found.Origin, found.TaxStatus})
		assert.Equal(t, noon, found.CreatedAt)
		assert.Equal(t, noon, found.UpdatedAt)
		assert.Equal(t, []any{b.shop}, []any{found.ShopIDs[0]}, "the first shop when none is named")
		assert.True(t, found.HasDefaultEmployee)
		assert.Equal(t, []string{"info@kavovar.example"}, found.EmployeeEmails)

		addresses, err := b.ListAddresses(b.ctx, created.ID)
		require.NoError(t, err)
		require.Len(t, addresses, 2)
		assert.Equal(t, []any{customer.Billing, true, customer.Shipping, true, "Náměstí 1", "CZ"}, []any{
			addresses[0].Type, addresses[0].IsDefault,
			addresses[1].Type, addresses[1].IsDefault, addresses[1].Street, string(addresses[1].Country),
		})
		assert.Equal(t, []string{
			"CUSTOMER_CREATED kind:→company name:→Kávovar s.r.o. email:→Info@Kavovar.example taxId:→25596641 taxCountry:→CZ " +
				"taxStatus:→domestic accountState:→registered approval:→approved shopIds:→" + b.shop.String(),
			"ADDRESS_CREATED type:→shipping isDefault:→true street:→Náměstí 1 country:→CZ",
			"ADDRESS_CREATED type:→billing isDefault:→true country:→CZ",
		}, b.history(t))
		assert.Equal(t, []string{
			"upsert 1 kind,name,email,taxId,taxCountry,taxStatus,accountState,approval,shopIds",
		}, b.events(t))
	})
}

func TestCreateRefusesATakenEmailWithoutATrace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.newCustomer(t, mailed("jan@kawa.example"))
		in := b.input(t, mailed("JAN@Kawa.example"), housed(customer.AddressChange{Country: new("PL")}))
		before := b.dump(t)
		_, err := b.Create(b.ctx, in)
		faulttest.Require(t, err, fault.AlreadyExists, "EMAIL_TAKEN")
		assert.Equal(t, before, b.dump(t))
		assert.Len(t, b.events(t), 1)
	})
}

func TestCreateRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		before := b.dump(t)
		_, err := b.Create(b.ctx, customer.CreateInput{
			Change:    customer.Change{Name: new("Kawa"), Email: new(" ")},
			Addresses: []customer.AddressChange{{Country: new("PL")}, {}},
		})
		f := faulttest.Require(t, err, fault.Invalid, "INVALID_FIELDS")
		assert.Equal(t, []string{"customer.kind KIND_REQUIRED", "customer.email EMAIL_REQUIRED", "addresses[1].country COUNTRY_REQUIRED"},
			faulttest.Violations(f))
		_, err = b.Create(b.ctx, customer.CreateInput{Change: customer.Change{Kind: new(customer.Person), FirstName: new("Jan")}})
		faulttest.Require(t, err, fault.Invalid, "EMAIL_REQUIRED")
		_, err = b.Create(b.ctx, customer.CreateInput{Change: customer.Change{
			Kind: new(customer.Person), FirstName: new("Jan"), Email: new("jan@kawa.example"), ShopIDs: &[]uuid.UUID{id.New()},
		}})
		faulttest.Require(t, err, fault.Invalid, "SHOP_NOT_FOUND")
		assert.Equal(t, before, b.dump(t))
	})
}

func TestCreateInADryRunLeavesNoTrace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.newCustomer(t, mailed("taken@kawa.example"))
		dry := func(email string) (*customer.Customer, error) {
			return b.Create(b.ctx, customer.CreateInput{
				Change:    customer.Change{Kind: new(customer.Company), Name: new("Hurtownia Kawy"), Email: &email},
				Addresses: []customer.AddressChange{{Country: new("PL")}}, ValidateOnly: true,
			})
		}
		before := b.dump(t)
		drafted, err := dry("free@kawa.example")
		require.NoError(t, err)
		assert.Equal(t, []any{uuid.Nil, int64(0), "Hurtownia Kawy"}, []any{drafted.ID, drafted.Serial, drafted.Name})
		_, err = dry("taken@kawa.example")
		faulttest.Require(t, err, fault.AlreadyExists, "EMAIL_TAKEN")

		var running sync.WaitGroup
		for range 8 {
			running.Go(func() {
				_, err := dry("free@kawa.example")
				assert.NoError(t, err, "dry runs do not meet")
			})
		}
		running.Wait()
		assert.Equal(t, before, b.dump(t))
	})
}

func TestCreateInParallelGivesEachItsNumberAndPosition(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		numbers := make([]string, 16)
		var running sync.WaitGroup
		for i := range numbers {
			in := b.input(t)
			running.Go(func() {
				created, err := b.Create(b.ctx, in)
				if assert.NoError(t, err) {
					numbers[i] = created.Number()
				}
			})
		}
		running.Wait()
		assert.Len(t, b.events(t), len(numbers), "and no position is left out")
		slices.Sort(numbers)
		assert.Len(t, slices.Compact(numbers), len(numbers))
	})
}
