package auth

import (
	"context"
	"net/http"
	"strings"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// The refusals of a credential.
var (
	ErrSessionEnded = fault.New(fault.Unauthenticated, "SESSION_ENDED", "The session has ended; sign in again.")
	ErrKeyUnknown   = fault.New(fault.Unauthenticated, "KEY_UNKNOWN", "There is no such API key.")
	ErrKeyRevoked   = fault.New(fault.Unauthenticated, "KEY_REVOKED", "The API key has been revoked.")
	ErrKeyExpired   = fault.New(fault.Unauthenticated, "KEY_EXPIRED", "The API key has expired.")

	errCrossSite = fault.New(fault.Denied, "CROSS_SITE", "The request does not come from the admin's own pages.")
)

// SessionFinder finds the owner of the session whose token has the hash. Errors: SESSION_ENDED.
type SessionFinder interface {
	FindSession(ctx context.Context, tokenHash []byte) (Identity, error)
}

// KeyFinder finds the owner of a key. Errors: KEY_UNKNOWN, KEY_REVOKED, KEY_EXPIRED.
type KeyFinder interface {
	FindKey(ctx context.Context, key Key) (Identity, error)
}

// Credentials says which credentials a caller may present and where to look them up.
type Credentials struct {
	Site     Site
	Sessions SessionFinder
	Keys     KeyFinder
}

// Authenticate puts the caller's Identity into the context of every request, before its body is read. A
// request without a credential is anonymous. One with a wrong credential goes to deny, with a Fault, or with
// another error if the database does not answer.
func Authenticate(next http.Handler, credentials Credentials, deny func(http.ResponseWriter, *http.Request, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		identity, err := credentials.identify(r.Context(), r)
		if fault.Is(err, ErrSessionEnded.Reason) {
			// Scripts cannot remove the cookie, and signing in must not fail because of it.
			credentials.Site.ClearCookie(w.Header())
		}
		if err != nil {
			deny(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(With(r.Context(), identity)))
	})
}

func (c Credentials) identify(ctx context.Context, r *http.Request) (Identity, error) {
	if bearer, ok := bearerOf(r); ok {
		// No other site can make a browser send a key, so a key is accepted from anywhere.
		key, ok := ParseKey(bearer)
		if !ok {
			return Identity{}, ErrKeyUnknown
		}
		return c.Keys.FindKey(ctx, key)
	}
	if c.Site.isForged(r) {
		return Identity{}, errCrossSite
	}
	token := c.Site.token(r)
	if token == "" {
		return Identity{}, nil
	}
	if isUnaccounted(r) {
		return Identity{}, errCrossSite
	}
	return c.Sessions.FindSession(ctx, HashToken(token))
}

// bearerOf returns the bearer token. Other schemes are ignored: they may be meant for a proxy on the way.
func bearerOf(r *http.Request) (string, bool) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.TrimSpace(token), strings.EqualFold(scheme, "Bearer")
}
