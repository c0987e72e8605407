// Package ownership says which side decides each field of a customer that an ERP knows: the ERP, the shop, or both
// (SYNC-5). Each field has a default owner. A source system may differ from it, field by field and by where the
// customer is taxed (CUST-10). The package knows no field.
package ownership

import (
	"cmp"
	"maps"
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

// Field is a field that has an owner.
type Field struct {
	Name    string // JSON name
	Usual   Owner  // the default
	IsFixed bool   // whether the owner cannot be changed
}

// Table holds where a source system differs from the defaults: owners by field and region. A nil table differs
// nowhere.
type Table map[string]map[Region]Owner

// Owner returns the owner of a field.
func (t Table) Owner(field Field, in Region) Owner { return cmp.Or(t[field.Name][in], field.Usual) }

// With returns the table with another owner of a field in a region. Defaults are not stored.
func (t Table) With(field Field, in Region, owner Owner) Table {
	next := make(Table, len(t)+1)
	maps.Copy(next, t)
	owners := make(map[Region]Owner, len(Regions()))
	maps.Copy(owners, t[field.Name])
	owners[in] = owner
	if owner == field.Usual {
		delete(owners, in)
	}
	next[field.Name] = owners
	if len(owners) == 0 {
		delete(next, field.Name)
	}
	return next
}
