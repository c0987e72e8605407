package source

import (
	"fmt"
	"maps"
	"slices"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
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

func usualSettings() Settings { return Settings{MatchBy: MatchByNone, UnknownGroups: CreateGroups} }

// Change is a set of new values. What is nil is left as it is.
type Change struct {
	Name          *string // the code when empty
	Ownership     []FieldOwners
	MatchBy       *MatchBy
	UnknownGroups *UnknownGroups
}

// FieldOwners are new owners of a field. Regions that it does not name stay as they are.
type FieldOwners struct {
	Field  string
	Owners map[ownership.Region]ownership.Owner
}

// apply sets the new values and returns every violation, by JSON name of the field.
func (c *Change) apply(s *System) []fault.Field {
	set(&s.Name, c.Name)
	set(&s.MatchBy, c.MatchBy)
	set(&s.UnknownGroups, c.UnknownGroups)
	var violations []fault.Field
	for i, field := range c.Ownership {
		path := fmt.Sprintf("sourceSystem.ownership[%d].field", i)
		owned, next := customer.OwnedField(field.Field), field.applyTo(s.Ownership)
		switch {
		case field.isVoid():
			path = fmt.Sprintf("sourceSystem.ownership[%d]", i)
			violations = append(violations, fault.Field{Path: path, Reason: "VALUE_UNKNOWN", Text: "There is no such owner."})
		case owned.Usual == "":
			violations = append(violations, fault.Field{Path: path, Reason: "FIELD_UNKNOWN", Text: "There is no such field to own."})
		case owned.IsFixed && len(diffOwners(s.Ownership, next)) > 0:
			violations = append(violations, fault.Field{Path: path, Reason: "FIELD_OWNER_FIXED", Text: "The owner of this field cannot be changed."})
		default:
			s.Ownership = next
		}
	}
	return violations
}

// isVoid reports whether an owner is not one of the known ones.
func (f *FieldOwners) isVoid() bool {
	return slices.ContainsFunc(slices.Collect(maps.Values(f.Owners)), func(o ownership.Owner) bool { return !o.IsValid() })
}

func (f *FieldOwners) applyTo(table ownership.Table) ownership.Table {
	for region, owner := range f.Owners {
		table = table.With(customer.OwnedField(f.Field), region, owner)
	}
	return table
}

func set[T any](field, value *T) {
	if value != nil {
		*field = *value
	}
}

// fields are the settings that history shows, besides the owners of fields.
var fields = []audit.Field[System]{
	{Name: "name", Value: func(s System) audit.Value { return audit.Text(s.Name) }},
	{Name: "matchBy", Value: func(s System) audit.Value { return audit.Code(s.MatchBy) }},
	{Name: "unknownGroups", Value: func(s System) audit.Value { return audit.Code(s.UnknownGroups) }},
}

// diff returns the history entries of a change by staff.
func diff(before, after System) []audit.Change {
	return append(audit.Diff(fields, before, after), diffOwners(before.Ownership, after.Ownership)...)
}

// diffOwners names each changed owner, such as "ownership.email.domestic".
func diffOwners(before, after ownership.Table) []audit.Change {
	var changes []audit.Change
	for _, field := range customer.OwnedFields() {
		for _, region := range ownership.Regions() {
			if was, is := before.Owner(field, region), after.Owner(field, region); was != is {
				changes = append(changes, audit.Change{
					Field: fmt.Sprintf("ownership.%s.%s", field.Name, region), Old: audit.Code(was), New: audit.Code(is),
				})
			}
		}
	}
	return changes
}
