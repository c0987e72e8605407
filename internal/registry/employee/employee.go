// Package employee keeps the people who log in to the shop for a customer (EMPL). It knows the
// customer only as an id.
package employee

import (
	"bytes"
	"cmp"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
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
func (e Employee) ETag() string { return entity.ETag(e.Version) }

// Revision is an employee before and after a change.
type Revision = database.Revision[Employee]

// Change is a set of new values, as typed. A nil one is left as it is.
type Change struct {
	Email     *string
	FirstName *string
	LastName  *string
	Phone     *string
	Role      *Role
}

// Apply sets the new values and returns every violation, by JSON name of the field. Who has no role is a
// buyer.
func (e *Employee) Apply(change Change) []fault.Field {
	var f form.Form
	form.Parse(&f, "email", &e.Email, change.Email, email.Parse, "EMAIL_INVALID", "This is not an e-mail address.")
	f.Text("firstName", &e.FirstName, change.FirstName, maxName)
	f.Text("lastName", &e.LastName, change.LastName, maxName)
	f.Text("phone", &e.Phone, change.Phone, maxPhone)
	form.Set(&e.Role, change.Role)
	e.Role = cmp.Or(e.Role, Buyer)
	return f.Wrong
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
