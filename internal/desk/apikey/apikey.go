// Package apikey keeps the keys by which programs call: ERPs, the shop, scripts (SEC-2). It does
// not know what the scopes allow; auth does. A key is shown once; only its hash is kept.
package apikey

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

const (
	// maxName is the length of a name, in characters.
	maxName = 100
	// maxYear is the last year that the API and both databases can say.
	maxYear = 9999
)

// Key is a key without its secret.
type Key struct {
	ID             uuid.UUID
	KeyID          string // the public part
	Name           string
	Scopes         []auth.Scope
	SourceSystemID uuid.UUID // Nil for a key that is bound to no source system
	SourceSystem   string    // its code
	CreatedAt      time.Time
	UsedAt         time.Time // to the minute; zero when never
	ExpiresAt      time.Time // zero when it does not
	RevokedAt      time.Time // zero when it was not
}

// sealed is a key with the hash of its secret.
type sealed struct {
	Key

	secretHash []byte
}

// Prefix is the beginning of the key, to tell keys apart.
func (k Key) Prefix() string { return auth.KeyPrefix(k.KeyID) }

// Identity is the key as a caller.
func (k Key) Identity() auth.Identity {
	identity := auth.Identity{
		Kind:           auth.APIKey,
		ID:             k.ID,
		SourceSystemID: k.SourceSystemID,
		SourceCode:     k.SourceSystem,
		Permissions:    auth.ScopePermissions(k.Scopes),
	}
	if k.SourceSystemID != uuid.Nil {
		identity.Kind = auth.ERP
	}
	return identity
}

// check refuses a key that does not count any more.
func (k Key) check(now time.Time) error {
	switch {
	case !k.RevokedAt.IsZero():
		return auth.ErrKeyRevoked
	case !k.ExpiresAt.IsZero() && !now.Before(k.ExpiresAt):
		return auth.ErrKeyExpired
	default:
		return nil
	}
}

// validate cleans the name and returns every violation of a new key, by JSON name of the field.
func (k *Key) validate(now time.Time) []fault.Field {
	var f form.Form
	f.Text("name", &k.Name, &k.Name, maxName)
	if k.Name == "" {
		f.Refuse("name", "NAME_REQUIRED", "Say what the key is for.")
	}
	unknown := func(scope auth.Scope) bool { return !scope.IsValid() }
	if len(k.Scopes) == 0 || slices.ContainsFunc(k.Scopes, unknown) {
		f.Refuse("scopes", "SCOPE_REQUIRED", "Choose what the key may do.")
	}
	if slices.Contains(k.Scopes, auth.SyncScope) && k.SourceSystem == "" {
		f.Refuse("sourceSystem", "SOURCE_REQUIRED", "A key that pushes contractors belongs to a source system.")
	}
	if !k.ExpiresAt.IsZero() && !now.Before(k.ExpiresAt) {
		f.Refuse("expireTime", "EXPIRY_IN_PAST", "The key would have expired already.")
	}
	if k.ExpiresAt.Year() > maxYear {
		f.Refuse("expireTime", "OUT_OF_RANGE", "Leave the expiry empty for a key that does not expire.")
	}
	return f.Wrong
}

// fields are what history shows of a key; its secret is not among them.
var fields = []audit.Field[Key]{
	{Name: "name", Value: func(k Key) audit.Value { return audit.Text(k.Name) }},
	{Name: "scopes", Value: func(k Key) audit.Value { return audit.ListOf(k.Scopes, audit.Code[auth.Scope]) }},
	{Name: "sourceSystem", Value: func(k Key) audit.Value { return audit.Text(k.SourceSystem) }},
	{Name: "expireTime", Value: func(k Key) audit.Value { return audit.Time(k.ExpiresAt) }},
}
