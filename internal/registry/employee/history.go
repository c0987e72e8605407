package employee

import (
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// What the customer's history says has happened to an employee.
const (
	actionCreated    = "EMPLOYEE_CREATED"
	actionUpdated    = "EMPLOYEE_UPDATED"
	actionDeleted    = "EMPLOYEE_DELETED"
	actionBlocked    = "EMPLOYEE_BLOCKED"
	actionUnblocked  = "EMPLOYEE_UNBLOCKED"
	actionDefaultSet = "DEFAULT_EMPLOYEE_SET"
)

// Entry is what the customer's history says of a change that a process makes. The zero value is the state
// before the first and after the last.
func Entry(before, after Employee) audit.Entry {
	known, action := after, actionUpdated
	switch {
	case before.ID == uuid.Nil:
		action = actionCreated
	case after.ID == uuid.Nil:
		known, action = before, actionDeleted
	}
	return audit.Entry{CustomerID: known.CustomerID, SubjectID: known.ID, Action: action, Changes: audit.Diff(fields, before, after)}
}

// defaultMoved names both employees by e-mail: "true" would not say who they are.
func defaultMoved(from, to Employee) audit.Entry {
	return audit.Entry{
		CustomerID: to.CustomerID, SubjectID: to.ID, Action: actionDefaultSet,
		Changes: []audit.Change{{Field: "isDefault", Old: audit.Text(from.Email.Typed), New: audit.Text(to.Email.Typed)}},
	}
}

// fields are what history shows of an employee.
var fields = []audit.Field[Employee]{
	{Name: "email", Value: func(e Employee) audit.Value { return audit.Text(e.Email.Typed) }},
	{Name: "firstName", Value: func(e Employee) audit.Value { return audit.Text(e.FirstName) }},
	{Name: "lastName", Value: func(e Employee) audit.Value { return audit.Text(e.LastName) }},
	{Name: "phone", Value: func(e Employee) audit.Value { return audit.Text(e.Phone) }},
	{Name: "role", Value: func(e Employee) audit.Value { return audit.Code(e.Role) }},
	{Name: "isDefault", Value: func(e Employee) audit.Value { return audit.Flag(e.IsDefault) }},
	{Name: "blocked", Value: func(e Employee) audit.Value { return audit.Flag(e.Blocked) }},
}
