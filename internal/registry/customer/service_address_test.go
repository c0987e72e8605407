package customer_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// at is an address by its label.
func at(label string, with ...func(c *customer.AddressChange)) customer.AddressChange {
	change := customer.AddressChange{Label: &label, Country: new("PL")}
	for _, one := range with {
		one(&change)
	}
	return change
}

func billing(c *customer.AddressChange) { c.Type = new(customer.Billing) }
func marked(c *customer.AddressChange)  { c.IsDefault = new(true) }

func (b bundle) newAddress(t *testing.T, customerID uuid.UUID, change customer.AddressChange) *customer.Address {
	t.Helper()
	added, err := b.CreateAddress(b.ctx, customerID, change)
	require.NoError(t, err)
	return added
}

func (b bundle) changeAddress(t *testing.T, addressID uuid.UUID, change customer.AddressChange) *customer.Address {
	t.Helper()
	saved, err := b.UpdateAddress(b.ctx, customer.UpdateAddressInput{ID: addressID, Change: change})
	require.NoError(t, err)
	return saved
}

// addresses are a customer's addresses in their order: "billing A*", the star marks the default.
func (b bundle) addresses(t *testing.T, customerID uuid.UUID) []string {
	t.Helper()
	all, err := b.ListAddresses(b.ctx, customerID)
	require.NoError(t, err)
	lines := make([]string, len(all))
	for i, a := range all {
		lines[i] = string(a.Type) + " " + a.Label
		if a.IsDefault {
			lines[i] += "*"
		}
	}
	return lines
}

func TestAddressesKeepOneDefaultOfEachType(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		owner := b.newCustomer(t).ID
		shows := func(why string, want ...string) {
			t.Helper()
			assert.Equal(t, want, b.addresses(t, owner), why)
		}
		a := b.newAddress(t, owner, at("A"))
		other := b.newAddress(t, owner, at("B"))
		bill := b.newAddress(t, owner, at("C", billing))
		shows("the first of each type is the default", "billing C*", "shipping A*", "shipping B")
		b.newAddress(t, owner, at("D", marked))
		shows("a new one takes the mark", "billing C*", "shipping D*", "shipping A", "shipping B")
		b.changeAddress(t, other.ID, customer.AddressChange{IsDefault: new(true)})
		shows("a changed one takes the mark", "billing C*", "shipping B*", "shipping A", "shipping D")
		b.changeAddress(t, other.ID, customer.AddressChange{IsDefault: new(false)})
		shows("the oldest gets a mark given up", "billing C*", "shipping A*", "shipping B", "shipping D")
		b.changeAddress(t, bill.ID, customer.AddressChange{Type: new(customer.Shipping)})
		shows("the mark stays behind with the type", "shipping A*", "shipping B", "shipping C", "shipping D")
		b.changeAddress(t, a.ID, customer.AddressChange{Type: new(customer.Billing)})
		shows("both types get a default", "billing A*", "shipping B*", "shipping C", "shipping D")
		b.changeAddress(t, other.ID, customer.AddressChange{Type: new(customer.Billing), IsDefault: new(true)})
		shows("a moved one may take the mark", "billing B*", "billing A", "shipping C*", "shipping D")
		require.NoError(t, b.DeleteAddress(b.ctx, bill.ID, ""))
		shows("the last of a type is its default", "billing B*", "billing A", "shipping D*")
		before := b.dump(t)
		saved := b.changeAddress(t, b.defaultOf(t, owner, customer.Shipping), customer.AddressChange{IsDefault: new(false)})
		assert.True(t, saved.IsDefault, "the only one keeps its mark")
		assert.Equal(t, before, b.dump(t))
	})
}

func (b bundle) defaultOf(t *testing.T, customerID uuid.UUID, kind customer.AddressType) uuid.UUID {
	t.Helper()
	all, err := b.ListAddresses(b.ctx, customerID)
	require.NoError(t, err)
	for _, a := range all {
		if a.Type == kind && a.IsDefault {
			return a.ID
		}
	}
	require.Fail(t, "there is no default")
	return uuid.Nil
}

func TestAddressesAreToldOfInHistoryAndFeed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		owner := b.newCustomer(t).ID
		first := b.newAddress(t, owner, at("A"))
		second := b.newAddress(t, owner, at("B"))
		later := b.clock.Advance(time.Hour)
		saved := b.changeAddress(t, second.ID, customer.AddressChange{IsDefault: new(true), City: new(" Łódź ")})
		assert.Equal(t, []string{"2", "Łódź"}, []string{saved.ETag(), saved.City})
		require.NoError(t, b.DeleteAddress(b.ctx, second.ID, "2"))

		assert.Equal(t, []string{
			"ADDRESS_CREATED type:→shipping isDefault:→true label:→A country:→PL",
			"ADDRESS_CREATED type:→shipping label:→B country:→PL",
			"ADDRESS_UPDATED isDefault:true→",
			"ADDRESS_UPDATED isDefault:→true city:→Łódź",
			"ADDRESS_DELETED type:shipping→ isDefault:true→ label:B→ city:Łódź→ country:PL→",
			"ADDRESS_UPDATED isDefault:→true",
		}, b.history(t)[1:])
		assert.Equal(t, []string{"upsert 2 addresses", "upsert 3 addresses", "upsert 4 addresses", "upsert 5 addresses"}, b.events(t)[1:])
		assert.Equal(t, later, b.get(t, owner).UpdatedAt)
		listed, err := b.ListAddresses(b.ctx, owner)
		require.NoError(t, err)
		assert.Equal(t, []any{first.ID, "3"}, []any{listed[0].ID, listed[0].ETag()}, "giving and taking a mark are changes too")
	})
}

func TestAddressesRefuse(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		owner := b.newCustomer(t).ID
		own, foreign := b.newAddress(t, owner, at("A")), b.newAddress(t, owner, at("ERP"))
		source := b.newSource(t, "optima")
		require.NoError(t, b.db.Client(b.ctx).Address.UpdateOneID(foreign.ID).SetSourceSystemID(source).Exec(b.ctx))
		before := b.dump(t)
		update := func(in customer.UpdateAddressInput) error {
			_, err := b.UpdateAddress(b.ctx, in)
			return err
		}
		_, err := b.CreateAddress(b.ctx, id.New(), at("A"))
		faulttest.Require(t, err, fault.NotFound, "CUSTOMER_NOT_FOUND")
		_, err = b.CreateAddress(b.ctx, owner, customer.AddressChange{})
		f := faulttest.Require(t, err, fault.Invalid, "COUNTRY_REQUIRED")
		assert.Equal(t, []string{"address.country COUNTRY_REQUIRED"}, faulttest.Violations(f))
		_, err = b.ListAddresses(b.ctx, id.New())
		faulttest.Require(t, err, fault.NotFound, "CUSTOMER_NOT_FOUND")

		faulttest.Require(t, update(customer.UpdateAddressInput{ID: id.New()}), fault.NotFound, "ADDRESS_NOT_FOUND")
		stale := faulttest.Require(t, update(customer.UpdateAddressInput{ID: own.ID, ETag: "9"}), fault.Conflict, "ETAG_MISMATCH")
		assert.Equal(t, map[string]string{"etag": "1"}, stale.Metadata)
		f = faulttest.Require(t, update(customer.UpdateAddressInput{ID: own.ID, Change: customer.AddressChange{Country: new("XX")}}), fault.Invalid, "COUNTRY_UNKNOWN")
		assert.Equal(t, []string{"address.country COUNTRY_UNKNOWN"}, faulttest.Violations(f))
		faulttest.Require(t, update(customer.UpdateAddressInput{ID: foreign.ID, Change: at("B")}), fault.Precondition, "ADDRESS_OWNED_BY_ERP")
		faulttest.Require(t, b.DeleteAddress(b.ctx, foreign.ID, ""), fault.Precondition, "ADDRESS_OWNED_BY_ERP")
		faulttest.Require(t, b.DeleteAddress(b.ctx, own.ID, "9"), fault.Conflict, "ETAG_MISMATCH")
		faulttest.Require(t, b.DeleteAddress(b.ctx, id.New(), ""), fault.NotFound, "ADDRESS_NOT_FOUND")
		require.NoError(t, update(customer.UpdateAddressInput{ID: own.ID, ETag: "1", Change: at("A")}))
		assert.Equal(t, before, b.dump(t), "and a change that changes nothing writes nothing")
		listed, err := b.ListAddresses(b.ctx, owner)
		require.NoError(t, err)
		assert.Equal(t, []string{"", "optima"}, []string{listed[0].SourceSystem, listed[1].SourceSystem})
	})
}

func TestAddressesAreFiftyAtMost(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		fifty := make([]customer.AddressChange, 50)
		for i := range fifty {
			fifty[i] = at(fmt.Sprint(i))
		}
		owner := b.newCustomer(t, housed(fifty...)).ID
		_, err := b.CreateAddress(b.ctx, owner, at("51"))
		faulttest.Require(t, err, fault.Precondition, "TOO_MANY_ADDRESSES")
		assert.Len(t, b.addresses(t, owner), 50)
	})
}

// TestAddressesChangedAtOnce lets many callers add, mark, unmark, move and delete addresses of one
// customer. Whatever comes of it, each type that has addresses has one default.
func TestAddressesChangedAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		owner := b.newCustomer(t).ID
		var running sync.WaitGroup
		told := func(_ any, err error) {
			if err != nil && !fault.Is(err, "ADDRESS_NOT_FOUND") {
				faulttest.Require(t, err, fault.Conflict, "CONCURRENT_CHANGE")
			}
		}
		for i := range 8 {
			running.Go(func() { told(b.CreateAddress(b.ctx, owner, at(fmt.Sprint(i), marked))) })
		}
		running.Wait()
		all, err := b.ListAddresses(b.ctx, owner)
		require.NoError(t, err)
		require.Len(t, all, 8, "nobody is refused for coming first")
		for i, a := range all {
			running.Go(func() {
				change := []customer.AddressChange{{IsDefault: new(true)}, {IsDefault: new(false)}, {Type: new(customer.Billing)}}[i%3]
				told(b.UpdateAddress(b.ctx, customer.UpdateAddressInput{ID: a.ID, Change: change}))
			})
			if i%4 == 0 {
				running.Go(func() { told(nil, b.DeleteAddress(b.ctx, all[7-i].ID, "")) })
			}
		}
		running.Wait()
		defaults := map[string]int{}
		for _, line := range b.addresses(t, owner) {
			kind, _, _ := strings.Cut(line, " ")
			defaults[kind] += strings.Count(line, "*")
		}
		assert.Equal(t, map[string]int{"billing": 1, "shipping": 1}, defaults)
		b.events(t)
	})
}
