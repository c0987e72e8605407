package customer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// Field is one field of a customer: its JSON name and its value as text.
type Field struct {
	Name  string
	value func(c *Customer) string
}

// fields is the one table of fields, in the order of the form. History and the names of changed
// fields come from it; whose each is says package ownership.
var fields = []Field{
	{"kind", func(c *Customer) string { return string(c.Kind) }},
	{"name", func(c *Customer) string { return c.Name }},
	{"firstName", func(c *Customer) string { return c.FirstName }},
	{"lastName", func(c *Customer) string { return c.LastName }},
	{"email", func(c *Customer) string { return c.Email.Typed }},
	{"phone", func(c *Customer) string { return c.Phone }},
	{"taxId", func(c *Customer) string { return c.TaxID }},
	{"taxCountry", func(c *Customer) string { return string(c.TaxCountry) }},
	{"registrationNumber", func(c *Customer) string { return c.RegistrationNumber }},
	{"taxStatus", func(c *Customer) string { return string(c.TaxStatus) }},
	{"accountState", func(c *Customer) string { return string(c.AccountState) }},
	{"approval", func(c *Customer) string { return string(c.Approval) }},
	{"blocks", blocksText},
	{"accountManagerId", func(c *Customer) string { return idText(c.AccountManagerID) }},
	{"shopIds", func(c *Customer) string { return idsText(c.ShopIDs) }},
	{"priceLevel", func(c *Customer) string { return c.PriceLevel }},
	{"paymentTermsDays", daysText},
	{"creditLimit", creditLimitText},
	{"paymentMethods", func(c *Customer) string { return listText(c.PaymentMethods) }},
	{"erpDiscountPercent", discountText},
	{"language", func(c *Customer) string { return c.Language }},
	{"currency", func(c *Customer) string { return c.Currency }},
	{"note", func(c *Customer) string { return c.Note }},
}

// Value returns a field as text, by its JSON name; empty for a name that no field has.
func (c *Customer) Value(name string) string {
	for _, field := range fields {
		if field.Name == name {
			return field.value(c)
		}
	}
	return ""
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
