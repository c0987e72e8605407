// Package employee keeps the people who log in to the shop for a customer (EMPL). It knows the
// customer only as an id.
package employee

import (
	"bytes"
	"cmp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/email"
	"github.com/kartoteka/kartoteka/internal/fault"
	"github.com/kartoteka/kartoteka/internal/fold"
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

// checkETag refuses a change by a caller who has seen another version; one who names none takes the risk.
func (e Employee) checkETag(seen string) error {
	if seen == "" || seen == e.ETag() {
		return nil
	}
	return fault.New(fault.Conflict, "ETAG_MISMATCH", "Somebody else has changed the employee since.").With("etag", e.ETag())
}

// With returns the employee with the masked fields taken from values. A path may be spelled as in
// JSON or as in the proto file.
func (e Employee) With(mask []string, values Employee) (Employee, error) {
	if len(mask) == 0 {
		return e, fault.InvalidField("updateMask", "MASK_REQUIRED", "Name the fields to change.")
	}
	for _, path := range mask {
		if !e.set(path, values) {
			return e, fault.InvalidField("updateMask", "MASK_UNKNOWN", "The mask names a field that cannot be changed.")
		}
	}
	return e, nil
}

func (e *Employee) set(path string, values Employee) bool {
	switch path {
	case "email":
		e.Email = values.Email
	case "firstName", "first_name":
		e.FirstName = values.FirstName
	case "lastName", "last_name":
		e.LastName = values.LastName
	case "phone":
		e.Phone = values.Phone
	case "role":
		e.Role = values.Role
	default:
		return false
	}
	return true
}

// Canonical returns the employee with every value as it is kept and, by the path of each field
// under the given one, what is wrong with it. Of the e-mail it reads what was typed.
func (e Employee) Canonical(path string) (Employee, []fault.Field) {
	var wrong []fault.Field
	refuse := func(field, reason, text string) {
		wrong = append(wrong, fault.Field{Path: path + "." + field, Reason: reason, Text: text})
	}
	var err error
	if e.Email, err = email.Parse(e.Email.Typed); err != nil {
		refuse("email", "EMAIL_INVALID", "This is not an e-mail address.")
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
		*field.value = strings.TrimSpace(*field.value)
		switch {
		case utf8.RuneCountInString(*field.value) > field.longest:
			refuse(field.name, "TOO_LONG", "At most "+strconv.Itoa(field.longest)+" characters are allowed.")
		case strings.ContainsFunc(*field.value, unicode.IsControl):
			refuse(field.name, "CHARACTERS_INVALID", "Control characters are not allowed.")
		}
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
