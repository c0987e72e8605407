package staff_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

const nextPassword = "żółw na rowerze"

func TestChangePassword(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		anna := b.member("anna@example.com", auth.Manager)
		here, elsewhere := b.signIn("anna@example.com"), b.signIn("anna@example.com")
		change := func(current, next string) error { return b.sessions.ChangePassword(b.as(here), current, next) }

		faulttest.Require(t, change("wrong password", nextPassword), fault.Unauthenticated, "CREDENTIALS_WRONG", "currentPassword")
		faulttest.Require(t, change(password, "short"), fault.Invalid, "PASSWORD_TOO_SHORT", "newPassword")
		faulttest.Require(t, change(password, strings.Repeat("x", 257)), fault.Invalid, "PASSWORD_TOO_LONG", "newPassword")
		faulttest.Require(t, change(password, "Anna@example.com"), fault.Invalid, "PASSWORD_TOO_COMMON", "newPassword")
		faulttest.Require(t, change(password, password), fault.Invalid, "PASSWORD_UNCHANGED", "newPassword")
		faulttest.Require(t, change("wrong password", "short"), fault.Unauthenticated, "CREDENTIALS_WRONG", "currentPassword")
		assert.True(t, b.isSignedIn(elsewhere), "a refused change ends nothing")

		require.NoError(t, change(password, norm.NFD.String(nextPassword)))
		faulttest.Require(t, change(nextPassword, norm.NFD.String(nextPassword)), fault.Invalid, "PASSWORD_UNCHANGED", "newPassword")
		assert.True(t, b.isSignedIn(here))
		assert.False(t, b.isSignedIn(elsewhere), "the other sessions end")
		_, err := b.sessions.SignIn(t.Context(), "anna@example.com", password)
		faulttest.Require(t, err, fault.Unauthenticated, "CREDENTIALS_WRONG")
		signedIn, err := b.sessions.SignIn(t.Context(), "anna@example.com", nextPassword)
		require.NoError(t, err)
		assert.Equal(t, "2", signedIn.Member.ETag())
		assert.Equal(t, []string{"STAFF_CREATED", "STAFF_PASSWORD_CHANGED"}, b.actions(anna.ID))
		last := b.history(anna.ID)[1]
		assert.Empty(t, last.Changes)
		assert.Equal(t, anna.ID, last.ActorID)
	})
}

func TestChangePasswordReplacesATemporaryOne(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		_, temporary, err := b.service.Create(b.asProgram(), staff.Change{Email: new("anna@example.com"), Name: new("Anna"), Role: new(auth.Support)}, "")
		require.NoError(t, err)
		signedIn, err := b.sessions.SignIn(t.Context(), "anna@example.com", temporary)
		require.NoError(t, err)
		permissions := func() auth.Permissions {
			t.Helper()
			identity, err := b.sessions.FindSession(t.Context(), auth.HashToken(signedIn.Token))
			require.NoError(t, err)
			return identity.Permissions
		}
		assert.Zero(t, permissions())
		faulttest.Require(t, b.sessions.ChangePassword(b.as(signedIn), temporary, temporary), fault.Invalid, "PASSWORD_UNCHANGED", "newPassword")
		require.NoError(t, b.sessions.ChangePassword(b.as(signedIn), temporary, nextPassword))
		assert.Equal(t, auth.Support.Permissions(), permissions(), "the same session may now do everything")
	})
}

func TestChangePasswordIsThrottled(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db).limited()
		b.member("anna@example.com", auth.Manager)
		stolen := b.signIn("anna@example.com")
		for range 5 {
			faulttest.Require(t, b.busy().ChangePassword(b.as(stolen), password, nextPassword), fault.Unavailable, "TOO_BUSY")
		}
		for range 3 {
			faulttest.Require(t, b.sessions.ChangePassword(b.as(stolen), "wrong password", nextPassword), fault.Unauthenticated, "CREDENTIALS_WRONG", "currentPassword")
		}
		faulttest.Require(t, b.sessions.ChangePassword(b.as(stolen), password, nextPassword), fault.Throttled, "TOO_MANY_ATTEMPTS")
	})
}

func TestSavePreferences(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.member("anna@example.com", auth.Viewer)
		signedIn := b.signIn("anna@example.com")
		current := func() staff.Preferences {
			t.Helper()
			member, err := b.sessions.Current(b.as(signedIn))
			require.NoError(t, err)
			return member.Preferences
		}
		assert.Zero(t, current())
		want := staff.Preferences{Language: "el", ColorScheme: staff.Dark}
		require.NoError(t, b.sessions.SavePreferences(b.as(signedIn), want))
		assert.Equal(t, want, current())
		assert.Equal(t, want, b.signIn("anna@example.com").Member.Preferences, "they follow the person")
		faulttest.Require(t, b.sessions.SavePreferences(b.as(signedIn), staff.Preferences{Language: "de"}), fault.Invalid, "LANGUAGE_UNKNOWN", "preferences.language")
		assert.Equal(t, want, current())
		require.NoError(t, b.sessions.SavePreferences(b.as(signedIn), staff.Preferences{}))
		assert.Zero(t, current())
	})
}

func TestKeysHaveNoAccount(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		for _, kind := range []auth.Kind{auth.APIKey, auth.ERP} {
			ctx := auth.With(t.Context(), auth.Identity{Kind: kind, ID: uuid.New()})
			faulttest.Require(t, b.sessions.ChangePassword(ctx, password, nextPassword), fault.Denied, "STAFF_ONLY")
			faulttest.Require(t, b.sessions.SavePreferences(ctx, staff.Preferences{}), fault.Denied, "STAFF_ONLY")
			member, err := b.sessions.Current(ctx)
			require.NoError(t, err)
			assert.Nil(t, member)
		}
	})
}
