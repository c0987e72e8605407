package source

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// MatchBy says how a contractor with a new external id finds an existing customer.
type MatchBy string

// The ways to match, as the table keeps them.
const (
	MatchByNone  MatchBy = "none"
	MatchByTaxID MatchBy = "tax_id"
	MatchByEmail MatchBy = "email"
)

// UnknownGroups says what happens to a pushed group that does not exist.
type UnknownGroups string

// The ways to treat unknown groups, as the table keeps them.
const (
	CreateGroups UnknownGroups = "create"
	HoldGroups   UnknownGroups = "hold"
)

// Settings are what staff decide for a source system.
type Settings struct {
	Ownership     ownership.Table // owners that differ from the usual ones
	MatchBy       MatchBy
	UnknownGroups UnknownGroups
}

// Change is a set of new values, as typed. What is nil is left as it is.
type Change struct {
	Code          *string // of a new source system alone
	Name          *string // the code when empty
	Ownership     *[]FieldOwners
	MatchBy       *MatchBy
	UnknownGroups *UnknownGroups
}

// FieldOwners are new owners of a field. Regions that it does not name stay as they are.
type FieldOwners struct {
	Field  string
	Owners map[ownership.Region]ownership.Owner
}

// Apply applies the change and returns every violation.
func (s *System) Apply(c Change) []fault.Field {
	var f form.Form
	if c.Code != nil {
		s.Code = *c.Code
		if !codes.MatchString(s.Code) {
			f.Refuse("code", "SOURCE_CODE_INVALID", "A code is 1 to 50 letters, digits, dashes and underscores.")
		}
	}
	f.Text("name", &s.Name, c.Name, maxName)
	s.Name = cmp.Or(s.Name, s.Code)
	setOne(&f, "matchBy", &s.MatchBy, c.MatchBy, MatchByNone, MatchByTaxID, MatchByEmail)
	setOne(&f, "unknownGroups", &s.UnknownGroups, c.UnknownGroups, CreateGroups, HoldGroups)
	if c.Ownership != nil {
		s.applyOwners(&f, *c.Ownership)
	}
	return f.Wrong
}

// setOne takes one of a few values over.
func setOne[T comparable](f *form.Form, path string, target, typed *T, known ...T) {
	if typed != nil && !slices.Contains(known, *typed) {
		f.Refuse(path, "VALUE_UNKNOWN", "There is no such value.")
		return
	}
	form.Set(target, typed)
}

func (s *System) applyOwners(f *form.Form, changes []FieldOwners) {
	seen := map[string]bool{}
	for i, field := range changes {
		path := fmt.Sprintf("ownership[%d]", i)
		owned, next := customer.OwnedField(field.Field), field.applyTo(s.Ownership)
		switch {
		case field.isVoid():
			f.Refuse(path, "VALUE_UNKNOWN", "There is no such owner.")
		case owned.Usual == "":
			f.Refuse(path+".field", "FIELD_UNKNOWN", "There is no such field to own.")
		case seen[field.Field]:
			f.Refuse(path+".field", "FIELD_REPEATED", "An earlier entry names the same field.")
		case owned.IsFixed && !field.isUsual(owned):
			f.Refuse(path+".field", "FIELD_OWNER_FIXED", "The owner of this field cannot be changed.")
		default:
			s.Ownership = next
		}
		seen[field.Field] = true
	}
}

// isVoid reports whether an owner is not one of the known ones.
func (f *FieldOwners) isVoid() bool {
	return slices.ContainsFunc(slices.Collect(maps.Values(f.Owners)), func(o ownership.Owner) bool { return !o.IsValid() })
}

// isUsual reports whether every owner is the one that the field has anyway.
func (f *FieldOwners) isUsual(field ownership.Field) bool {
	for _, owner := range f.Owners {
		if owner != field.Usual {
			return false
		}
	}
	return true
}

func (f *FieldOwners) applyTo(table ownership.Table) ownership.Table {
	for region, owner := range f.Owners {
		table = table.With(customer.OwnedField(f.Field), region, owner)
	}
	return table
}
