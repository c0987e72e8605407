package employee_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

func TestApply(t *testing.T) {
	t.Parallel()
	t.Run("brings every value to the form in which it is kept", func(t *testing.T) {
		t.Parallel()
		var got employee.Employee
		require.Empty(t, got.Apply(employee.Change{
			Email: new(" Anna.Zak@Firma.Example "), FirstName: new(" Anna "), LastName: new(" Żak "), Phone: new(" 600 100-200 "),
		}))
		assert.Equal(t, employee.Employee{
			Email:     email.Address{Typed: "Anna.Zak@Firma.Example", Key: "anna.zak@firma.example"},
			FirstName: "Anna", LastName: "Żak", Phone: "600 100-200", Role: employee.Buyer,
		}, got)
	})
	t.Run("keeps a phone as typed, whatever it is", func(t *testing.T) {
		t.Parallel()
		var got employee.Employee
		require.Empty(t, got.Apply(employee.Change{Phone: new("wewn. 12, pytać o Annę")}))
		assert.Equal(t, "wewn. 12, pytać o Annę", got.Phone)
	})
	t.Run("tells all that is wrong at once", func(t *testing.T) {
		t.Parallel()
		var got employee.Employee
		wrong := got.Apply(form.Whole(employee.Change{
			FirstName: new(strings.Repeat("ż", 101)), LastName: new("a\x00b"), Phone: new(strings.Repeat("1", 41)),
		}))
		assert.Equal(t, []string{
			"email EMAIL_INVALID", "firstName TOO_LONG", "lastName CHARACTERS_INVALID", "phone TOO_LONG",
		}, faulttest.Violations(fault.InvalidFields(wrong)))
	})
	t.Run("counts characters, not bytes", func(t *testing.T) {
		t.Parallel()
		var got employee.Employee
		assert.Empty(t, got.Apply(employee.Change{FirstName: new(strings.Repeat("ż", 100))}))
	})
	t.Run("leaves what has no new value", func(t *testing.T) {
		t.Parallel()
		want := newEmployee(id.New(), asDefault)
		got := want
		require.Empty(t, got.Apply(employee.Change{Phone: new("1")}))
		want.Phone = "1"
		assert.Equal(t, want, got)
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
