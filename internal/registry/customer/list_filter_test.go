package customer_test

import (
	"reflect"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// filtered returns how many customers pass, by the list and by the count alike.
func (b bundle) filtered(t *testing.T, filter customer.Filter) []uuid.UUID {
	t.Helper()
	ids := b.pages(t, customer.ListInput{Filter: filter, PageSize: 200, OrderBy: "number"}, func(int) {})
	count, err := b.Count(b.ctx, filter)
	require.NoError(t, err)
	assert.Equal(t, customer.Count{Total: len(ids)}, count)
	return ids
}

func offices(names ...string) customer.Filter {
	return customer.Filter{Texts: map[string][]string{"taxOffice": names}}
}

func TestEveryFilterFieldChangesTheList(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		one := b.newCustomer(t, named("Ryba"), with(func(c *customer.Change) {
			c.AccountManagerID, c.TaxStatus, c.TaxOffice = &b.staff, new(customer.IntraEU), new("Δ΄ Θεσσαλονίκης")
		}), housed(customer.AddressChange{Country: new("CZ")}))
		other := b.newCustomer(t, person("Ewa", "Lis"), taxed("DE", ""))
		group, source := b.newGroup(t, "VIP", 1), b.newSource(t, "optima")
		b.join(t, one.ID, group)
		b.knows(t, source, one.ID, "K-1")
		_, err := b.Block(b.ctx, one.ID, "", customer.StopsLogin, "")
		require.NoError(t, err)
		require.NoError(t, b.db.Client(b.ctx).Customer.UpdateOneID(other.ID).
			SetAccountState("contact").SetNeedsDefaultEmployee(true).Exec(b.ctx))

		only := map[string]struct{ one, other customer.Filter }{
			"Query":                {customer.Filter{Query: "ryba"}, customer.Filter{Query: "ewa"}},
			"Statuses":             {customer.Filter{Statuses: []customer.Status{customer.Blocked}}, customer.Filter{Statuses: []customer.Status{customer.Active}}},
			"Kinds":                {customer.Filter{Kinds: []customer.Kind{customer.Company}}, customer.Filter{Kinds: []customer.Kind{customer.Person}}},
			"AccountStates":        {customer.Filter{AccountStates: []customer.AccountState{customer.Registered}}, customer.Filter{AccountStates: []customer.AccountState{customer.Contact}}},
			"TaxStatuses":          {customer.Filter{TaxStatuses: []customer.TaxStatus{customer.IntraEU}}, customer.Filter{TaxStatuses: []customer.TaxStatus{customer.Domestic}}},
			"GroupIDs":             {customer.Filter{GroupIDs: []uuid.UUID{uuid.New(), group}}, customer.Filter{GroupIDs: []uuid.UUID{uuid.New()}}},
			"AccountManagerIDs":    {customer.Filter{AccountManagerIDs: []uuid.UUID{b.staff}}, customer.Filter{AccountManagerIDs: []uuid.UUID{uuid.New()}}},
			"SourceSystems":        {customer.Filter{SourceSystems: []string{"optima"}}, customer.Filter{SourceSystems: []string{"OPTIMA"}}},
			"Countries":            {customer.Filter{Countries: []string{"cz"}}, customer.Filter{Countries: []string{"DE"}}},
			"Texts":                {offices("δ΄ θεσσαλονικης", "other"), offices("Θεσσαλονίκης")},
			"NeedsDefaultEmployee": {customer.Filter{NeedsDefaultEmployee: new(false)}, customer.Filter{NeedsDefaultEmployee: new(true)}},
		}
		none := []string{"GroupIDs", "AccountManagerIDs", "SourceSystems", "Texts"} // nothing of the other's to look for
		fields := reflect.TypeFor[customer.Filter]()
		require.Len(t, only, fields.NumField(), "every field is tried")
		for field := range fields.Fields() {
			name := field.Name
			require.Contains(t, only, name)
			assert.Equal(t, []uuid.UUID{one.ID}, b.filtered(t, only[name].one), name)
			want := []uuid.UUID{other.ID}
			for _, field := range none {
				if field == name {
					want = nil
				}
			}
			assert.Equal(t, want, b.filtered(t, only[name].other), name)
		}
		assert.Equal(t, []uuid.UUID{one.ID, other.ID}, b.filtered(t, customer.Filter{}))
	})
}

func TestFilterFieldsAreAndedAndTheirValuesOred(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		czech := b.newCustomer(t, taxed("CZ", ""))
		greek := b.newCustomer(t, taxed("GR", ""), person("Ελένη", "Π"))
		b.newCustomer(t, taxed("DE", ""))
		assert.Equal(t, []uuid.UUID{czech.ID, greek.ID}, b.filtered(t, customer.Filter{Countries: []string{"GR", "cz"}}))
		assert.Equal(t, []uuid.UUID{greek.ID}, b.filtered(t, customer.Filter{
			Countries: []string{"GR", "CZ"}, Kinds: []customer.Kind{customer.Person}, Query: "ελενη", Statuses: []customer.Status{customer.Active, customer.Pending},
		}))
		assert.Empty(t, b.filtered(t, customer.Filter{Countries: []string{"CZ"}, Kinds: []customer.Kind{customer.Person}}))
		assert.Empty(t, b.filtered(t, customer.Filter{Query: greek.Number(), Kinds: []customer.Kind{customer.Company}}),
			"who is named by an exact value must pass the filter, too")
	})
}

func TestFilterRefusesWhatCannotBeLookedUp(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		for path, c := range map[string]struct {
			filter customer.Filter
			reason string
		}{
			"filter.countries":     {customer.Filter{Countries: []string{"PL", "XX"}}, "COUNTRY_UNKNOWN"},
			"filter.sourceSystems": {customer.Filter{SourceSystems: []string{"a\x00b"}}, "CHARACTERS_INVALID"},
		} {
			_, _, err := b.List(b.ctx, customer.ListInput{Filter: c.filter})
			f := faulttest.Require(t, err, fault.Invalid, c.reason)
			assert.Equal(t, path, f.Fields[0].Path)
			_, err = b.Count(b.ctx, c.filter)
			faulttest.Require(t, err, fault.Invalid, c.reason)
		}
	})
}
