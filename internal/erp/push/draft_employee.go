package push

import (
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

// employeeDraft is how a record changes the employees of its customer.
type employeeDraft struct {
	all      []employee.Employee // after the change
	inserted []employee.Employee
	updated  []employee.Revision
	deleted  []employee.Employee
	taken    map[string]bool // e-mails of added employees
	freed    []string        // e-mails of deleted employees
}

func (e employeeDraft) isChange() bool { return len(e.inserted)+len(e.updated)+len(e.deleted) > 0 }

// draftEmployees replaces the employees of the source system by those of the record. A record without a
// list adds the default employee with the contractor's e-mail if the customer has no employee (EMPL-1);
// it never changes existing ones (EMPL-2).
func (a *attempt) draftEmployees(d *draft) {
	d.employees.taken = map[string]bool{}
	d.employees.all = slices.Clone(a.employees[d.after.ID])
	switch {
	case d.record.Employees != nil:
		a.dropAbsent(d, *d.record.Employees)
		for i, listed := range *d.record.Employees {
			a.putEmployee(d, fmt.Sprintf("employees[%d].", i), listed)
		}
	case len(d.employees.all) == 0 && d.after.Email.Key != "":
		a.putEmployee(d, "", employee.Employee{
			Email: d.after.Email, FirstName: d.after.FirstName, LastName: d.after.LastName, Phone: d.after.Phone, Role: employee.Owner,
		})
	}
	a.markDefault(d)
	d.after.EmployeeEmails, d.after.HasDefaultEmployee = nil, false
	for _, e := range d.employees.all {
		d.after.EmployeeEmails = append(d.after.EmployeeEmails, e.Email.Key)
		d.after.HasDefaultEmployee = d.after.HasDefaultEmployee || e.IsDefault
	}
}

// dropAbsent deletes the employees of the source system that are not in the list.
func (a *attempt) dropAbsent(d *draft, listed []employee.Employee) {
	d.employees.all = slices.DeleteFunc(d.employees.all, func(e employee.Employee) bool {
		named := slices.ContainsFunc(listed, func(l employee.Employee) bool { return l.Email.Key == e.Email.Key })
		if named || e.SourceSystemID != a.source.SourceSystemID {
			return false
		}
		d.employees.deleted = append(d.employees.deleted, e)
		d.employees.freed = append(d.employees.freed, e.Email.Key)
		return true
	})
}

// putEmployee adds the listed employee, or updates the employee with the same e-mail. The path begins the
// names of its fields in violations.
func (a *attempt) putEmployee(d *draft, path string, listed employee.Employee) {
	owner, taken := a.owners[listed.Email.Key]
	if taken && owner != d.after.ID {
		d.result.reject(fault.Field{Path: path + "email", Reason: "EMAIL_TAKEN", Text: "Another employee logs in with this e-mail."})
		return
	}
	at := indexByEmail(d.employees.all, listed.Email)
	if at < 0 {
		added := employee.Employee{
			ID: id.New(), Version: 1, CustomerID: d.after.ID, SourceSystemID: a.source.SourceSystemID, Role: listed.Role,
			CreatedAt: a.now,
		}
		a.fill(&added, listed)
		d.employees.taken[listed.Email.Key] = true
		d.employees.inserted = append(d.employees.inserted, added)
		d.employees.all = append(d.employees.all, added)
		return
	}
	before := d.employees.all[at]
	after := before
	a.fill(&after, listed)
	if before.Email.Typed != after.Email.Typed || before.FirstName != after.FirstName ||
		before.LastName != after.LastName || before.Phone != after.Phone {
		d.employees.updated = append(d.employees.updated, employee.Revision{Before: before, After: after})
		d.employees.all[at] = after
	}
}

func (a *attempt) fill(e *employee.Employee, from employee.Employee) {
	e.Email, e.FirstName, e.LastName, e.Phone, e.UpdatedAt = from.Email, from.FirstName, from.LastName, from.Phone, a.now
}

// markDefault makes the employee that the ERP marks the default, or else the first new one, if there is no
// default yet. A default that staff chose stays (EMPL-2).
func (a *attempt) markDefault(d *draft) {
	if len(d.employees.inserted) == 0 || slices.ContainsFunc(d.employees.all, func(e employee.Employee) bool { return e.IsDefault }) {
		return
	}
	chosen := d.employees.inserted[0].ID
	if d.record.Employees != nil {
		for _, listed := range *d.record.Employees {
			if at := indexByEmail(d.employees.inserted, listed.Email); listed.IsDefault && at >= 0 {
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
