package customer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
)

// maxAddresses is how many addresses a customer may have.
const maxAddresses = 50

// AddressType says what an address is for (CUST-12).
type AddressType string

// The types of addresses.
const (
	Billing  AddressType = "billing"
	Shipping AddressType = "shipping"
)

// Address is a billing or shipping address of a customer (CUST-12).
type Address struct {
	ID             uuid.UUID
	Version        int64
	CustomerID     uuid.UUID
	SourceSystemID uuid.UUID // the source system that owns it; Nil when staff do
	SourceSystem   string    // its code
	Type           AddressType
	IsDefault      bool
	Label          string
	Recipient      string
	Company        string
	Street         string
	PostalCode     string
	City           string
	Region         string
	Country        country.Code
	Phone          string
	PickupPoint    string
}

// AddressChange is a set of new values, as typed. A nil field is left as it is.
type AddressChange struct {
	Type        *AddressType
	IsDefault   *bool
	Label       *string
	Recipient   *string
	Company     *string
	Street      *string
	PostalCode  *string
	City        *string
	Region      *string
	Country     *string
	Phone       *string
	PickupPoint *string
}

// NewAddresses makes the addresses of a new customer and returns every violation, by path in the
// request. One of each type becomes the default: the last that is marked, else the first.
func NewAddresses(customerID uuid.UUID, changes []AddressChange) ([]*Address, []fault.Field) {
	var violations []fault.Field
	addresses := make([]*Address, len(changes))
	for i, change := range changes {
		addresses[i] = newAddress(customerID)
		violations = append(violations, fault.Within(fmt.Sprintf("addresses[%d].", i), addresses[i].Apply(change))...)
		settleDefaults(addresses[:i+1], addresses[i])
	}
	return addresses, violations
}

// SortAddresses puts addresses into the order in which they are shown: billing before shipping,
// defaults first, else as they came.
func SortAddresses(addresses []*Address) {
	slices.SortStableFunc(addresses, func(a, b *Address) int {
		switch {
		case a.Type != b.Type:
			return cmp.Compare(a.Type, b.Type)
		case a.IsDefault == b.IsDefault:
			return 0
		case a.IsDefault:
			return -1
		default:
			return 1
		}
	})
}

func newAddress(customerID uuid.UUID) *Address {
	return &Address{ID: id.New(), Version: 1, CustomerID: customerID}
}

// settleDefaults leaves exactly one default of each type: the edited address if it is marked, else
// the one that was marked before, else the first other (CUST-12).
func settleDefaults(addresses []*Address, edited *Address) {
	claim := func(a *Address) int {
		switch {
		case a.IsDefault && a == edited:
			return 3
		case a.IsDefault:
			return 2
		case a != edited:
			return 1
		default:
			return 0
		}
	}
	for _, kind := range []AddressType{Billing, Shipping} {
		var chosen *Address
		for _, a := range addresses {
			if a.Type == kind && (chosen == nil || claim(a) > claim(chosen)) {
				chosen = a
			}
		}
		for _, a := range addresses {
			if a.Type == kind {
				a.IsDefault = a == chosen
			}
		}
	}
}

// ETag tells versions apart.
func (a *Address) ETag() string { return entity.ETag(a.Version) }

func (a *Address) clone() *Address {
	clone := *a
	return &clone
}

// Apply sets the new values and returns every violation, by JSON name of the field.
func (a *Address) Apply(change AddressChange) []fault.Field {
	var violations []fault.Field
	line := func(name string, target, typed *string, longest int) {
		if typed != nil {
			var wrong []fault.Field
			*target, wrong = text.Clean(name, *typed, longest)
			violations = append(violations, wrong...)
		}
	}
	a.setType(change.Type)
	form.Set(&a.IsDefault, change.IsDefault)
	line("label", &a.Label, change.Label, 100)
	line("recipient", &a.Recipient, change.Recipient, 250)
	line("company", &a.Company, change.Company, 250)
	line("street", &a.Street, change.Street, 250)
	line("postalCode", &a.PostalCode, change.PostalCode, 20)
	line("city", &a.City, change.City, 100)
	line("region", &a.Region, change.Region, 100)
	line("phone", &a.Phone, change.Phone, 40)
	line("pickupPoint", &a.PickupPoint, change.PickupPoint, 50)
	if change.Country != nil {
		a.Country = country.Code(strings.TrimSpace(*change.Country))
	}
	return append(violations, a.checkCountry()...)
}

// setType leaves the mark of the default behind: it belongs to the type.
func (a *Address) setType(wanted *AddressType) {
	was := a.Type
	form.Set(&a.Type, wanted)
	if a.Type == "" {
		a.Type = Shipping
	}
	if a.Type != was {
		a.IsDefault = false
	}
}

func (a *Address) checkCountry() []fault.Field {
	if a.Country == "" {
		return []fault.Field{{Path: "country", Reason: "COUNTRY_REQUIRED", Text: "A country is required."}}
	}
	parsed, err := country.Parse(string(a.Country))
	if err != nil {
		return []fault.Field{{Path: "country", Reason: "COUNTRY_UNKNOWN", Text: "There is no such country."}}
	}
	a.Country = parsed
	return nil
}

// mayBeEdited refuses edits by staff of what a source system will write again.
func (a *Address) mayBeEdited() error {
	if a.SourceSystemID != uuid.Nil {
		return fault.New(fault.Precondition, "ADDRESS_OWNED_BY_ERP",
			"The address comes from the ERP and is changed there; add another one instead.")
	}
	return nil
}

// addressFields is the one table of an address's fields, in the order of the form.
var addressFields = []audit.Field[*Address]{
	{Name: "type", Value: func(a *Address) audit.Value { return audit.Code(a.Type) }},
	{Name: "isDefault", Value: func(a *Address) audit.Value { return audit.Mark(a.IsDefault) }},
	{Name: "label", Value: func(a *Address) audit.Value { return audit.Text(a.Label) }},
	{Name: "recipient", Value: func(a *Address) audit.Value { return audit.Text(a.Recipient) }},
	{Name: "company", Value: func(a *Address) audit.Value { return audit.Text(a.Company) }},
	{Name: "street", Value: func(a *Address) audit.Value { return audit.Text(a.Street) }},
	{Name: "postalCode", Value: func(a *Address) audit.Value { return audit.Text(a.PostalCode) }},
	{Name: "city", Value: func(a *Address) audit.Value { return audit.Text(a.City) }},
	{Name: "region", Value: func(a *Address) audit.Value { return audit.Text(a.Region) }},
	{Name: "country", Value: func(a *Address) audit.Value { return audit.Country(a.Country) }},
	{Name: "phone", Value: func(a *Address) audit.Value { return audit.Text(a.Phone) }},
	{Name: "pickupPoint", Value: func(a *Address) audit.Value { return audit.Text(a.PickupPoint) }},
}

// DiffAddress returns what differs between two states of an address; either may be nil.
func DiffAddress(before, after *Address) []audit.Change {
	if before == nil {
		before = &Address{}
	}
	if after == nil {
		after = &Address{}
	}
	return audit.Diff(addressFields, before, after)
}
