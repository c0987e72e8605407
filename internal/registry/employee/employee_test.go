package employee_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

func TestCanonical(t *testing.T) {
	t.Parallel()
	t.Run("brings every value to the form in which it is kept", func(t *testing.T) {
		t.Parallel()
		got, wrong := employee.Employee{
			Email:     email.Address{Typed: " Anna.Zak@Firma.Example "},
			FirstName: " Anna ", LastName: " Żak ", Phone: " 600 100-200 ",
		}.Canonical("employee")
		assert.Empty(t, wrong)
		assert.Equal(t, employee.Employee{
			Email:     email.Address{Typed: "Anna.Zak@Firma.Example", Key: "anna.zak@firma.example"},
			FirstName: "Anna", LastName: "Żak", Phone: "600 100-200", Role: employee.Buyer,
		}, got)
	})
	t.Run("keeps a phone as typed, whatever it is", func(t *testing.T) {
		t.Parallel()
		got, wrong := newEmployee(uuid.Nil, func(e *employee.Employee) { e.Phone = "wewn. 12, pytać o Annę" }).Canonical("employee")
		assert.Empty(t, wrong)
		assert.Equal(t, "wewn. 12, pytać o Annę", got.Phone)
	})
	t.Run("tells all that is wrong at once, under the path", func(t *testing.T) {
		t.Parallel()
		_, wrong := employee.Employee{
			FirstName: strings.Repeat("ż", 101), LastName: "a\x00b", Phone: strings.Repeat("1", 41),
		}.Canonical("employees[2]")
		assert.Equal(t, []string{
			"employees[2].email EMAIL_INVALID", "employees[2].firstName TOO_LONG",
			"employees[2].lastName CHARACTERS_INVALID", "employees[2].phone TOO_LONG",
		}, faulttest.Violations(fault.InvalidFields(wrong)))
	})
	t.Run("counts characters, not bytes", func(t *testing.T) {
		t.Parallel()
		_, wrong := newEmployee(uuid.Nil, named(strings.Repeat("ż", 100), "")).Canonical("employee")
		assert.Empty(t, wrong)
	})
}

func TestWith(t *testing.T) {
	t.Parallel()
	before := newEmployee(id.New(), asDefault)
	values := employee.Employee{
		CustomerID: id.New(), Email: email.Address{Typed: "jan@firma.example"},
		FirstName: "Jan", LastName: "Wąs", Phone: "1", Role: employee.Viewer, Blocked: true,
	}
	t.Run("takes over only what the mask names", func(t *testing.T) {
		t.Parallel()
		got, err := before.With([]string{"phone"}, values)
		require.NoError(t, err)
		want := before
		want.Phone = "1"
		assert.Equal(t, want, got)
	})
	t.Run("knows every field that can be changed, in both spellings", func(t *testing.T) {
		t.Parallel()
		for _, mask := range [][]string{
			{"email", "firstName", "lastName", "phone", "role"},
			{"email", "first_name", "last_name", "phone", "role"},
		} {
			got, err := before.With(mask, values)
			require.NoError(t, err)
			want := values
			want.CustomerID, want.IsDefault, want.Blocked = before.CustomerID, true, false
			assert.Equal(t, want, got)
		}
	})
	t.Run("refuses a mask without fields or with others", func(t *testing.T) {
		t.Parallel()
		_, err := before.With(nil, values)
		faulttest.Require(t, err, fault.Invalid, "MASK_REQUIRED")
		for _, path := range []string{"id", "isDefault", "is_default", "blocked", "customerId", "password_hash", ""} {
			_, err := before.With([]string{"phone", path}, values)
			faulttest.Require(t, err, fault.Invalid, "MASK_UNKNOWN")
		}
	})
}

func TestEntry(t *testing.T) {
	t.Parallel()
	before := newEmployee(id.New(), mailed("anna@firma.example"))
	before.ID = id.New()
	after := before
	after.Phone, after.Role = "", employee.Owner
	for name, test := range map[string]struct {
		before, after employee.Employee
		action        string
		changes       int
	}{
		"the first state creates": {employee.Employee{}, before, "EMPLOYEE_CREATED", 5},
		"another state updates":   {before, after, "EMPLOYEE_UPDATED", 2},
		"no state deletes":        {after, employee.Employee{}, "EMPLOYEE_DELETED", 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entry := employee.Entry(test.before, test.after)
			assert.Equal(t, test.action, entry.Action)
			assert.Equal(t, before.CustomerID, entry.CustomerID)
			assert.Equal(t, before.ID, entry.SubjectID)
			assert.Len(t, entry.Changes, test.changes)
		})
	}
}
