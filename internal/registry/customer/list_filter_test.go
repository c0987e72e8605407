package customer_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/filter"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// where is a filter by one field.
func where(field string, values ...string) customer.Filter {
	return onlyIf(filter.Condition{Field: field, AnyOf: values})
}

func onlyIf(conditions ...filter.Condition) customer.Filter {
	return customer.Filter{Conditions: conditions}
}

// filtered returns how many customers pass, by the list and by the count alike.
func (b bundle) filtered(t *testing.T, filter customer.Filter) []uuid.UUID {
	t.Helper()
	ids := b.pages(t, customer.ListInput{Filter: filter, PageSize: 200, OrderBy: "number"}, func(int) {})
	count, err := b.Count(b.ctx, filter)
	require.NoError(t, err)
	assert.Equal(t, customer.Count{Total: len(ids)}, count)
	return ids
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

		none := []string{}
		values := map[string]struct{ one, other []string }{
			"kind":                 {[]string{"company"}, []string{"person"}},
			"status":               {[]string{"blocked"}, []string{"active"}},
			"accountState":         {[]string{"registered"}, []string{"contact"}},
			"taxStatus":            {[]string{"intra_eu"}, []string{"domestic"}},
			"groupIds":             {[]string{uuid.NewString(), group.String()}, none},
			"accountManagerId":     {[]string{b.staff.String()}, none},
			"sourceSystems":        {[]string{"optima"}, none},
			"countries":            {[]string{"cz"}, []string{"DE"}},
			"taxOffice":            {[]string{"δ΄ θεσσαλονικης", "other"}, none},
			"needsDefaultEmployee": {[]string{"false"}, []string{"true"}},
		}
		both, justOne, justOther := []uuid.UUID{one.ID, other.ID}, []uuid.UUID{one.ID}, []uuid.UUID{other.ID}
		require.ElementsMatch(t, customer.FilterFields(), slices.Collect(maps.Keys(values)), "every field is tried")
		for field, v := range values {
			test := func(c filter.Condition) []uuid.UUID {
				c.Field = field
				return b.filtered(t, onlyIf(c))
			}
			assert.Equal(t, justOne, test(filter.Condition{AnyOf: v.one}), field)
			assert.Equal(t, justOther, test(filter.Condition{NoneOf: v.one}), field)
			if len(v.other) == 0 {
				assert.Equal(t, justOne, test(filter.Condition{IsSet: new(true)}), field)
				assert.Equal(t, justOther, test(filter.Condition{IsSet: new(false)}), field)
				continue
			}
			assert.Equal(t, justOther, test(filter.Condition{AnyOf: v.other}), field)
			assert.Equal(t, both, test(filter.Condition{AnyOf: append(v.other, v.one...)}), field)
			assert.Empty(t, test(filter.Condition{AllOf: append(v.other, v.one...)}), field)
			assert.Equal(t, both, test(filter.Condition{IsSet: new(true)}), field)
		}
		assert.Equal(t, justOne, b.filtered(t, customer.Filter{Query: "ryba"}))
		assert.Equal(t, both, b.filtered(t, customer.Filter{}))
	})
}

func TestConditionsAreJoined(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		czech := b.newCustomer(t, taxed("CZ", ""), housed(customer.AddressChange{Country: new("SK")}))
		greek := b.newCustomer(t, taxed("GR", ""), person("Ελένη", "Π"))
		german := b.newCustomer(t, taxed("DE", ""))
		in := func(countries ...string) filter.Condition {
			return filter.Condition{Field: "countries", AnyOf: countries}
		}
		people := filter.Condition{Field: "kind", AnyOf: []string{"person"}}

		assert.Equal(t, []uuid.UUID{czech.ID, greek.ID}, b.filtered(t, onlyIf(in("GR", "cz"))))
		assert.Empty(t, b.filtered(t, onlyIf(in("CZ"), people)), "conditions are AND-ed")
		assert.Equal(t, []uuid.UUID{czech.ID, greek.ID}, b.filtered(t, onlyIf(filter.Condition{Any: []filter.Condition{in("CZ"), people}})))
		assert.Equal(t, []uuid.UUID{german.ID}, b.filtered(t, onlyIf(filter.Condition{None: []filter.Condition{in("CZ"), people}})))
		assert.Equal(t, []uuid.UUID{greek.ID}, b.filtered(t, onlyIf(filter.Condition{All: []filter.Condition{in("GR", "DE"), people}})))
		assert.Equal(t, []uuid.UUID{czech.ID}, b.filtered(t, onlyIf(filter.Condition{Field: "countries", AllOf: []string{"SK", "CZ"}})))
		assert.Empty(t, b.filtered(t, customer.Filter{Query: greek.Number(), Conditions: []filter.Condition{in("DE")}}),
			"who is named by an exact value must pass the conditions, too")
	})
}

// TestListAndWalkAgree draws customers and conditions, and compares what the database finds with what
// is found in memory (ADR 0013).
func TestListAndWalkAgree(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		random := rand.New(rand.NewPCG(13, 14))
		d := newDraw(t, b, random)
		all := d.customers(t, 40)
		for range 150 {
			wanted := []filter.Condition{d.condition(3), d.condition(1)}
			var walked []uuid.UUID
			for _, id := range all {
				passes, err := b.Pass(b.ctx, id, wanted)
				require.NoError(t, err)
				if passes {
					walked = append(walked, id)
				}
			}
			require.Equal(t, walked, b.filtered(t, onlyIf(wanted...)), "%+v", wanted)
		}
	})
}

func TestFilterRefusesWhatCannotBeLookedUp(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		test := filter.Condition{Field: "countries", AnyOf: []string{"PL"}}
		for path, c := range map[string]struct {
			condition filter.Condition
			reason    string
		}{
			"filter.conditions[1].anyOf[1]":  {filter.Condition{Field: "countries", AnyOf: []string{"PL", "XX"}}, "VALUE_UNKNOWN"},
			"filter.conditions[1].noneOf[0]": {filter.Condition{Field: "sourceSystems", NoneOf: []string{"a\x00b"}}, "VALUE_UNKNOWN"},
			"filter.conditions[1].allOf[0]":  {filter.Condition{Field: "groupIds", AllOf: []string{"VIP"}}, "VALUE_UNKNOWN"},
			"filter.conditions[1].field":     {filter.Condition{Field: "colour", AnyOf: []string{"red"}}, "CONDITION_FIELD_UNKNOWN"},
			"filter.conditions[1].any[0]":    {filter.Condition{Any: []filter.Condition{{}}}, "CONDITION_INVALID"},
			"filter.conditions[1]":           {filter.Condition{Field: "countries", AnyOf: []string{"PL"}, IsSet: new(true)}, "CONDITION_INVALID"},
		} {
			wanted := onlyIf(test, c.condition)
			_, _, err := b.List(b.ctx, customer.ListInput{Filter: wanted})
			f := faulttest.Require(t, err, fault.Invalid, c.reason)
			assert.Equal(t, path, f.Fields[0].Path)
			_, err = b.Count(b.ctx, wanted)
			faulttest.Require(t, err, fault.Invalid, c.reason)
			_, err = b.Pass(b.ctx, uuid.New(), wanted.Conditions)
			faulttest.Require(t, err, fault.Invalid, c.reason)
		}
	})
}
