package push

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/erp/contractor"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

// write saves the drafts, a statement for each kind of thing. New customers come first: everything
// else points at them.
func (a *attempt) write(ctx context.Context) error {
	if len(a.drafts) == 0 {
		return nil
	}
	if err := a.writeNew(ctx); err != nil {
		return err
	}
	if err := a.writeIdentities(ctx); err != nil {
		return err
	}
	if err := a.writeConflicts(ctx); err != nil {
		return err
	}
	if err := a.writeAddresses(ctx); err != nil {
		return err
	}
	if err := a.writeEmployees(ctx); err != nil {
		return err
	}
	if err := a.writeMemberships(ctx); err != nil {
		return err
	}
	if err := a.writeChanged(ctx); err != nil {
		return err
	}
	if err := a.writeDiscounts(ctx); err != nil {
		return err
	}
	return a.tell(ctx)
}

func (a *attempt) writeNew(ctx context.Context) error {
	var created []*customer.Customer
	for _, d := range a.drafts {
		if d.before == nil {
			created = append(created, d.after)
		}
	}
	if len(created) == 0 {
		return nil
	}
	serial, err := a.Customers.TakeSerials(ctx, len(created))
	if err != nil {
		return err
	}
	for i, c := range created {
		c.Serial = serial + int64(i)
	}
	return a.Customers.InsertMany(ctx, created)
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
	var inserted, updated []employee.Employee
	for _, d := range a.drafts {
		deleted = append(deleted, employeeIDs(d.employees.deleted)...)
		inserted = append(inserted, d.employees.inserted...)
		for _, revision := range d.employees.updated {
			updated = append(updated, revision.after)
		}
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

// writeChanged saves the customers that differ and settles each draft's outcome.
func (a *attempt) writeChanged(ctx context.Context) error {
	var revisions []customer.Revision
	for _, d := range a.drafts {
		d.settle(!a.memberships[d.after.ID].IsEmpty())
		if d.result.Outcome == intake.Updated {
			d.after.UpdatedAt = a.now
			revisions = append(revisions, customer.Revision{Before: d.before, After: d.after})
		}
	}
	return a.Customers.UpdateMany(ctx, revisions)
}

// writeDiscounts keeps the discounts of contractors equal to the field of their customers (DISC-1).
func (a *attempt) writeDiscounts(ctx context.Context) error {
	var wanted []discount.OfContractor
	for _, d := range a.drafts {
		if d.rebated() {
			wanted = append(wanted, discount.OfContractor{
				CustomerID: d.after.ID, ExternalID: d.record.ExternalID, Percent: d.after.ERPDiscount,
			})
		}
	}
	return a.Discounts.KeepForContractors(ctx, a.source.SourceSystemID, wanted)
}

// rebated reports whether the discount of the contractor itself has changed.
func (d *draft) rebated() bool {
	var before *money.Percent
	if d.before != nil {
		before = d.before.ERPDiscount
	}
	after := d.after.ERPDiscount
	if before == nil || after == nil {
		return before != after
	}
	return *before != *after
}

// settle names what changed and with it the outcome.
func (d *draft) settle(regrouped bool) {
	d.changes = customer.Diff(d.before, d.after)
	for _, name := range audit.Names(d.changes) {
		d.result.Changed = append(d.result.Changed, contractor.FieldName(name))
	}
	for name, changed := range map[string]bool{
		"code": d.recoded, "addresses": d.addresses.isChange(),
		"employees": d.employees.isChange(), "groups": regrouped,
	} {
		if changed {
			d.result.Changed = append(d.result.Changed, name)
		}
	}
	slices.Sort(d.result.Changed)
	switch {
	case d.before == nil:
		d.result.Outcome, d.result.Changed = intake.Created, nil
	case len(d.result.Changed) > 0:
		d.result.Outcome = intake.Updated
	default:
		d.result.Outcome = intake.Unchanged
	}
}

// tell writes history and feed.
func (a *attempt) tell(ctx context.Context) error {
	var entries []audit.Entry
	var events []feed.Event
	for _, d := range a.drafts {
		if d.before == nil {
			delete(a.memberships, d.after.ID) // told of in the entry of the new customer
		}
		if d.result.Outcome == intake.Unchanged {
			continue
		}
		told := d.entries()
		entries = append(entries, told...)
		if a.request.ValidateOnly {
			d.result.preview(told)
		}
		kind := feed.Upsert
		if d.after.Status() == customer.BlockedByERP && (d.before == nil || d.before.Status() != customer.BlockedByERP) {
			kind = feed.Block
		}
		events = append(events, feed.Event{
			CustomerID: d.after.ID, Version: d.after.Version, Kind: kind,
			ChangedFields: d.result.Changed, SourceRevision: d.record.Revision,
		})
	}
	regrouped, err := a.Groups.Entries(ctx, a.memberships)
	if err != nil {
		return err
	}
	entries = append(entries, regrouped...)
	if a.request.ValidateOnly {
		a.previewGroups(regrouped)
	}
	a.Feed.Append(ctx, events...)
	return a.History.Record(ctx, entries...)
}
