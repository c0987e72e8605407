package customer

import (
	"context"
	"slices"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

var regions = map[TaxStatus]ownership.Region{
	Domestic: ownership.Domestic,
	IntraEU:  ownership.IntraEU,
	ExtraEU:  ownership.ExtraEU,
}

// Region is where the customer is taxed, as far as ownership of fields asks.
func (c *Customer) Region() ownership.Region { return regions[c.TaxStatus] }

// OwnedFields returns the fields that have an owner, in the order of the form.
func OwnedFields() []ownership.Field {
	var owned []ownership.Field
	for _, field := range fields {
		if field.Usual != "" {
			owned = append(owned, field.Field)
		}
	}
	return owned
}

// OwnedField returns a field by its JSON name. It has no usual owner if there is no such field to own.
func OwnedField(name string) ownership.Field { return fieldOf(name).Field }

// OwnedByERP returns the fields that an ERP decides for this customer, in the order of the form
// (SYNC-5). With several source systems, one that owns a field is enough.
func (c *Customer) OwnedByERP() []string {
	var owned []string
	for _, field := range OwnedFields() {
		if slices.ContainsFunc(c.ExternalIDs, func(e ExternalID) bool { return e.Ownership.Owner(field, c.Region()) == ownership.ERP }) {
			owned = append(owned, field.Name)
		}
	}
	return owned
}

// refuseOwnedByERP refuses staff a change of a field that the ERP owns for this customer (SYNC-5).
func refuseOwnedByERP(ctx context.Context, before, after *Customer) error {
	if auth.From(ctx).Kind == auth.ERP {
		return nil
	}
	owned := before.OwnedByERP()
	var refused []fault.Field
	for _, change := range Diff(before, after) {
		if slices.Contains(owned, change.Field) {
			refused = append(refused, fault.Field{
				Path: "customer." + change.Field, Reason: "FIELD_OWNED_BY_ERP", Text: "The ERP owns this field; change it there.",
			})
		}
	}
	if len(refused) == 0 {
		return nil
	}
	return &fault.Fault{
		Kind: fault.Precondition, Reason: "FIELD_OWNED_BY_ERP",
		Text: "The ERP owns a field that was to be changed.", Fields: refused,
	}
}
