package push

import (
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

// entries are the draft's part of the history. A new customer is told of in one entry with
// everything that came along; a change of what hangs on a customer has an entry of its own.
func (d *draft) entries() []audit.Entry {
	if d.before == nil {
		return []audit.Entry{d.entry("CUSTOMER_CREATED", d.after.ID, append(slices.Clone(d.changes), d.hangers()...))}
	}
	var entries []audit.Entry
	if changes := d.customerChanges(); len(changes) > 0 {
		entries = append(entries, d.entry(d.action(), d.after.ID, changes))
	}
	for i, was := range d.addresses.replaced {
		if i >= len(d.addresses.written) {
			entries = append(entries, d.entry("ADDRESS_DELETED", was.ID, customer.DiffAddress(was, nil)))
		} else if diff := customer.DiffAddress(was, d.addresses.written[i]); len(diff) > 0 {
			entries = append(entries, d.entry("ADDRESS_UPDATED", was.ID, diff))
		}
	}
	for _, added := range d.addresses.written[min(len(d.addresses.replaced), len(d.addresses.written)):] {
		entries = append(entries, d.entry("ADDRESS_CREATED", added.ID, customer.DiffAddress(nil, added)))
	}
	return append(entries, d.employeeEntries()...)
}

// customerChanges are the fields of the customer and its code.
func (d *draft) customerChanges() []audit.Change {
	changes := slices.Clone(d.changes)
	if d.recoded {
		changes = append(changes, audit.Change{Field: "code", Old: audit.Text(d.oldCode), New: audit.Text(d.identity.Code)})
	}
	return changes
}

func (d *draft) action() string {
	if names := audit.Names(d.changes); slices.Equal(names, []string{"blocks"}) {
		if len(d.after.Blocks) > len(d.before.Blocks) {
			return "CUSTOMER_BLOCKED"
		}
		return "CUSTOMER_UNBLOCKED"
	}
	return "CUSTOMER_UPDATED"
}

func (d *draft) employeeEntries() []audit.Entry {
	var entries []audit.Entry
	for _, e := range d.employees.deleted {
		entries = append(entries, employee.Entry(e, employee.Employee{}))
	}
	for _, revision := range d.employees.updated {
		entries = append(entries, employee.Entry(revision.before, revision.after))
	}
	for _, e := range d.employees.inserted {
		entries = append(entries, employee.Entry(employee.Employee{}, e))
	}
	return entries
}

// hangers are what came along with a new customer, each in one line.
func (d *draft) hangers() []audit.Change {
	var changes []audit.Change
	for _, a := range d.addresses.written {
		changes = append(changes, audit.Change{Field: "addresses", New: audit.Text(addressText(a))})
	}
	for _, e := range d.employees.inserted {
		changes = append(changes, audit.Change{Field: "employees", New: audit.Text(e.Email.Typed)})
	}
	if d.record.Groups != nil {
		changes = append(changes, audit.Change{Field: "groupIds", New: audit.ListOf(*d.record.Groups, audit.Text[string])})
	}
	return changes
}

func (d *draft) entry(action string, subject uuid.UUID, changes []audit.Change) audit.Entry {
	return audit.Entry{CustomerID: d.after.ID, SubjectID: subject, Action: action, Changes: changes}
}
