// Package staff keeps the people of the business who use the admin, and their sessions: who may
// sign in, in which role, and until when (SEC-1). It does not know what the roles allow; auth does.
package staff

import (
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
)

// maxText is the length of a name and of a code, in characters.
const maxText = 100

// Member is a person of the business who uses the admin.
type Member struct {
	ID                 uuid.UUID
	Version            int64
	Email              email.Address
	Name               string
	Role               auth.Role
	Code               string // what the ERP calls them as account manager
	Disabled           bool
	MustChangePassword bool // the password is a temporary one
	Preferences        Preferences
	CreatedAt          time.Time
	UpdatedAt          time.Time
	LastSignInAt       time.Time // zero when never
}

// ETag names the member's version to callers.
func (m *Member) ETag() string { return entity.ETag(m.Version) }

// Identity is the member as a caller. With a temporary password they may do nothing but change it; a
// disabled member may do nothing.
func (m *Member) Identity(sessionID uuid.UUID) auth.Identity {
	identity := auth.Identity{Kind: auth.Staff, ID: m.ID, SessionID: sessionID}
	if !m.MustChangePassword && !m.Disabled {
		identity.Permissions = m.Role.Permissions()
	}
	return identity
}

// Change is a set of new values, as typed. A nil one is left as it is.
type Change struct {
	Email    *string
	Name     *string
	Role     *auth.Role
	Code     *string
	Disabled *bool
}

// Apply sets the new values and returns every violation, by JSON name of the field.
func (m *Member) Apply(change Change) []fault.Field {
	var f form.Form
	form.Parse(&f, "email", &m.Email, change.Email, email.Parse, "EMAIL_INVALID", "This is not an e-mail address.")
	if f.Text("name", &m.Name, change.Name, maxText) && m.Name == "" {
		f.Refuse("name", "NAME_REQUIRED", "A name is required.")
	}
	form.Set(&m.Role, change.Role)
	if change.Role != nil && !m.Role.IsValid() {
		f.Refuse("role", "ROLE_REQUIRED", "Choose a role.")
	}
	f.Text("code", &m.Code, change.Code, maxText)
	form.Set(&m.Disabled, change.Disabled)
	return f.Wrong
}

// isOwner reports whether the member can let others in.
func (m *Member) isOwner() bool { return m.Role == auth.Owner && !m.Disabled }

// What history says has happened to a member.
const (
	actionCreated         = "STAFF_CREATED"
	actionUpdated         = "STAFF_UPDATED"
	actionPasswordReset   = "STAFF_PASSWORD_RESET"
	actionPasswordChanged = "STAFF_PASSWORD_CHANGED"
)

// fields are what history shows of a member; passwords are not among them.
var fields = []audit.Field[Member]{
	{Name: "email", Value: func(m Member) audit.Value { return audit.Text(m.Email.Typed) }},
	{Name: "name", Value: func(m Member) audit.Value { return audit.Text(m.Name) }},
	{Name: "role", Value: func(m Member) audit.Value { return audit.Code(m.Role) }},
	{Name: "code", Value: func(m Member) audit.Value { return audit.Text(m.Code) }},
	{Name: "disabled", Value: func(m Member) audit.Value { return audit.Flag(m.Disabled) }},
}
