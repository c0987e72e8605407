package staff_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func TestSignIn(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		anna := b.member("anna@example.com", auth.Manager)
		ctx := auth.WithClient(t.Context(), auth.Client{Address: netip.MustParseAddr("192.0.2.7"), UserAgent: "Firefox"})
		signedIn, err := b.sessions.SignIn(ctx, " Anna@Example.com", password)
		require.NoError(t, err)
		assert.Equal(t, anna.ID, signedIn.Member.ID)
		assert.Equal(t, noon, signedIn.Member.LastSignInAt)
		assert.Equal(t, "1", signedIn.Member.ETag(), "signing in is no change that others could run into")

		identity, err := b.sessions.FindSession(t.Context(), auth.HashToken(signedIn.Token))
		require.NoError(t, err)
		assert.Equal(t, signedIn.Identity, identity)
		assert.Equal(t, auth.Identity{Kind: auth.Staff, ID: anna.ID, SessionID: identity.SessionID, Permissions: auth.Manager.Permissions()}, identity)

		saved := b.session(identity.SessionID)
		assert.Equal(t, "192.0.2.7", saved.IP)
		assert.Equal(t, "Firefox", saved.UserAgent)
		assert.NotContains(t, string(saved.TokenHash), signedIn.Token)

		again, err := b.sessions.SignIn(b.as(signedIn), "anna@example.com", password)
		require.NoError(t, err)
		assert.NotEqual(t, signedIn.Token, again.Token)
		assert.False(t, b.isSignedIn(signedIn), "signing in anew ends the session that the browser had")
		assert.True(t, b.isSignedIn(again))
	})
}

func TestSignInRefusesAllAlike(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.member("owner@example.com", auth.Owner)
		disabled := b.member("disabled@example.com", auth.Viewer)
		_, err := b.service.Update(b.asProgram(), disabled.ID, "", staff.Change{Disabled: new(true)})
		require.NoError(t, err)
		attempts := map[string]struct{ email, password string }{
			"a wrong password":   {"owner@example.com", "wrong password"},
			"a disabled account": {"disabled@example.com", password},
			"an unknown e-mail":  {"nobody@example.com", password},
			"what is no e-mail":  {"' OR 1=1 --", password},
			"a zero byte":        {"a\x00@example.com", password},
			"an endless e-mail":  {strings.Repeat("x", 10_000), password},
		}
		refusals := make([]*fault.Fault, 0, len(attempts))
		for name, c := range attempts {
			_, err := b.sessions.SignIn(t.Context(), c.email, c.password)
			refusals = append(refusals, faulttest.Require(t, err, fault.Unauthenticated, "CREDENTIALS_WRONG"))
			_, err = b.busy().SignIn(t.Context(), c.email, c.password)
			assert.True(t, fault.Is(err, "TOO_BUSY"), "%s costs a hash too", name)
		}
		for _, refusal := range refusals {
			assert.Equal(t, refusals[0], refusal, "the answer is the same")
		}
		assert.Zero(t, b.countSessions())
	})
}

func TestSignInRenewsAnOutdatedHash(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		anna := b.member("anna@example.com", auth.Manager)
		fresh := b.row(anna.ID).PasswordHash
		b.signIn("anna@example.com")
		assert.Equal(t, fresh, b.row(anna.ID).PasswordHash, "a hash that is good stays")

		old, err := argon2id.CreateHash(password, &argon2id.Params{Memory: 8192, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
		require.NoError(t, err)
		b.setHash(anna.ID, old)
		_, err = b.sessions.SignIn(t.Context(), "anna@example.com", "wrong password")
		faulttest.Require(t, err, fault.Unauthenticated, "CREDENTIALS_WRONG")
		assert.Equal(t, old, b.row(anna.ID).PasswordHash, "only the right password is hashed anew")
		b.signIn("anna@example.com")
		assert.Contains(t, b.row(anna.ID).PasswordHash, "m=19456,t=2,p=1")
		b.signIn("anna@example.com")
	})
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.member("anna@example.com", auth.Manager)

		idle := b.signIn("anna@example.com")
		b.clock.Advance(auth.DefaultLimits().SessionIdle - time.Microsecond)
		assert.True(t, b.isSignedIn(idle))
		b.clock.Advance(time.Microsecond)
		assert.False(t, b.isSignedIn(idle), "after twelve hours without a request")

		busy := b.signIn("anna@example.com")
		begun := b.clock.Now()
		for b.clock.Now().Before(begun.Add(auth.DefaultLimits().SessionLife - 8*time.Hour)) {
			b.clock.Advance(8 * time.Hour)
			require.True(t, b.isSignedIn(busy))
			b.flushSightings()
		}
		b.clock.Advance(8 * time.Hour)
		assert.False(t, b.isSignedIn(busy), "after seven days in any case")

		left, stays := b.signIn("anna@example.com"), b.signIn("anna@example.com")
		require.NoError(t, b.sessions.SignOut(b.as(left)))
		assert.False(t, b.isSignedIn(left), "when signed out")
		assert.True(t, b.isSignedIn(stays), "but not the one on another device")

		_, err := b.sessions.FindSession(t.Context(), auth.HashToken("never given out"))
		require.ErrorIs(t, err, auth.ErrSessionEnded)
	})
}

func TestSessionsAreSeenToTheMinute(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.member("anna@example.com", auth.Manager)
		signedIn := b.signIn("anna@example.com")
		seen := func() time.Time {
			t.Helper()
			require.True(t, b.isSignedIn(signedIn))
			b.flushSightings()
			return b.session(signedIn.Identity.SessionID).SeenAt.UTC()
		}
		b.clock.Advance(59 * time.Second)
		assert.Equal(t, noon, seen(), "not written within the minute")
		b.clock.Advance(time.Second)
		assert.Equal(t, noon.Add(time.Minute), seen())
	})
}

func TestSignInClearsAwayWhatIsOver(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.member("anna@example.com", auth.Manager)
		b.signIn("anna@example.com")
		b.signIn("anna@example.com")
		_, err := b.sessions.SignIn(from(t.Context(), "192.0.2.7"), "other@example.com", "wrong password")
		faulttest.Require(t, err, fault.Unauthenticated, "CREDENTIALS_WRONG")
		assert.Equal(t, 3, b.countCounters(), "two networks, one account that nobody got into")

		b.clock.Advance(auth.DefaultLimits().SessionLife)
		b.signIn("anna@example.com")
		assert.Equal(t, 1, b.countSessions())
		assert.Equal(t, 1, b.countCounters())
	})
}

func TestIdentityIsReadAnewForEveryRequest(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		anna := b.member("anna@example.com", auth.Owner)
		signedIn := b.signIn("anna@example.com")
		b.overwrite(anna.ID, auth.Viewer, false)
		identity, err := b.sessions.FindSession(t.Context(), auth.HashToken(signedIn.Token))
		require.NoError(t, err)
		assert.Equal(t, auth.Viewer.Permissions(), identity.Permissions)
		b.overwrite(anna.ID, auth.Viewer, true)
		assert.False(t, b.isSignedIn(signedIn))
	})
}
