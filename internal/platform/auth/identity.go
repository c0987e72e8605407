// Package auth knows who is calling and what they may do: identities in the context, the permissions of roles and
// scopes, tokens and passwords. It does not know where staff and API keys are kept: the packages staff and apikey
// do.
package auth

import (
	"context"

	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

// Kind is the kind of a caller.
type Kind string

// The kinds of callers, with the values that history and feed keep.
const (
	Anonymous Kind = ""        // nobody has signed in
	Staff     Kind = "staff"   // a staff member with a session
	ERP       Kind = "erp"     // an API key bound to a source system
	APIKey    Kind = "api_key" // an API key bound to no source system
	Program   Kind = "rule"    // Kartoteka itself: command line, rules, demo data
)

// Identity is who is calling.
type Identity struct {
	Kind           Kind
	ID             uuid.UUID // the staff member or the API key
	SessionID      uuid.UUID // the staff member's session
	SourceSystemID uuid.UUID // the source system that the key is bound to; Nil without one
	SourceCode     string
	Permissions    Permissions
}

// ActorID is the id of the caller that history keeps: that of the source system for an ERP, else the caller's own.
func (i Identity) ActorID() uuid.UUID {
	if i.Kind == ERP {
		return i.SourceSystemID
	}
	return i.ID
}

// May reports whether the caller holds the permission.
func (i Identity) May(permission apiv1.Permission) bool {
	switch permission {
	case apiv1.Permission_PERMISSION_PUBLIC:
		return true
	case apiv1.Permission_PERMISSION_SIGNED_IN:
		return i.Kind != Anonymous
	case apiv1.Permission_PERMISSION_UNSPECIFIED:
		return false
	default:
		return i.Permissions.Has(permission)
	}
}

// System is the identity of Kartoteka itself.
func System() Identity { return Identity{Kind: Program, Permissions: everything} }

type identityKey struct{}

// With returns a context that carries the caller's identity.
func With(ctx context.Context, identity Identity) context.Context {
	return context.WithValue(ctx, identityKey{}, identity)
}

// From returns the caller's identity, or that of an anonymous caller if the context carries none.
func From(ctx context.Context) Identity {
	identity, _ := ctx.Value(identityKey{}).(Identity)
	return identity
}
