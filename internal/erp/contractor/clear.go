package contractor

import (
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

// clearing empties what is no field of the customer's own, by its JSON name.
var clearing = map[string]func(r *Record){
	"code":           func(r *Record) { r.Code = new(string) },
	"addresses":      func(r *Record) { r.Addresses = new([]customer.AddressChange) },
	"groups":         func(r *Record) { r.Groups = new([]string) },
	"employees":      func(r *Record) { r.Employees = new([]employee.Employee) },
	"accountManager": func(r *Record) { r.AccountManager = new(string) },
}

func (r *Record) clear(name string) {
	if empty, ok := clearing[name]; ok {
		empty(r)
		return
	}
	for _, field := range customer.OwnedFields() {
		if FieldName(field.Name) == name && r.Fields.Clear(field.Name) {
			return
		}
	}
	r.Refuse("clearFields", "FIELD_UNKNOWN", "A name in clearFields is not that of a field that can be emptied.")
}
