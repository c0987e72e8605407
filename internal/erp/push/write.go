package push

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

// write saves the drafts, one statement for each kind of thing. New customers come first, because
// everything else refers to them.
func (a *attempt) write(ctx context.Context) error {
	if len(a.drafts) == 0 {
		return nil
	}
	for _, step := range []func(context.Context) error{
		a.writeNew, a.writeIdentities, a.writeConflicts, a.writeAddresses, a.writeEmployees, a.writeMemberships,
		a.writeChanged, a.writeDiscounts,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (a *attempt) writeNew(ctx context.Context) error {
	var edits []customer.Edit
	for _, d := range a.drafts {
		if d.before == nil {
			edits = append(edits, a.finish(d, d.creation()))
		}
	}
	return a.Customers.Commit(ctx, edits...)
}

// finish sets the outcome of a draft by its edit, and returns the edit.
func (a *attempt) finish(d *draft, edit customer.Edit) customer.Edit {
	d.settle(edit)
	if a.request.ValidateOnly {
		d.preview(edit)
	}
	return edit
}

func (a *attempt) writeIdentities(ctx context.Context) error {
	identities := make([]*Identity, len(a.drafts))
	for i, d := range a.drafts {
		identities[i] = d.identity
	}
	return a.store.saveIdentities(ctx, a.source.SourceSystemID, identities, a.now)
}

func (a *attempt) writeAddresses(ctx context.Context) error {
	var replaced []uuid.UUID
	var written []*customer.Address
	for _, d := range a.drafts {
		replaced = append(replaced, addressIDs(d.addresses.replaced)...)
		written = append(written, d.addresses.written...)
	}
	return a.Customers.ReplaceAddresses(ctx, replaced, written, a.now)
}

func (a *attempt) writeEmployees(ctx context.Context) error {
	var deleted []uuid.UUID
	var inserted []employee.Employee
	var updated []employee.Revision
	for _, d := range a.drafts {
		deleted = append(deleted, employeeIDs(d.employees.deleted)...)
		inserted = append(inserted, d.employees.inserted...)
		updated = append(updated, d.employees.updated...)
	}
	if err := a.Employees.DeleteMany(ctx, deleted); err != nil {
		return err
	}
	if err := a.Employees.UpdateMany(ctx, updated); err != nil {
		return err
	}
	return a.Employees.InsertMany(ctx, inserted)
}

func (a *attempt) writeConflicts(ctx context.Context) error {
	var found []conflict.Conflict
	for _, d := range a.drafts {
		found = append(found, d.conflicts...)
	}
	return a.Conflicts.Keep(ctx, found)
}

// writeChanged saves the existing customers that changed, or whose addresses, employees or groups
// changed.
func (a *attempt) writeChanged(ctx context.Context) error {
	groups, err := a.groupEntries(ctx)
	if err != nil {
		return err
	}
	var edits []customer.Edit
	for _, d := range a.drafts {
		if d.before != nil {
			edits = append(edits, a.finish(d, d.update(groups[d.after.ID])))
		}
	}
	return a.Customers.Commit(ctx, edits...)
}

// groupEntries returns the history entries about groups of existing customers.
func (a *attempt) groupEntries(ctx context.Context) (map[uuid.UUID][]audit.Entry, error) {
	for _, d := range a.drafts {
		if d.before == nil {
			delete(a.memberships, d.after.ID) // the entry of the new customer contains them
		}
	}
	entries, err := a.Groups.Entries(ctx, a.memberships)
	byCustomer := map[uuid.UUID][]audit.Entry{}
	for _, entry := range entries {
		byCustomer[entry.CustomerID] = append(byCustomer[entry.CustomerID], entry)
	}
	return byCustomer, err
}

// writeDiscounts keeps the discounts of contractors equal to the discount field of their customers
// (DISC-1).
func (a *attempt) writeDiscounts(ctx context.Context) error {
	var wanted []discount.OfContractor
	for _, d := range a.drafts {
		if d.changesDiscount() {
			wanted = append(wanted, discount.OfContractor{
				CustomerID: d.after.ID, ExternalID: d.record.ExternalID, Percent: d.after.ERPDiscount,
			})
		}
	}
	return a.Discounts.KeepForContractors(ctx, a.source.SourceSystemID, wanted)
}

func (d *draft) changesDiscount() bool {
	return slices.ContainsFunc(d.changes, func(c audit.Change) bool { return c.Field == "erpDiscountPercent" })
}
