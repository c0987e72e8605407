// Package staff keeps the people of the business who use the admin, and their sessions: who may
// sign in, in which role, and until when (SEC-1). It does not know what the roles allow; auth does.
package staff

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/audit"
	"github.com/kartoteka/kartoteka/internal/auth"
	"github.com/kartoteka/kartoteka/internal/email"
	"github.com/kartoteka/kartoteka/internal/fault"
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

// Identity is the member as a caller. With a temporary password they may do nothing but change it.
func (m *Member) Identity(sessionID uuid.UUID) auth.Identity {
	identity := auth.Identity{Kind: auth.Staff, ID: m.ID, SessionID: sessionID}
	if !m.MustChangePassword {
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
	refuse := func(path, reason, text string) {
		violations = append(violations, fault.Field{Path: path, Reason: reason, Text: text})
	}
	if change.Email != nil {
		address, err := email.Parse(*change.Email)
		if err != nil {
			refuse("email", "EMAIL_INVALID", "This is not an e-mail address.")
		}
		m.Email = address
	}
	if change.Name != nil {
		m.Name = cleanText("name", *change.Name, refuse)
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
		m.Code = cleanText("code", *change.Code, refuse)
	}
	if change.Disabled != nil {
		m.Disabled = *change.Disabled
	}
	return violations
}

// cleanText trims a text and refuses what does not fit or cannot be printed; any printable text is
// a fine name (D-36).
func cleanText(path, typed string, refuse func(path, reason, text string)) string {
	clean := strings.TrimSpace(typed)
	if utf8.RuneCountInString(clean) > maxText {
		refuse(path, "TOO_LONG", "At most 100 characters are allowed.")
	}
	if !utf8.ValidString(clean) || strings.ContainsFunc(clean, unicode.IsControl) {
		refuse(path, "CHARACTERS_INVALID", "Control characters are not allowed.")
	}
	return clean
}

// isOwner reports whether the member can let others in.
func (m *Member) isOwner() bool { return m.Role == auth.Owner && !m.Disabled }

// changesFrom tells what history keeps of a change; passwords are not among it.
func (m *Member) changesFrom(before Member) []audit.Change {
	var changes []audit.Change
	add := func(field, before, after string) {
		if before != after {
			changes = append(changes, audit.Change{Field: field, Old: before, New: after})
		}
	}
	add("email", before.Email.Typed, m.Email.Typed)
	add("name", before.Name, m.Name)
	add("role", string(before.Role), string(m.Role))
	add("code", before.Code, m.Code)
	if before.Disabled != m.Disabled {
		add("disabled", strconv.FormatBool(before.Disabled), strconv.FormatBool(m.Disabled))
	}
	return changes
}
