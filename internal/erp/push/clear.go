package push

import "github.com/kartoteka/kartoteka/internal/registry/customer"

// clearing empties one field of a record, by its JSON name.
var clearing = map[string]func(r *record){
	"code":               func(r *record) { r.code = new(string) },
	"firstName":          func(r *record) { r.change.FirstName = new(string) },
	"lastName":           func(r *record) { r.change.LastName = new(string) },
	"email":              func(r *record) { r.change.Email = new(string) },
	"phone":              func(r *record) { r.change.Phone = new(string) },
	"taxId":              func(r *record) { r.change.TaxID = new(string) },
	"taxCountry":         func(r *record) { r.change.TaxCountry = new(string) },
	"registrationNumber": func(r *record) { r.change.RegistrationNumber = new(string) },
	"taxStatus":          func(r *record) { r.change.TaxStatus = new(customer.TaxStatus) },
	"addresses":          func(r *record) { r.addresses = new([]customer.AddressChange) },
	"groups":             func(r *record) { r.groups = new([]string) },
	"employees":          func(r *record) { r.employees = new([]person) },
	"paymentTermsDays":   func(r *record) { r.change.PaymentTermsDays = new(*int32) },
	"paymentMethod":      func(r *record) { r.change.PaymentMethods = new([]string) },
	"creditLimit":        func(r *record) { r.change.CreditLimit = new(*customer.Amount) },
	"discountPercent":    func(r *record) { r.change.ERPDiscount = new(string) },
	"priceLevel":         func(r *record) { r.change.PriceLevel = new(string) },
	"accountManager":     func(r *record) { r.accountManager = new(string) },
	"language":           func(r *record) { r.change.Language = new(string) },
	"currency":           func(r *record) { r.change.Currency = new(string) },
	"note":               func(r *record) { r.change.Note = new(string) },
}

func (r *record) clear(name string) {
	empty, ok := clearing[name]
	if !ok {
		r.refuse("clearFields", "FIELD_UNKNOWN", "A name in clearFields is not that of a field that can be emptied.")
		return
	}
	empty(r)
}

// contractorNames are the fields that a contractor calls otherwise than a customer.
var contractorNames = map[string]string{
	"paymentMethods":     "paymentMethod",
	"erpDiscountPercent": "discountPercent",
	"accountManagerId":   "accountManager",
	"blocks":             "active",
	"groupIds":           "groups",
}

// contractorName is the name by which the ERP knows a customer's field.
func contractorName(field string) string {
	if name, ok := contractorNames[field]; ok {
		return name
	}
	return field
}
