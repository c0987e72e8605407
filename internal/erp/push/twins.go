package push

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// warnOfTwins warns of each draft whose tax ID is new to its customer and belongs to another one too. Nobody
// is merged: branches may share a tax ID.
func (a *attempt) warnOfTwins(ctx context.Context) error {
	var keys []string
	for _, d := range a.drafts {
		if d.hasNewTaxID() {
			keys = append(keys, d.after.TaxKey)
		}
	}
	owners, err := a.Customers.WithTaxKeys(ctx, unique(keys))
	if err != nil || len(keys) == 0 {
		return err
	}
	for _, d := range a.drafts {
		if d.hasNewTaxID() {
			owners[d.after.TaxKey] = a.warnOfTwin(d, owners[d.after.TaxKey])
		}
	}
	return nil
}

// warnOfTwin returns the owners of the tax ID with the customer of the draft, for the records after it.
func (a *attempt) warnOfTwin(d *draft, owners []uuid.UUID) []uuid.UUID {
	for _, owner := range owners {
		if owner != d.after.ID {
			d.result.Warnings = append(d.result.Warnings, customer.SameTaxID(owner))
			break
		}
	}
	if d.before == nil && a.request.ValidateOnly {
		return append(owners, uuid.Nil) // after a dry run there is no such customer
	}
	return append(owners, d.after.ID)
}

func (d *draft) hasNewTaxID() bool {
	return d.after.TaxKey != "" && (d.before == nil || d.before.TaxKey != d.after.TaxKey)
}
