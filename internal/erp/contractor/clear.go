package contractor

import (
	"slices"

	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

// clearings are, by JSON name, what can be emptied and is no field of the customer's own.
var clearings = map[string]clearing{
	"code":           {func(r *Record) bool { return r.Code != nil }, func(r *Record) { r.Code = new(string) }},
	"addresses":      {func(r *Record) bool { return r.Addresses != nil }, func(r *Record) { r.Addresses = new([]customer.AddressChange) }},
	"groups":         {func(r *Record) bool { return r.Groups != nil }, func(r *Record) { r.Groups = new([]string) }},
	"employees":      {func(r *Record) bool { return r.Employees != nil }, func(r *Record) { r.Employees = new([]employee.Employee) }},
	"accountManager": {func(r *Record) bool { return r.AccountManager != nil }, func(r *Record) { r.AccountManager = new(string) }},
}

type clearing struct {
	isSet func(r *Record) bool
	empty func(r *Record)
}

// clear empties the fields that the record names. To set a field and to empty it is refused: nobody knows which
// of the two is meant.
func (r *Record) clear() {
	names := slices.Compact(slices.Sorted(slices.Values(r.ClearFields)))
	set := r.Fields.Sets()
	for _, name := range names {
		field := r.clearable(name)
		switch {
		case field.empty == nil:
			r.Refuse("clearFields", "FIELD_UNKNOWN", "A name in clearFields is not that of a field that can be emptied.")
		case field.isSet != nil && field.isSet(r), slices.ContainsFunc(set, func(own string) bool { return FieldName(own) == name }):
			r.Refuse(name, "FIELD_CLEARED_AND_SET", "The record sets the field and names it in clearFields.")
		default:
			field.empty(r)
		}
	}
}

// clearable is how a field is emptied; the zero value for one that cannot be.
func (r *Record) clearable(name string) clearing {
	if special, ok := clearings[name]; ok {
		return special
	}
	for _, field := range customer.OwnedFields() {
		emptied := r.Fields
		if FieldName(field.Name) == name && emptied.Clear(field.Name) {
			return clearing{empty: func(r *Record) { r.Fields.Clear(field.Name) }}
		}
	}
	return clearing{}
}
