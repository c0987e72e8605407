// Package ownership says which side decides each field of a customer that an ERP knows: the ERP, the shop, or both
// (SYNC-5). There is one table of defaults. A source system may differ from it, field by field and by where the
// customer is taxed (CUST-10).
package ownership

import (
	"maps"
	"slices"
)

// Owner is the side that decides a field.
type Owner string

// The owners.
const (
	ERP    Owner = "erp"    // staff can only read it
	Shop   Owner = "shop"   // what the ERP pushes is ignored, with a warning
	Shared Owner = "shared" // the later edit wins; if both sides edited, the shop's value is kept in a conflict
)

// IsValid reports whether there is such an owner.
func (o Owner) IsValid() bool { return o == ERP || o == Shop || o == Shared }

// Region is where a customer is taxed, according to its tax status.
type Region string

// The regions, with the names of the tax statuses.
const (
	Domestic Region = "domestic"
	IntraEU  Region = "intra_eu"
	ExtraEU  Region = "extra_eu"
)

// Regions are all regions.
func Regions() []Region { return []Region{Domestic, IntraEU, ExtraEU} }

// field is a field that can be owned, by its JSON name, with its default owner.
type field struct {
	name  string
	usual Owner
}

// fields are in the order of the form.
var fields = []field{
	{"kind", ERP},
	{"name", Shared},
	{"firstName", Shared},
	{"lastName", Shared},
	{"email", Shared},
	{"phone", Shared},
	{"taxId", ERP},
	{"taxCountry", ERP},
	{"registrationNumber", ERP},
	{"taxStatus", Shared},
	{"accountManagerId", Shared},
	{"shopIds", Shop},
	{"priceLevel", ERP},
	{"paymentTermsDays", ERP},
	{"creditLimit", ERP},
	{"paymentMethods", ERP},
	{"erpDiscountPercent", ERP},
	{"language", Shared},
	{"currency", Shared},
	{"note", Shared},
}

// Fields returns the JSON names of the fields that can be owned, in the order of the form.
func Fields() []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return names
}

// fixed are fields whose owner cannot be changed: only the ERP has the discount, and an ERP knows nothing of
// shops.
var fixed = []string{"erpDiscountPercent", "shopIds"}

// IsFixed reports whether the field's owner cannot be changed.
func IsFixed(name string) bool { return slices.Contains(fixed, name) }

// Table holds where a source system differs from the defaults: owners by field and region. A nil table differs
// nowhere.
type Table map[string]map[Region]Owner

// Owner returns the owner of a field; Shared for an unknown field.
func (t Table) Owner(name string, in Region) Owner {
	if owner, ok := t[name][in]; ok {
		return owner
	}
	return Usual(name)
}

// Usual returns the default owner of a field; Shared for an unknown field.
func Usual(name string) Owner {
	for _, f := range fields {
		if f.name == name {
			return f.usual
		}
	}
	return Shared
}

// Owned returns the fields of an owner in a region, in the order of the form.
func (t Table) Owned(by Owner, in Region) []string {
	var names []string
	for _, f := range fields {
		if t.Owner(f.name, in) == by {
			names = append(names, f.name)
		}
	}
	return names
}

// With returns the table with another owner of a field in a region. Defaults are not stored.
func (t Table) With(name string, in Region, owner Owner) Table {
	next := make(Table, len(t)+1)
	maps.Copy(next, t)
	owners := make(map[Region]Owner, len(Regions()))
	maps.Copy(owners, t[name])
	owners[in] = owner
	if owner == Usual(name) {
		delete(owners, in)
	}
	next[name] = owners
	if len(owners) == 0 {
		delete(next, name)
	}
	return next
}
