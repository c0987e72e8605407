package staff_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// setupToken is what a start of the program prints.
func (b bundle) setupToken() string {
	b.Helper()
	token, needed, err := b.sessions.EnsureSetupToken(b.Context())
	require.NoError(b, err)
	require.True(b, needed)
	return token
}

func (b bundle) createOwner(ctx context.Context, token string) (staff.SignedIn, error) {
	return b.sessions.CreateOwner(ctx, staff.OwnerInput{Token: token, Email: "owner@example.com", Name: "Owner", Password: password})
}

func TestCreateOwner(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		first, second := b.setupToken(), b.setupToken()
		_, err := b.createOwner(t.Context(), "guess")
		faulttest.Require(t, err, fault.Unauthenticated, "SETUP_TOKEN_WRONG")
		_, err = b.sessions.CreateOwner(t.Context(), staff.OwnerInput{Token: first, Email: "owner", Password: "short"})
		faulttest.Require(t, err, fault.Invalid, "INVALID_FIELDS", "email", "name", "password")

		owner, err := b.createOwner(t.Context(), first)
		require.NoError(t, err, "a refused form does not use up the token, a later start does not either")
		assert.True(t, b.isSignedIn(owner))
		assert.Equal(t, auth.Owner.Permissions(), owner.Identity.Permissions)
		assert.False(t, owner.Member.MustChangePassword)
		entries := b.history(owner.Member.ID)
		require.Len(t, entries, 1)
		assert.Equal(t, "STAFF_CREATED", entries[0].Action)
		assert.Equal(t, owner.Member.ID, entries[0].ActorID, "the owner made themselves")

		for _, token := range []string{first, second, "guess"} {
			_, err = b.createOwner(t.Context(), token)
			faulttest.Require(t, err, fault.Precondition, "SETUP_DONE")
		}
		token, needed, err := b.sessions.EnsureSetupToken(t.Context())
		require.NoError(t, err)
		assert.False(t, needed)
		assert.Empty(t, token)
	})
}

func TestSetupTokensExpire(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		token := b.setupToken()
		b.clock.Advance(24 * time.Hour)
		_, err := b.createOwner(t.Context(), token)
		faulttest.Require(t, err, fault.Unauthenticated, "SETUP_TOKEN_WRONG")
		_, err = b.createOwner(t.Context(), b.setupToken())
		require.NoError(t, err)
	})
}

func TestCreateOwnerMakesOneOfMany(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		tokens := []string{b.setupToken(), b.setupToken()}
		errs := make([]error, 8)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() {
				_, errs[i] = b.sessions.CreateOwner(t.Context(), staff.OwnerInput{
					Token: tokens[i%2], Email: string(rune('a'+i)) + "@example.com", Name: "Owner", Password: password,
				})
			})
		}
		all.Wait()
		made := 0
		for _, err := range errs {
			if err == nil {
				made++
				continue
			}
			assert.True(t, fault.Is(err, "SETUP_DONE") || fault.Is(err, "SETUP_TOKEN_WRONG"), err)
		}
		assert.Equal(t, 1, made)
		assert.Equal(t, 1, b.countSessions())
	})
}
