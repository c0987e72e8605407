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

// employeeDraft is what becomes of a customer's employees.
type employeeDraft struct {
	all      []employee.Employee // as they are to be
	inserted []employee.Employee
	updated  []employee.Revision
	deleted  []employee.Employee
	taken    map[string]bool // e-mails that became logins
	freed    []string        // e-mails that are free again
}

func (e employeeDraft) isChange() bool { return len(e.inserted)+len(e.updated)+len(e.deleted) > 0 }

// draftEmployees makes the employees of the source system equal to the record's list. A record
// without a list makes the default employee from its e-mail where the customer has no employee yet
// (EMPL-1); it never touches those that there are (EMPL-2).
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

// dropAbsent deletes the source system's employees that the list no longer names.
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

// putEmployee adds the listed employee, or changes the one who has the e-mail. The path is that of its fields.
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

// markDefault gives the mark to the one that the ERP names, else to the first, where nobody has it:
// staff choose the default employee, and their choice stays (EMPL-2).
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
