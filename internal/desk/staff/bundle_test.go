package staff_test

import (
	"context"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

const password = "koń na biegunach"

var noon = time.Date(2026, 3, 29, 12, 0, 0, 0, time.UTC)

// bundle is everything a test needs, on one database.
type bundle struct {
	*testing.T

	db       *database.DB
	clock    *clock.Manual
	service  *staff.Service
	sessions *staff.Sessions
}

func setup(t *testing.T, db *database.DB) bundle {
	t.Helper()
	now := clock.NewManual(noon)
	service := staff.NewService(staff.Dependencies{DB: db, Clock: now, Hasher: auth.NewHasher(), History: audit.NewLog(db, now)})
	return bundle{T: t, db: db, clock: now, service: service, sessions: staff.NewSessions(service)}
}

// busy are the sessions of a server that has no time for any hash: whatever would be hashed is
// refused with TOO_BUSY.
func (b bundle) busy() *staff.Sessions {
	on := b.service.Dependencies
	on.Hasher = &auth.Hasher{}
	return staff.NewSessions(staff.NewService(on))
}

// limited are sessions of a server that is sooner done with guessers, so that tests need fewer guesses.
func (b bundle) limited() bundle {
	on := b.service.Dependencies
	on.Limits.PerAccount, on.Limits.PerNetwork = 3, 8
	b.service = staff.NewService(on)
	b.sessions = staff.NewSessions(b.service)
	return b
}

// asProgram is the context of the command line.
func (b bundle) asProgram() context.Context { return auth.With(b.Context(), auth.System()) }

// as is the context of a member's request.
func (b bundle) as(signedIn staff.SignedIn) context.Context {
	return auth.With(b.Context(), signedIn.Identity)
}

// from is the context of a request from an address.
func from(ctx context.Context, address string) context.Context {
	return auth.WithClient(ctx, auth.Client{Address: netip.MustParseAddr(address), UserAgent: "test"})
}

// member makes a member who has chosen their own password.
func (b bundle) member(email string, role auth.Role) staff.Member {
	b.Helper()
	created, temporary, err := b.service.Create(b.asProgram(), staff.Change{Email: &email, Name: &email, Role: &role}, password)
	require.NoError(b, err)
	require.Empty(b, temporary)
	return created
}

func (b bundle) signIn(email string) staff.SignedIn {
	b.Helper()
	signedIn, err := b.sessions.SignIn(b.Context(), email, password)
	require.NoError(b, err)
	return signedIn
}

// isSignedIn reports whether the session still lets its owner in.
func (b bundle) isSignedIn(signedIn staff.SignedIn) bool {
	b.Helper()
	_, err := b.sessions.FindSession(b.Context(), auth.HashToken(signedIn.Token))
	if err != nil {
		faulttest.Require(b, err, fault.Unauthenticated, "SESSION_ENDED")
	}
	return err == nil
}

// flushSightings has everything written that was seen, as the end of the program does.
func (b bundle) flushSightings() {
	b.Helper()
	ended, cancel := context.WithCancel(b.Context())
	cancel()
	b.sessions.Run(ended)
}
