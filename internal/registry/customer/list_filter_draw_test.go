package customer_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/filter"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// draw makes customers and conditions up.
type draw struct {
	bundle

	random  *rand.Rand
	groups  []uuid.UUID
	sources map[string]uuid.UUID
	values  map[string][]string // by field, some of which no customer has
}

func newDraw(t *testing.T, b bundle, random *rand.Rand) draw {
	t.Helper()
	d := draw{bundle: b, random: random, sources: map[string]uuid.UUID{}, values: map[string][]string{
		"kind": {"company", "person"}, "status": {"active", "blocked", "pending", "blocked_by_erp"},
		"accountState": {"contact", "registered"}, "taxStatus": {"domestic", "intra_eu", "extra_eu"},
		"accountManagerId": {b.staff.String(), uuid.NewString()}, "countries": {"PL", "CZ", "GR", "DE"},
		"taxOffice": {"Δ΄ ΘΕΣΣΑΛΟΝΊΚΗΣ", "α΄ αθηνων", "none"}, "needsDefaultEmployee": {"true", "false"},
	}}
	for i := range 3 {
		d.groups = append(d.groups, b.newGroup(t, fmt.Sprint("group ", i), int32(i)))
		d.values["groupIds"] = append(d.values["groupIds"], d.groups[i].String())
	}
	for _, code := range []string{"optima", "pohoda"} {
		d.sources[code] = b.newSource(t, code)
		d.values["sourceSystems"] = append(d.values["sourceSystems"], code)
	}
	return d
}

func (d draw) flip() bool { return d.random.IntN(2) == 0 }

func (d draw) one(of []string) string { return of[d.random.IntN(len(of))] }

// customers makes n customers and returns their ids in the order of their numbers.
func (d draw) customers(t *testing.T, n int) []uuid.UUID {
	t.Helper()
	all := make([]uuid.UUID, n)
	for i := range all {
		all[i] = d.customer(t)
	}
	return all
}

func (d draw) customer(t *testing.T) uuid.UUID {
	t.Helper()
	c := d.newCustomer(t, with(func(c *customer.Change) {
		c.TaxCountry = new(d.one([]string{"", "PL", "CZ", "GR"}))
		if d.flip() {
			c.AccountManagerID, c.TaxOffice = &d.staff, new(d.one([]string{"Δ΄ Θεσσαλονίκης", "Α΄ Αθηνών"}))
		}
		if d.flip() {
			c.Kind, c.FirstName, c.LastName, c.TaxOffice = new(customer.Person), new("Ewa"), new("Lis"), nil
		}
		c.TaxStatus = new([]customer.TaxStatus{customer.Domestic, customer.IntraEU, customer.ExtraEU}[d.random.IntN(3)])
	}))
	for _, group := range d.groups {
		if d.random.IntN(3) == 0 {
			d.join(t, c.ID, group)
		}
	}
	for code, source := range d.sources {
		if d.random.IntN(3) == 0 {
			d.knows(t, source, c.ID, code+c.Number())
		}
	}
	if d.flip() {
		_, err := d.CreateAddress(d.ctx, c.ID, customer.AddressChange{City: new("Miasto"), Country: new(d.one(d.values["countries"]))})
		require.NoError(t, err)
	}
	if d.random.IntN(3) == 0 {
		_, err := d.Block(d.ctx, c.ID, "", customer.StopsLogin, "")
		require.NoError(t, err)
	}
	return c.ID
}

// condition draws a test, or a join of conditions that are at most so deep.
func (d draw) condition(depth int) filter.Condition {
	if depth == 1 || d.random.IntN(3) == 0 {
		return d.test()
	}
	joined := make([]filter.Condition, 1+d.random.IntN(3))
	for i := range joined {
		joined[i] = d.condition(depth - 1)
	}
	switch d.random.IntN(3) {
	case 0:
		return filter.Condition{All: joined}
	case 1:
		return filter.Condition{Any: joined}
	default:
		return filter.Condition{None: joined}
	}
}

func (d draw) test() filter.Condition {
	names := customer.FilterFields()
	field := d.one(names)
	values := make([]string, 1+d.random.IntN(2))
	for i := range values {
		values[i] = d.one(d.values[field])
	}
	switch d.random.IntN(4) {
	case 0:
		return filter.Condition{Field: field, AnyOf: values}
	case 1:
		return filter.Condition{Field: field, AllOf: values}
	case 2:
		return filter.Condition{Field: field, NoneOf: values}
	default:
		return filter.Condition{Field: field, IsSet: new(d.flip())}
	}
}
