package customer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/audit"
)

// Owner says which side a field belongs to (SYNC-5).
type Owner int

// The owners.
const (
	Shared  Owner = iota // both sides may edit it
	ERP                  // the ERP decides for customers that it knows; staff read
	Derived              // the program decides
)

// Field is one field of a customer: its JSON name, whose it is and its value as text.
type Field struct {
	Name  string
	Owner Owner
	value func(c *Customer) string
}

// fields is the one table of fields, in the order of the form. History, ownership and the names of
// changed fields come from it.
var fields = []Field{
	{"kind", ERP, func(c *Customer) string { return string(c.Kind) }},
	{"name", Shared, func(c *Customer) string { return c.Name }},
	{"firstName", Shared, func(c *Customer) string { return c.FirstName }},
	{"lastName", Shared, func(c *Customer) string { return c.LastName }},
	{"email", Shared, func(c *Customer) string { return c.Email.Typed }},
	{"phone", Shared, func(c *Customer) string { return c.Phone }},
	{"taxId", ERP, func(c *Customer) string { return c.TaxID }},
	{"taxCountry", ERP, func(c *Customer) string { return string(c.TaxCountry) }},
	{"registrationNumber", ERP, func(c *Customer) string { return c.RegistrationNumber }},
	{"taxStatus", Shared, func(c *Customer) string { return string(c.TaxStatus) }},
	{"accountState", Derived, func(c *Customer) string { return string(c.AccountState) }},
	{"approval", Derived, func(c *Customer) string { return string(c.Approval) }},
	{"blocks", Derived, blocksText},
	{"accountManagerId", Shared, func(c *Customer) string { return idText(c.AccountManagerID) }},
	{"shopIds", Shared, func(c *Customer) string { return idsText(c.ShopIDs) }},
	{"priceLevel", ERP, func(c *Customer) string { return c.PriceLevel }},
	{"paymentTermsDays", ERP, daysText},
	{"creditLimit", ERP, creditLimitText},
	{"paymentMethods", ERP, func(c *Customer) string { return listText(c.PaymentMethods) }},
	{"erpDiscountPercent", ERP, discountText},
	{"language", Shared, func(c *Customer) string { return c.Language }},
	{"currency", Shared, func(c *Customer) string { return c.Currency }},
	{"note", Shared, func(c *Customer) string { return c.Note }},
}

// FieldNames returns the JSON names of the fields of an owner.
func FieldNames(owner Owner) []string {
	var names []string
	for _, field := range fields {
		if field.Owner == owner {
			names = append(names, field.Name)
		}
	}
	return names
}

// FieldChange is one field before and after, as the history keeps it.
type FieldChange = audit.Change

// Diff returns what differs between two states, in the order of the form. Before may be nil.
func Diff(before, after *Customer) []FieldChange {
	if before == nil {
		before = &Customer{}
	}
	var changes []FieldChange
	for _, field := range fields {
		if was, is := field.value(before), field.value(after); was != is {
			changes = append(changes, FieldChange{Field: field.Name, Old: was, New: is})
		}
	}
	return changes
}

// Names returns the names of the changed fields.
func Names(changes []FieldChange) []string {
	names := make([]string, len(changes))
	for i, change := range changes {
		names[i] = change.Field
	}
	return names
}

// listText joins values in a way that tells every list from every other.
func listText(values []string) string {
	quoted := make([]string, len(values))
	for i, value := range values {
		quoted[i] = value
		if strings.ContainsAny(value, `,"`) {
			quoted[i] = strconv.Quote(value)
		}
	}
	return strings.Join(quoted, ", ")
}

func blocksText(c *Customer) string {
	parts := make([]string, len(c.Blocks))
	for i, block := range c.Blocks {
		words := []string{string(block.Source), block.SourceSystem, string(block.Scope), block.Reason}
		parts[i] = strings.Join(slices.DeleteFunc(words, func(word string) bool { return word == "" }), " ")
	}
	return listText(parts)
}

func idText(id uuid.UUID) string {
	if id == uuid.Nil {
		return ""
	}
	return id.String()
}

func idsText(ids []uuid.UUID) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = id.String()
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

func daysText(c *Customer) string {
	if c.PaymentTermsDays == nil {
		return ""
	}
	return strconv.Itoa(int(*c.PaymentTermsDays))
}

func creditLimitText(c *Customer) string {
	if c.CreditLimit == nil {
		return ""
	}
	return c.CreditLimit.String() + " " + c.CreditLimit.Currency
}

func discountText(c *Customer) string {
	if c.ERPDiscount == nil {
		return ""
	}
	return c.ERPDiscount.String()
}
