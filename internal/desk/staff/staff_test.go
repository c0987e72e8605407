package staff_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

func TestApply(t *testing.T) {
	t.Parallel()
	t.Run("trims and normalises", func(t *testing.T) {
		t.Parallel()
		var m staff.Member
		violations := m.Apply(staff.Change{
			Email: new(" Anna@Example.COM "), Name: new(" Anna Żółw "), Role: new(auth.Support), Code: new(" AN "), Disabled: new(true),
		})
		assert.Empty(t, violations)
		assert.Equal(t, "Anna@Example.COM", m.Email.Typed)
		assert.Equal(t, "anna@example.com", m.Email.Key)
		assert.Equal(t, "Anna Żółw", m.Name)
		assert.Equal(t, auth.Support, m.Role)
		assert.Equal(t, "AN", m.Code)
		assert.True(t, m.Disabled)
	})
	t.Run("leaves what is not named", func(t *testing.T) {
		t.Parallel()
		m := staff.Member{Name: "Anna", Role: auth.Viewer, Code: "AN"}
		assert.Empty(t, m.Apply(staff.Change{Code: new("")}))
		assert.Equal(t, staff.Member{Name: "Anna", Role: auth.Viewer}, m)
	})
	t.Run("reports every violation, in the order of the form", func(t *testing.T) {
		t.Parallel()
		var m staff.Member
		violations := m.Apply(staff.Change{Email: new("anna"), Name: new(" "), Role: new(auth.Role("root")), Code: new(strings.Repeat("ż", 101))})
		got := make([]string, len(violations))
		for i, violation := range violations {
			got[i] = violation.Path + " " + violation.Reason
		}
		assert.Equal(t, []string{"email EMAIL_INVALID", "name NAME_REQUIRED", "role ROLE_REQUIRED", "code TOO_LONG"}, got)
	})
	for name, c := range map[string]struct{ name, reason string }{
		"accepts 100 characters":      {strings.Repeat("ż", 100), ""},
		"accepts any printable text":  {"Jan & Co. / O'Neil-Łukasik (2) 李", ""},
		"refuses 101 characters":      {strings.Repeat("ż", 101), "TOO_LONG"},
		"refuses a zero byte":         {"An\x00na", "CHARACTERS_INVALID"},
		"refuses a line break inside": {"An\nna", "CHARACTERS_INVALID"},
		"refuses invalid UTF-8":       {"An\xffna", "CHARACTERS_INVALID"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var m staff.Member
			violations := m.Apply(staff.Change{Name: &c.name})
			if c.reason == "" {
				assert.Empty(t, violations)
			} else if assert.Len(t, violations, 1) {
				assert.Equal(t, c.reason, violations[0].Reason)
			}
		})
	}
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	sessionID := uuid.New()
	m := staff.Member{ID: uuid.New(), Role: auth.Manager}
	assert.Equal(t, auth.Identity{Kind: auth.Staff, ID: m.ID, SessionID: sessionID, Permissions: auth.Manager.Permissions()}, m.Identity(sessionID))
	m.MustChangePassword = true
	assert.Zero(t, m.Identity(sessionID).Permissions, "a temporary password is good for nothing but changing it")
}
