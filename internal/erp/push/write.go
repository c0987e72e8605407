package push

import (
	"context"
	"slices"

	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

// write saves the drafts, a statement for each kind of thing. New customers come first: everything
// else points at them.
func (b *batch) write(ctx context.Context) error {
	if len(b.drafts) == 0 {
		return nil
	}
	if err := b.writeNew(ctx); err != nil {
		return err
	}
	if err := b.writeIdentities(ctx); err != nil {
		return err
	}
	if err := b.writeConflicts(ctx); err != nil {
		return err
	}
	if err := b.writeAddresses(ctx); err != nil {
		return err
	}
	if err := b.writeEmployees(ctx); err != nil {
		return err
	}
	if err := b.writeMemberships(ctx); err != nil {
		return err
	}
	if err := b.writeChanged(ctx); err != nil {
		return err
	}
	if err := b.writeDiscounts(ctx); err != nil {
		return err
	}
	return b.tell(ctx)
}

func (b *batch) writeNew(ctx context.Context) error {
	var created []*customer.Customer
	for _, d := range b.drafts {
		if d.before == nil {
			created = append(created, d.after)
		}
	}
	if len(created) == 0 {
		return nil
	}
	serial, err := b.Customers.TakeSerials(ctx, len(created))
	if err != nil {
		return err
	}
	for i, c := range created {
		c.Serial = serial + int64(i)
	}
	return b.Customers.InsertMany(ctx, created)
}

func (b *batch) writeIdentities(ctx context.Context) error {
	identities := make([]*identity, len(b.drafts))
	for i, d := range b.drafts {
		identities[i] = d.identity
	}
	return b.store.saveIdentities(ctx, b.source.SourceSystemID, identities, b.now)
}

func (b *batch) writeAddresses(ctx context.Context) error {
	var replaced []uuid.UUID
	var written []*customer.Address
	for _, d := range b.drafts {
		replaced = append(replaced, addressIDs(d.addresses.replaced)...)
		written = append(written, d.addresses.written...)
	}
	return b.Customers.ReplaceAddresses(ctx, replaced, written, b.now)
}

func (b *batch) writeEmployees(ctx context.Context) error {
	var deleted []uuid.UUID
	var inserted, updated []employee.Employee
	for _, d := range b.drafts {
		deleted = append(deleted, employeeIDs(d.employees.deleted)...)
		inserted = append(inserted, d.employees.inserted...)
		for _, revision := range d.employees.updated {
			updated = append(updated, revision.after)
		}
	}
	if err := b.Employees.DeleteMany(ctx, deleted); err != nil {
		return err
	}
	if err := b.Employees.UpdateMany(ctx, updated); err != nil {
		return err
	}
	return b.Employees.InsertMany(ctx, inserted)
}

func (b *batch) writeConflicts(ctx context.Context) error {
	var found []conflict.Conflict
	for _, d := range b.drafts {
		found = append(found, d.conflicts...)
	}
	return b.Conflicts.Keep(ctx, found)
}

// writeChanged saves the customers that differ and settles each draft's outcome.
func (b *batch) writeChanged(ctx context.Context) error {
	var revisions []customer.Revision
	for _, d := range b.drafts {
		d.settle(!b.memberships[d.after.ID].IsEmpty())
		if d.result.outcome == apiv1.Outcome_OUTCOME_UPDATED {
			d.after.UpdatedAt = b.now
			revisions = append(revisions, customer.Revision{Before: d.before, After: d.after})
		}
	}
	return b.Customers.UpdateMany(ctx, revisions)
}

// writeDiscounts keeps the discounts of contractors equal to the field of their customers (DISC-1).
func (b *batch) writeDiscounts(ctx context.Context) error {
	var wanted []discount.OfContractor
	for _, d := range b.drafts {
		if d.rebated() {
			wanted = append(wanted, discount.OfContractor{
				CustomerID: d.after.ID, ExternalID: d.record.externalID, Percent: d.after.ERPDiscount,
			})
		}
	}
	return b.Discounts.KeepForContractors(ctx, b.source.SourceSystemID, wanted)
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
	for _, name := range customer.Names(d.changes) {
		d.result.changed = append(d.result.changed, contractorName(name))
	}
	for name, changed := range map[string]bool{
		"code": d.recoded, "addresses": d.addresses.isChange(),
		"employees": d.employees.isChange(), "groups": regrouped,
	} {
		if changed {
			d.result.changed = append(d.result.changed, name)
		}
	}
	slices.Sort(d.result.changed)
	switch {
	case d.before == nil:
		d.result.outcome, d.result.changed = apiv1.Outcome_OUTCOME_CREATED, nil
	case len(d.result.changed) > 0:
		d.result.outcome = apiv1.Outcome_OUTCOME_UPDATED
	default:
		d.result.outcome = apiv1.Outcome_OUTCOME_UNCHANGED
	}
}

// tell writes history and feed.
func (b *batch) tell(ctx context.Context) error {
	var entries []audit.Entry
	var events []feed.Event
	for _, d := range b.drafts {
		if d.before == nil {
			delete(b.memberships, d.after.ID) // told of in the entry of the new customer
		}
		if d.result.outcome == apiv1.Outcome_OUTCOME_UNCHANGED {
			continue
		}
		told := d.entries()
		entries = append(entries, told...)
		if b.request.GetValidateOnly() {
			d.result.foresee(told)
		}
		kind := feed.Upsert
		if d.after.Status() == customer.BlockedByERP && (d.before == nil || d.before.Status() != customer.BlockedByERP) {
			kind = feed.Block
		}
		events = append(events, feed.Event{
			CustomerID: d.after.ID, Version: d.after.Version, Kind: kind,
			ChangedFields: d.result.changed, SourceRevision: d.record.revision,
		})
	}
	regrouped, err := b.Groups.Entries(ctx, b.memberships)
	if err != nil {
		return err
	}
	entries = append(entries, regrouped...)
	if b.request.GetValidateOnly() {
		b.foreseeGroups(regrouped)
	}
	b.Feed.Append(ctx, events...)
	return b.History.Record(ctx, entries...)
}
