package contractor

import (
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

// clearing empties one field of a record, by its JSON name.
var clearing = map[string]func(r *Record){
	"code":               func(r *Record) { r.Code = new(string) },
	"firstName":          func(r *Record) { r.Fields.FirstName = new(string) },
	"lastName":           func(r *Record) { r.Fields.LastName = new(string) },
	"email":              func(r *Record) { r.Fields.Email = new(string) },
	"phone":              func(r *Record) { r.Fields.Phone = new(string) },
	"taxId":              func(r *Record) { r.Fields.TaxID = new(string) },
	"taxCountry":         func(r *Record) { r.Fields.TaxCountry = new(string) },
	"registrationNumber": func(r *Record) { r.Fields.RegistrationNumber = new(string) },
	"taxStatus":          func(r *Record) { r.Fields.TaxStatus = new(customer.TaxStatus) },
	"addresses":          func(r *Record) { r.Addresses = new([]customer.AddressChange) },
	"groups":             func(r *Record) { r.Groups = new([]string) },
	"employees":          func(r *Record) { r.Employees = new([]employee.Employee) },
	"paymentTermsDays":   func(r *Record) { r.Fields.PaymentTermsDays = new(*int32) },
	"paymentMethod":      func(r *Record) { r.Fields.PaymentMethods = new([]string) },
	"creditLimit":        func(r *Record) { r.Fields.CreditLimit = new(*customer.Amount) },
	"discountPercent":    func(r *Record) { r.Fields.ERPDiscount = new(string) },
	"priceLevel":         func(r *Record) { r.Fields.PriceLevel = new(string) },
	"accountManager":     func(r *Record) { r.AccountManager = new(string) },
	"language":           func(r *Record) { r.Fields.Language = new(string) },
	"currency":           func(r *Record) { r.Fields.Currency = new(string) },
	"note":               func(r *Record) { r.Fields.Note = new(string) },
}

func (r *Record) clear(name string) {
	empty, ok := clearing[name]
	if !ok {
		r.Refuse("clearFields", "FIELD_UNKNOWN", "A name in clearFields is not that of a field that can be emptied.")
		return
	}
	empty(r)
}
