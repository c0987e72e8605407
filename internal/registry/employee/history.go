package employee

import (
	"strconv"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// What the customer's timeline says has happened to an employee.
const (
	actionCreated    = "EMPLOYEE_CREATED"
	actionUpdated    = "EMPLOYEE_UPDATED"
	actionDeleted    = "EMPLOYEE_DELETED"
	actionBlocked    = "EMPLOYEE_BLOCKED"
	actionUnblocked  = "EMPLOYEE_UNBLOCKED"
	actionDefaultSet = "DEFAULT_EMPLOYEE_SET"
)

// Entry is what the customer's timeline says of a change from one state to another. The zero value
// is the state before the first and after the last.
func Entry(before, after Employee) audit.Entry {
	switch {
	case before.ID == uuid.Nil:
		return entry(actionCreated, before, after)
	case after.ID == uuid.Nil:
		return entry(actionDeleted, before, after)
	default:
		return entry(actionUpdated, before, after)
	}
}

func entry(action string, before, after Employee) audit.Entry {
	known := after
	if known.ID == uuid.Nil {
		known = before
	}
	return audit.Entry{CustomerID: known.CustomerID, SubjectID: known.ID, Action: action, Changes: changes(before, after)}
}

// defaultMoved tells of both employees by e-mail, as they would not be known from "true".
func defaultMoved(from, to Employee) audit.Entry {
	return audit.Entry{
		CustomerID: to.CustomerID, SubjectID: to.ID, Action: actionDefaultSet,
		Changes: []audit.Change{{Field: "isDefault", Old: from.Email.Typed, New: to.Email.Typed}},
	}
}

// changes lists the fields that differ, by JSON name.
func changes(before, after Employee) []audit.Change {
	return audit.Diff(before.texts(), after.texts())
}

// texts are the fields as history shows them: name and value.
func (e Employee) texts() [][2]string {
	return [][2]string{
		{"email", e.Email.Typed},
		{"firstName", e.FirstName},
		{"lastName", e.LastName},
		{"phone", e.Phone},
		{"role", string(e.Role)},
		{"isDefault", strconv.FormatBool(e.IsDefault)},
		{"blocked", strconv.FormatBool(e.Blocked)},
	}
}
