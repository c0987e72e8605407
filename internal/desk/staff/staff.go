// Package staff keeps the people of the business who use the admin, and their sessions: who may
// sign in, in which role, and until when (SEC-1). It does not know what the roles allow; auth does.
package staff

import (
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
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
	LastSignInAt       time.Time // zero when never
}

// ETag tells versions apart.
func (m *Member) ETag() string { return strconv.FormatInt(m.Version, 10) }

// Identity is the member as a caller. With a temporary password they may do nothing but change it; a
// disabled member may do nothing.
func (m *Member) Identity(sessionID uuid.UUID) auth.Identity {
	identity := auth.Identity{Kind: auth.Staff, ID: m.ID, SessionID: sessionID}
	if !m.MustChangePassword && !m.Disabled {
		identity.Permissions = m.Role.Permissions()
	}
	return identity
}

// Change is a set of new values, as typed. A nil field is left as it is.
type Change struct {
	Email    *string
	Name     *string
	Role     *auth.Role
	Code     *string
	Disabled *bool
}

// Apply sets the new values and returns every violation, by JSON name of the field. Where there
// are violations, the member is to be thrown away.
func (m *Member) Apply(change Change) []fault.Field {
	var violations []fault.Field
	refuse := func(path, reason, description string) {
		violations = append(violations, fault.Field{Path: path, Reason: reason, Text: description})
	}
	clean := func(path, typed string) string {
		kept, unfit := text.Clean(path, typed, maxText)
		violations = append(violations, unfit...)
		return kept
	}
	if change.Email != nil {
		address, err := email.Parse(*change.Email)
		if err != nil {
			refuse("email", "EMAIL_INVALID", "This is not an e-mail address.")
		}
		m.Email = address
	}
	if change.Name != nil {
		m.Name = clean("name", *change.Name)
		if m.Name == "" {
			refuse("name", "NAME_REQUIRED", "A name is required.")
		}
	}
	if change.Role != nil {
		m.Role = *change.Role
		if !m.Role.IsValid() {
			refuse("role", "ROLE_REQUIRED", "Choose a role.")
		}
	}
	if change.Code != nil {
		m.Code = clean("code", *change.Code)
	}
	if change.Disabled != nil {
		m.Disabled = *change.Disabled
	}
	return violations
}

// isOwner reports whether the member can let others in.
func (m *Member) isOwner() bool { return m.Role == auth.Owner && !m.Disabled }

// fields are what history shows of a member; passwords are not among them.
var fields = []audit.Field[Member]{
	{Name: "email", Value: func(m Member) audit.Value { return audit.Text(m.Email.Typed) }},
	{Name: "name", Value: func(m Member) audit.Value { return audit.Text(m.Name) }},
	{Name: "role", Value: func(m Member) audit.Value { return audit.Code(m.Role) }},
	{Name: "code", Value: func(m Member) audit.Value { return audit.Text(m.Code) }},
	{Name: "disabled", Value: func(m Member) audit.Value { return audit.Flag(m.Disabled) }},
}
