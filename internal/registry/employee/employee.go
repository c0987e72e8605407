// Package employee keeps the people who log in to the shop for a customer (EMPL). It knows the
// customer only as an id.
package employee

import (
	"bytes"
	"cmp"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
	"github.com/kartoteka/kartoteka/internal/kit/text"
)

// MaxPerCustomer is how many employees a customer can have.
const MaxPerCustomer = 200

const (
	maxName  = 100
	maxPhone = 40
)

// Role is what an employee may do within its customer (EMPL-5).
type Role string

// The roles.
const (
	Owner  Role = "owner"  // everything, including the customer's data and its other employees
	Buyer  Role = "buyer"  // order
	Viewer Role = "viewer" // look
)

// Employee is a person who logs in to the shop for a customer.
type Employee struct {
	ID             uuid.UUID
	Version        int64
	CustomerID     uuid.UUID
	SourceSystemID uuid.UUID // that pushed it; Nil when staff added it
	SourceSystem   string    // its code; only in what is read

	Email     email.Address // what the employee logs in with (EMPL-4)
	FirstName string
	LastName  string
	Phone     string // as typed
	Role      Role

	IsDefault   bool // its login is the customer's main one
	Blocked     bool
	HasPassword bool // only in what is read: nobody can read a password (EMPL-3)

	CreatedAt, UpdatedAt time.Time
}

// ETag names the employee's version to callers.
func (e Employee) ETag() string { return strconv.FormatInt(e.Version, 10) }

// editable are the fields that an update can name.
var editable = mask.Table[Employee, Employee]{
	"email":      func(e *Employee, values Employee) { e.Email = values.Email },
	"first_name": func(e *Employee, values Employee) { e.FirstName = values.FirstName },
	"last_name":  func(e *Employee, values Employee) { e.LastName = values.LastName },
	"phone":      func(e *Employee, values Employee) { e.Phone = values.Phone },
	"role":       func(e *Employee, values Employee) { e.Role = values.Role },
}

// With returns the employee with the fields that the paths name taken from values.
func (e Employee) With(paths []string, values Employee) (Employee, error) {
	return editable.Apply(paths, e, values)
}

// Canonical returns the employee with every value as it is kept and, by the path of each field
// under the given one, what is wrong with it. Of the e-mail it reads what was typed.
func (e Employee) Canonical(path string) (Employee, []fault.Field) {
	var wrong []fault.Field
	var err error
	if e.Email, err = email.Parse(e.Email.Typed); err != nil {
		wrong = append(wrong, fault.Field{Path: path + ".email", Reason: "EMAIL_INVALID", Text: "This is not an e-mail address."})
	}
	for _, field := range []struct {
		name    string
		value   *string
		longest int
	}{
		{"firstName", &e.FirstName, maxName},
		{"lastName", &e.LastName, maxName},
		{"phone", &e.Phone, maxPhone},
	} {
		var unfit []fault.Field
		*field.value, unfit = text.Clean(path+"."+field.name, *field.value, field.longest)
		wrong = append(wrong, unfit...)
	}
	if e.Role == "" {
		e.Role = Buyer
	}
	return e, wrong
}

// compare puts the default employee first, the others by name (EMPL-2).
func compare(a, b Employee) int {
	if a.IsDefault != b.IsDefault {
		if a.IsDefault {
			return -1
		}
		return 1
	}
	return cmp.Or(
		bytes.Compare(fold.Key(a.LastName), fold.Key(b.LastName)),
		bytes.Compare(fold.Key(a.FirstName), fold.Key(b.FirstName)),
		cmp.Compare(a.Email.Key, b.Email.Key),
	)
}
