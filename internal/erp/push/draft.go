package push

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
	"github.com/kartoteka/kartoteka/internal/erp/contractor"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// draft is what one record will write.
type draft struct {
	record *Record
	result *Result
	saved  *Identity // nil for a contractor that was never pushed before

	before *customer.Customer // nil for a new one
	after  *customer.Customer

	changes   []audit.Change // of the customer's own fields
	addresses addressDraft
	employees employeeDraft
	conflicts []conflict.Conflict
	pushed    map[string]string // fingerprints of shared fields
	identity  *Identity
}

// draft works out what a record changes. A refused record leaves no draft.
func (a *attempt) draft(i int) {
	d := &draft{record: a.records[i], result: a.results[i], saved: a.identities[a.records[i].ExternalID]}
	if !a.begin(d, a.customerOf(i)) {
		return
	}
	a.applyFields(d)
	a.draftAddresses(d)
	a.draftEmployees(d)
	if d.result.Outcome == intake.Rejected {
		return
	}
	a.applyActivity(d)
	a.draftIdentity(d)
	a.keep(d)
}

// begin finds the customer of the record, or makes a new one.
func (a *attempt) begin(d *draft, customerID uuid.UUID) bool {
	if customerID != uuid.Nil {
		d.before = a.customers[customerID]
		if d.before == nil {
			d.record.RefuseCustomer()
			d.result.reject(d.record.Violations...)
			return false
		}
		d.after = d.before.Clone()
		return true
	}
	d.after = customer.New(customer.FromERP, a.now)
	d.after.ShopIDs = []uuid.UUID{a.shop}
	return true
}

func (a *attempt) applyFields(d *draft) {
	change := d.record.Fields
	if code := d.record.AccountManager; code != nil {
		manager := a.managers[*code]
		if *code != "" && manager == uuid.Nil {
			d.result.warn("UNKNOWN_ACCOUNT_MANAGER", "accountManager")
		} else {
			change.AccountManagerID = &manager
		}
	}
	d.result.Warnings = append(d.result.Warnings, d.record.Warnings...)
	d.noteEmails(&change)
	theirs := d.after.Clone()
	if !d.accept(theirs.Apply(change, a.home)) {
		return
	}
	d.pushed = a.fingerprints(d, change, theirs)
	var kept []string
	if d.before != nil {
		kept = a.keptFields(d, change, theirs)
	}
	if len(kept) == 0 {
		d.after = theirs
	} else if !d.accept(d.after.Apply(change.Without(kept), a.home)) {
		return
	}
	d.result.Warnings = append(d.result.Warnings, d.after.Warnings()...)
	if (change.TaxStatus != nil || change.TaxCountry != nil) && !d.after.IsTaxStatusLikely(a.home) {
		d.result.warn("TAX_STATUS_UNLIKELY", "taxStatus")
	}
}

// noteEmails adds to the note the addresses for which a customer has no field, unless they stand there.
func (d *draft) noteEmails(change *customer.Change) {
	note := d.after.Note
	if change.Note != nil {
		note = *change.Note
	}
	longer := note
	for _, address := range d.record.MoreEmails {
		if !strings.Contains(longer, address) {
			longer = strings.TrimSpace(longer + "\n" + address)
		}
	}
	if longer != note {
		change.Note = &longer
	}
}

// accept rejects the record if there are violations.
func (d *draft) accept(violations []fault.Field) bool {
	for _, v := range violations {
		v.Path = contractor.FieldName(v.Path)
		d.result.reject(v)
	}
	return len(violations) == 0
}

// applyActivity sets or lifts the ERP's own block, and no other block (CUST-6, SYNC-4).
func (a *attempt) applyActivity(d *draft) {
	if d.record.Active != nil {
		d.after.SetActiveInERP(a.source.SourceCode, *d.record.Active, a.now)
	}
	d.after.SetAbsentFromERP(a.source.SourceCode, false, a.now) // it was just pushed
}

func (a *attempt) draftIdentity(d *draft) {
	saved := d.saved
	next := Identity{
		ID: id.New(), CustomerID: d.after.ID, ExternalID: d.record.ExternalID, Active: true,
		Revision: d.record.Revision, Hash: d.record.Hash, HashVersion: contenthash.Version, Pushed: d.pushed,
	}
	if saved != nil {
		next.ID, next.Code, next.Active = saved.ID, saved.Code, saved.Active
		if next.Revision == "" {
			next.Revision = saved.Revision
		}
	}
	if d.record.Code != nil {
		next.Code = *d.record.Code
	}
	if d.record.Active != nil {
		next.Active = *d.record.Active
	}
	d.identity = &next
	d.setExternalID(a.source.SourceSystemID, a.source.SourceCode, a.settings.ownership)
}

// setExternalID sets the identity in the customer, whose search text contains it.
func (d *draft) setExternalID(sourceID uuid.UUID, sourceCode string, ownershipTable ownership.Table) {
	external := customer.ExternalID{
		SourceSystemID: sourceID, SourceSystem: sourceCode,
		ExternalID: d.identity.ExternalID, Code: d.identity.Code, Active: d.identity.Active,
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

// keep adds the draft to the attempt, so that later records see what it will write. That matters only for
// e-mails, because no two records of a batch have the same external id.
func (a *attempt) keep(d *draft) {
	d.result.CustomerID = d.after.ID
	for _, key := range d.employees.freed {
		delete(a.owners, key)
	}
	for key := range d.employees.taken {
		a.owners[key] = d.after.ID
	}
	a.drafts = append(a.drafts, d)
}
