package customer_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestAddressRefuses(t *testing.T) {
	t.Parallel()
	long := func(length int) *string { return new(strings.Repeat("ż", length)) }
	poland := new("PL")
	for name, c := range map[string]struct {
		change customer.AddressChange
		want   []string
	}{
		"a missing country":    {customer.AddressChange{}, []string{"country COUNTRY_REQUIRED"}},
		"an unknown country":   {customer.AddressChange{Country: new("EL")}, []string{"country COUNTRY_UNKNOWN"}},
		"a long label":         {customer.AddressChange{Country: poland, Label: long(101)}, []string{"label TOO_LONG"}},
		"a long recipient":     {customer.AddressChange{Country: poland, Recipient: long(251)}, []string{"recipient TOO_LONG"}},
		"a long company":       {customer.AddressChange{Country: poland, Company: long(251)}, []string{"company TOO_LONG"}},
		"a long street":        {customer.AddressChange{Country: poland, Street: long(251)}, []string{"street TOO_LONG"}},
		"a long postal code":   {customer.AddressChange{Country: poland, PostalCode: long(21)}, []string{"postalCode TOO_LONG"}},
		"a long city":          {customer.AddressChange{Country: poland, City: long(101)}, []string{"city TOO_LONG"}},
		"a long region":        {customer.AddressChange{Country: poland, Region: long(101)}, []string{"region TOO_LONG"}},
		"a long phone":         {customer.AddressChange{Country: poland, Phone: long(41)}, []string{"phone TOO_LONG"}},
		"a long pick-up point": {customer.AddressChange{Country: poland, PickupPoint: long(51)}, []string{"pickupPoint TOO_LONG"}},
		"control characters":   {customer.AddressChange{Country: poland, Street: new("a\x00b")}, []string{"street CHARACTERS_INVALID"}},
		"several at once": {
			customer.AddressChange{Street: long(251), City: new("a\n.")},
			[]string{"street TOO_LONG", "city CHARACTERS_INVALID", "country COUNTRY_REQUIRED"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := &customer.Address{}
			assert.Equal(t, c.want, faulttest.Violations(fault.InvalidFields(address.Apply(c.change))))
		})
	}
}

func TestAddressAcceptsTheLongestTexts(t *testing.T) {
	t.Parallel()
	address := &customer.Address{}
	street := strings.Repeat("Ż", 250)
	assert.Empty(t, address.Apply(customer.AddressChange{Country: new(" pl "), Street: new(" " + street)}))
	assert.Equal(t, []any{street, "PL", customer.Shipping}, []any{address.Street, string(address.Country), address.Type})
}

func TestDiffAddressSeesEveryFieldThatAChangeCanName(t *testing.T) {
	t.Parallel()
	fields := reflect.TypeFor[customer.AddressChange]()
	for i := range fields.NumField() {
		name := fields.Field(i).Name
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var change customer.AddressChange
			value := reflect.New(fields.Field(i).Type.Elem())
			if value.Elem().Kind() == reflect.Bool {
				value.Elem().SetBool(true)
			} else {
				value.Elem().SetString("CZ")
			}
			reflect.ValueOf(&change).Elem().Field(i).Set(value)
			before := &customer.Address{Type: customer.Billing, Country: "PL"}
			after := *before
			require.Empty(t, after.Apply(change))
			assert.Equal(t, []string{strings.ToLower(name[:1]) + name[1:]}, audit.Names(customer.DiffAddress(before, &after)))
		})
	}
	assert.Equal(t, []audit.Change{{Field: "type", Old: audit.Code("billing")}, {Field: "isDefault", Old: audit.Flag(true)}},
		customer.DiffAddress(&customer.Address{Type: customer.Billing, IsDefault: true}, nil))
}

func TestNewAddresses(t *testing.T) {
	t.Parallel()
	billing := func(isDefault bool) customer.AddressChange {
		return customer.AddressChange{Type: new(customer.Billing), IsDefault: &isDefault, Country: new("PL")}
	}
	shipping := func(isDefault bool) customer.AddressChange {
		return customer.AddressChange{IsDefault: &isDefault, Country: new("PL")}
	}
	for name, c := range map[string]struct {
		changes []customer.AddressChange
		want    []bool
	}{
		"none":                              {nil, []bool{}},
		"the first of each type by default": {[]customer.AddressChange{shipping(false), shipping(false), billing(false)}, []bool{true, false, true}},
		"the one that is marked":            {[]customer.AddressChange{shipping(false), shipping(true), billing(false)}, []bool{false, true, true}},
		"the last that is marked":           {[]customer.AddressChange{shipping(true), shipping(true), shipping(false)}, []bool{false, true, false}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			owner := uuid.New()
			addresses, wrong := customer.NewAddresses(owner, c.changes)
			require.Empty(t, wrong)
			marks := make([]bool, len(addresses))
			for i, address := range addresses {
				marks[i] = address.IsDefault
				assert.Equal(t, owner, address.CustomerID)
				assert.Equal(t, "1", address.ETag())
			}
			assert.Equal(t, c.want, marks)
		})
	}
	_, wrong := customer.NewAddresses(uuid.New(), []customer.AddressChange{shipping(false), {Country: new("?"), City: new("\a")}})
	assert.Equal(t, []string{"addresses[1].city CHARACTERS_INVALID", "addresses[1].country COUNTRY_UNKNOWN"}, faulttest.Violations(fault.InvalidFields(wrong)))
}
