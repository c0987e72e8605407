package push

import (
	"fmt"
	"slices"

	"github.com/kartoteka/kartoteka/internal/erp/contractor"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

// creation returns the edit of a new customer. The history shows it as one entry with everything that
// came with it.
func (d *draft) creation() customer.Edit {
	return customer.Edit{After: d.after, Notes: d.attachments(), SourceRevision: d.record.Revision}
}

// attachments are the addresses, employees and groups of a new customer, one line each.
func (d *draft) attachments() []audit.Change {
	var changes []audit.Change
	for _, address := range d.addresses.written {
		line := fmt.Sprintf("%s, %s %s, %s", address.Street, address.PostalCode, address.City, address.Country)
		changes = append(changes, audit.Change{Field: "addresses", New: audit.Text(line)})
	}
	for _, e := range d.employees.inserted {
		changes = append(changes, audit.Change{Field: "employees", New: audit.Text(e.Email.Typed)})
	}
	if d.record.Groups != nil {
		changes = append(changes, audit.Change{Field: "groupIds", New: audit.ListOf(*d.record.Groups, audit.Text[string])})
	}
	return changes
}

// update returns the edit of an existing customer. Changes of addresses and employees have their own
// history entries; those of groups are passed in.
func (d *draft) update(groups []audit.Entry) customer.Edit {
	edit := customer.Edit{Before: d.before, After: d.after, SourceRevision: d.record.Revision}
	if d.saved != nil && d.saved.Code != d.identity.Code {
		edit.Belongings = append(edit.Belongings, "code")
		edit.Notes = []audit.Change{{Field: "code", Old: audit.Text(d.saved.Code), New: audit.Text(d.identity.Code)}}
	}
	if d.addresses.isChange() {
		edit.Belongings = append(edit.Belongings, "addresses")
		edit.Entries = append(edit.Entries, customer.AddressEntries(d.addresses.replaced, d.addresses.written)...)
	}
	if d.employees.isChange() {
		edit.Belongings = append(edit.Belongings, "employees")
		edit.Entries = append(edit.Entries, d.employees.entries()...)
	}
	if len(groups) > 0 {
		edit.Belongings = append(edit.Belongings, "groupIds")
		edit.Entries = append(edit.Entries, groups...)
	}
	return edit
}

func (e employeeDraft) entries() []audit.Entry {
	var entries []audit.Entry
	for _, deleted := range e.deleted {
		entries = append(entries, employee.Entry(deleted, employee.Employee{}))
	}
	for _, revision := range e.updated {
		entries = append(entries, employee.Entry(revision.Before, revision.After))
	}
	for _, inserted := range e.inserted {
		entries = append(entries, employee.Entry(employee.Employee{}, inserted))
	}
	return entries
}

// settle sets the outcome by what the edit changes.
func (d *draft) settle(edit customer.Edit) {
	d.changes = customer.Diff(edit.Before, edit.After)
	if edit.Before == nil {
		d.result.Outcome = intake.Created
		return
	}
	d.result.Outcome = intake.Unchanged
	for _, field := range append(audit.Names(d.changes), edit.Belongings...) {
		d.result.Outcome = intake.Updated
		d.result.Changed = append(d.result.Changed, contractor.FieldName(field))
	}
	slices.Sort(d.result.Changed)
}

// owners are the actions of history entries about addresses and employees, with the prefix of their
// fields.
var owners = map[string]string{
	"ADDRESS_CREATED": "addresses.", "ADDRESS_UPDATED": "addresses.", "ADDRESS_DELETED": "addresses.",
	"EMPLOYEE_CREATED": "employees.", "EMPLOYEE_UPDATED": "employees.", "EMPLOYEE_DELETED": "employees.",
}

// preview keeps each changed value for the answer, because the history of a dry run is rolled back.
func (d *draft) preview(edit customer.Edit) {
	own := audit.Entry{Changes: append(slices.Clone(d.changes), edit.Notes...)}
	for _, entry := range append([]audit.Entry{own}, edit.Entries...) {
		for _, change := range entry.Changes {
			change.Field = owners[entry.Action] + contractor.FieldName(change.Field)
			d.result.Changes = append(d.result.Changes, change)
		}
	}
}
