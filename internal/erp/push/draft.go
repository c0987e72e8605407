package push

import (
	"slices"

	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// draft is what one accepted record is to write.
type draft struct {
	record *record
	result *result
	saved  *identity // nil for a contractor that was never pushed before

	before *customer.Customer // nil for a new one
	after  *customer.Customer

	changes   []customer.FieldChange // of the customer's own fields
	addresses addressDraft
	employees employeeDraft
	conflicts []conflict.Conflict
	pushed    map[string]string // fingerprints of shared fields
	identity  *identity
	recoded   bool // the contractor's code changed
	oldCode   string
}

// draft works out what a record changes. A record that is refused leaves the batch as it was.
func (b *batch) draft(i int) {
	d := &draft{record: b.records[i], result: b.results[i], saved: b.identities[b.records[i].externalID]}
	if !b.begin(d, b.customerOf(i)) {
		return
	}
	b.applyFields(d)
	b.draftAddresses(d)
	b.draftEmployees(d)
	if d.result.outcome == apiv1.Outcome_OUTCOME_REJECTED {
		return
	}
	b.applyActivity(d)
	b.draftIdentity(d)
	b.keep(d)
}

// begin takes the customer that the record is about, or makes a new one.
func (b *batch) begin(d *draft, customerID uuid.UUID) bool {
	if customerID != uuid.Nil {
		d.before = b.customers[customerID]
		if d.before == nil {
			d.record.refuseCustomer()
			d.result.reject(d.record.violations...)
			return false
		}
		d.after = d.before.Clone()
		return true
	}
	d.after = customer.New(customer.FromERP, b.now)
	d.after.ShopIDs = []uuid.UUID{b.shop}
	if d.record.change.Kind == nil {
		d.result.reject(violation("kind", "KIND_REQUIRED", "A new contractor must say whether it is a company or a person."))
		return false
	}
	return true
}

func (b *batch) applyFields(d *draft) {
	change := d.record.change
	if code := d.record.accountManager; code != nil {
		manager := b.managers[*code]
		if *code != "" && manager == uuid.Nil {
			d.result.warn("UNKNOWN_ACCOUNT_MANAGER", "accountManager")
		} else {
			change.AccountManagerID = &manager
		}
	}
	theirs := d.after.Clone()
	if !d.accept(theirs.Apply(change, b.home)) {
		return
	}
	d.pushed = b.remember(d, change, theirs)
	var left []string
	if d.before != nil {
		left = b.notTheirs(d, change, theirs)
	}
	if len(left) == 0 {
		d.after = theirs
	} else if !d.accept(d.after.Apply(change.Without(left), b.home)) {
		return
	}
	d.result.warnings = append(d.result.warnings, d.after.Warnings()...)
}

// accept rejects the record if something of it is not valid.
func (d *draft) accept(violations []fault.Field) bool {
	for _, v := range violations {
		d.result.reject(violation(contractorName(v.Path), v.Reason, v.Text))
	}
	return len(violations) == 0
}

// applyActivity blocks or unblocks by the ERP's word and no other's (CUST-6, SYNC-4).
func (b *batch) applyActivity(d *draft) {
	if d.record.active != nil {
		d.after.SetActiveInERP(b.source.SourceCode, *d.record.active, b.now)
	}
	d.after.SetAbsentFromERP(b.source.SourceCode, false, b.now) // here it is
}

func (b *batch) draftIdentity(d *draft) {
	saved := d.saved
	next := identity{
		id: id.New(), customerID: d.after.ID, externalID: d.record.externalID, active: true,
		revision: d.record.revision, hash: d.record.hash, hashVersion: contenthash.Version, pushed: d.pushed,
	}
	if saved != nil {
		next.id, next.code, next.active = saved.id, saved.code, saved.active
		d.oldCode = saved.code
		if next.revision == "" {
			next.revision = saved.revision
		}
	}
	if d.record.code != nil {
		next.code = *d.record.code
	}
	if d.record.active != nil {
		next.active = *d.record.active
	}
	d.recoded = saved != nil && saved.code != next.code
	d.identity = &next
	d.nameExternally(b.source.SourceSystemID, b.source.SourceCode, b.settings.ownership)
}

// nameExternally puts the identity where the search text is made from.
func (d *draft) nameExternally(sourceID uuid.UUID, sourceCode string, ownershipTable ownership.Table) {
	external := customer.ExternalID{
		SourceSystemID: sourceID, SourceSystem: sourceCode,
		ExternalID: d.identity.externalID, Code: d.identity.code, Active: d.identity.active,
		Ownership: ownershipTable,
	}
	at := slices.IndexFunc(d.after.ExternalIDs, func(e customer.ExternalID) bool {
		return e.SourceSystemID == sourceID && e.ExternalID == external.ExternalID
	})
	if at < 0 {
		d.after.ExternalIDs = append(d.after.ExternalIDs, external)
		return
	}
	d.after.ExternalIDs[at] = external
}

// keep makes the draft part of the batch: later records see what it will write. Only e-mails can
// meet, for no two records of a batch have the same external id.
func (b *batch) keep(d *draft) {
	d.result.customerID = d.after.ID
	for _, key := range d.employees.freed {
		delete(b.owners, key)
	}
	for key := range d.employees.taken {
		b.owners[key] = d.after.ID
	}
	b.drafts = append(b.drafts, d)
}
