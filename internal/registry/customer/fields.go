package customer

import (
	"bytes"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// fields is the one table of fields, in the order of the form. History and the names of changed
// fields come from it; whose each is says package ownership.
var fields = []audit.Field[*Customer]{
	{Name: "kind", Value: func(c *Customer) audit.Value { return audit.Code(c.Kind) }},
	{Name: "name", Value: func(c *Customer) audit.Value { return audit.Text(c.Name) }},
	{Name: "firstName", Value: func(c *Customer) audit.Value { return audit.Text(c.FirstName) }},
	{Name: "lastName", Value: func(c *Customer) audit.Value { return audit.Text(c.LastName) }},
	{Name: "email", Value: func(c *Customer) audit.Value { return audit.Text(c.Email.Typed) }},
	{Name: "phone", Value: func(c *Customer) audit.Value { return audit.Text(c.Phone) }},
	{Name: "taxId", Value: func(c *Customer) audit.Value { return audit.Text(c.TaxID) }},
	{Name: "taxCountry", Value: func(c *Customer) audit.Value { return audit.Country(c.TaxCountry) }},
	{Name: "registrationNumber", Value: func(c *Customer) audit.Value { return audit.Text(c.RegistrationNumber) }},
	{Name: "taxStatus", Value: func(c *Customer) audit.Value { return audit.Code(c.TaxStatus) }},
	{Name: "accountState", Value: func(c *Customer) audit.Value { return audit.Code(c.AccountState) }},
	{Name: "approval", Value: func(c *Customer) audit.Value { return audit.Code(c.Approval) }},
	{Name: "blocks", Value: func(c *Customer) audit.Value { return audit.ListOf(c.Blocks, blockValue) }},
	{Name: "accountManagerId", Value: func(c *Customer) audit.Value { return audit.Reference(audit.Staff, c.AccountManagerID, "") }},
	{Name: "shopIds", Value: func(c *Customer) audit.Value { return audit.ListOf(inOrder(c.ShopIDs), shopValue) }},
	{Name: "priceLevel", Value: func(c *Customer) audit.Value { return audit.Text(c.PriceLevel) }},
	{Name: "paymentTermsDays", Value: func(c *Customer) audit.Value { return audit.Optional(c.PaymentTermsDays, audit.Integer[int32]) }},
	{Name: "creditLimit", Value: func(c *Customer) audit.Value { return audit.Optional(c.CreditLimit, audit.Money) }},
	{Name: "paymentMethods", Value: func(c *Customer) audit.Value { return audit.ListOf(c.PaymentMethods, audit.Text[string]) }},
	{Name: "erpDiscountPercent", Value: func(c *Customer) audit.Value { return audit.Optional(c.ERPDiscount, audit.Percent) }},
	{Name: "language", Value: func(c *Customer) audit.Value { return audit.Language(c.Language) }},
	{Name: "currency", Value: func(c *Customer) audit.Value { return audit.Text(c.Currency) }},
	{Name: "note", Value: func(c *Customer) audit.Value { return audit.Text(c.Note) }},
}

// Value returns a field in one line, by its JSON name; empty for a name that no field has.
func (c *Customer) Value(name string) string {
	for _, field := range fields {
		if field.Name == name {
			return field.Value(c).String()
		}
	}
	return ""
}

// Diff returns what differs between two states, in the order of the form. Before may be nil.
func Diff(before, after *Customer) []audit.Change {
	if before == nil {
		before = &Customer{}
	}
	return audit.Diff(fields, before, after)
}

func blockValue(b Block) audit.Value {
	return audit.Record(
		audit.NamedPart{Name: "source", Value: audit.Code(b.Source)},
		audit.NamedPart{Name: "sourceSystem", Value: audit.Text(b.SourceSystem)},
		audit.NamedPart{Name: "scope", Value: audit.Code(b.Scope)},
		audit.NamedPart{Name: "reason", Value: audit.Text(b.Reason)},
	)
}

func shopValue(id uuid.UUID) audit.Value { return audit.Reference(audit.Shop, id, "") }

// inOrder returns ids in the order of their texts: shops have none of their own.
func inOrder(ids []uuid.UUID) []uuid.UUID {
	return slices.SortedFunc(slices.Values(ids), func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
}
