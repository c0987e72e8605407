package push

import (
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

// employeeDraft is what becomes of a customer's employees.
type employeeDraft struct {
	all      []employee.Employee // as they are to be
	inserted []employee.Employee
	updated  []employeeRevision
	deleted  []employee.Employee
	taken    map[string]bool // e-mails that became logins
	freed    []string        // e-mails that are free again
}

// employeeRevision is an employee before and after a change.
type employeeRevision struct{ before, after employee.Employee }

func (e employeeDraft) isChange() bool { return len(e.inserted)+len(e.updated)+len(e.deleted) > 0 }

// draftEmployees makes the employees of the source system equal to the record's list. A record
// without a list makes the default employee from its e-mail where the customer has no employee yet
// (EMPL-1); it never touches those that there are (EMPL-2).
func (b *batch) draftEmployees(d *draft) {
	d.employees.taken = map[string]bool{}
	d.employees.all = slices.Clone(b.employees[d.after.ID])
	switch {
	case d.record.employees != nil:
		b.dropAbsent(d, *d.record.employees)
		for _, p := range *d.record.employees {
			b.putEmployee(d, p, employee.Buyer)
		}
	case len(d.employees.all) == 0 && d.after.Email.Key != "":
		b.putEmployee(d, person{
			email: d.after.Email, firstName: d.after.FirstName, lastName: d.after.LastName, phone: d.after.Phone, isDefault: true,
		}, employee.Owner)
	}
	b.markDefault(d)
	d.after.EmployeeEmails, d.after.HasDefaultEmployee = nil, false
	for _, e := range d.employees.all {
		d.after.EmployeeEmails = append(d.after.EmployeeEmails, e.Email.Key)
		d.after.HasDefaultEmployee = d.after.HasDefaultEmployee || e.IsDefault
	}
}

// dropAbsent deletes the source system's employees that the list no longer names.
func (b *batch) dropAbsent(d *draft, listed []person) {
	d.employees.all = slices.DeleteFunc(d.employees.all, func(e employee.Employee) bool {
		named := slices.ContainsFunc(listed, func(p person) bool { return p.email.Key == e.Email.Key })
		if named || e.SourceSystemID != b.source.SourceSystemID {
			return false
		}
		d.employees.deleted = append(d.employees.deleted, e)
		d.employees.freed = append(d.employees.freed, e.Email.Key)
		return true
	})
}

func (b *batch) putEmployee(d *draft, p person, role employee.Role) {
	owner, taken := b.owners[p.email.Key]
	if taken && owner != d.after.ID {
		d.result.reject(violation(p.path+"email", "EMAIL_TAKEN", "Another employee logs in with this e-mail."))
		return
	}
	at := slices.IndexFunc(d.employees.all, func(e employee.Employee) bool { return e.Email.Key == p.email.Key })
	if at < 0 {
		added := employee.Employee{
			ID: id.New(), Version: 1, CustomerID: d.after.ID, SourceSystemID: b.source.SourceSystemID, Role: role,
			CreatedAt: b.now,
		}
		b.fill(&added, p)
		d.employees.taken[p.email.Key] = true
		d.employees.inserted = append(d.employees.inserted, added)
		d.employees.all = append(d.employees.all, added)
		return
	}
	before := d.employees.all[at]
	after := before
	b.fill(&after, p)
	if before.Email.Typed != after.Email.Typed || before.FirstName != after.FirstName ||
		before.LastName != after.LastName || before.Phone != after.Phone {
		d.employees.updated = append(d.employees.updated, employeeRevision{before, after})
		d.employees.all[at] = after
	}
}

func (b *batch) fill(e *employee.Employee, p person) {
	e.Email, e.FirstName, e.LastName, e.Phone, e.UpdatedAt = p.email, p.firstName, p.lastName, p.phone, b.now
}

// markDefault gives the mark to the one that the ERP names, else to the first, where nobody has it:
// staff choose the default employee, and their choice stays (EMPL-2).
func (b *batch) markDefault(d *draft) {
	if len(d.employees.inserted) == 0 || slices.ContainsFunc(d.employees.all, func(e employee.Employee) bool { return e.IsDefault }) {
		return
	}
	chosen := d.employees.inserted[0].ID
	if d.record.employees != nil {
		for _, p := range *d.record.employees {
			if at := indexByEmail(d.employees.inserted, p.email); p.isDefault && at >= 0 {
				chosen = d.employees.inserted[at].ID
				break
			}
		}
	}
	for _, list := range [][]employee.Employee{d.employees.inserted, d.employees.all} {
		for i := range list {
			if list[i].ID == chosen {
				list[i].IsDefault, list[i].Role = true, employee.Owner
			}
		}
	}
}

func indexByEmail(employees []employee.Employee, address email.Address) int {
	return slices.IndexFunc(employees, func(e employee.Employee) bool { return e.Email.Key == address.Key })
}

func employeeIDs(employees []employee.Employee) []uuid.UUID {
	ids := make([]uuid.UUID, len(employees))
	for i, e := range employees {
		ids[i] = e.ID
	}
	return ids
}
