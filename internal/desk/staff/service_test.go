package staff_test

import (
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		created, temporary, err := b.service.Create(b.asProgram(), staff.Change{Email: new("Anna@example.com"), Name: new("Anna"), Role: new(auth.Support), Code: new("AN")}, "")
		require.NoError(t, err)
		assert.True(t, created.MustChangePassword)
		assert.Empty(t, auth.CheckPassword("", temporary, ""), "the temporary password is a good one")
		assert.Equal(t, "1", created.ETag())

		signedIn, err := b.sessions.SignIn(t.Context(), "anna@EXAMPLE.com", temporary)
		require.NoError(t, err)
		assert.Equal(t, created.ID, signedIn.Member.ID)
		assert.Zero(t, signedIn.Identity.Permissions)

		entries := b.history(created.ID)
		require.Len(t, entries, 1)
		assert.Equal(t, "STAFF_CREATED", entries[0].Action)
		assert.Equal(t, auth.Program, entries[0].ActorKind)
		assert.Equal(t, []audit.Change{
			{Field: "email", New: audit.Text("Anna@example.com")}, {Field: "name", New: audit.Text("Anna")}, {Field: "role", New: audit.Code("support")}, {Field: "code", New: audit.Text("AN")},
		}, entries[0].Changes, "history never holds a password")

		for reason, in := range map[string]staff.Change{
			"STAFF_EMAIL_TAKEN": {Email: new("ANNA@example.com"), Name: new("Other"), Role: new(auth.Viewer)},
			"STAFF_CODE_TAKEN":  {Email: new("other@example.com"), Name: new("Other"), Role: new(auth.Viewer), Code: new("an")},
		} {
			_, _, err := b.service.Create(b.asProgram(), in, "")
			path := map[string]string{"STAFF_EMAIL_TAKEN": "staff.email", "STAFF_CODE_TAKEN": "staff.code"}[reason]
			faulttest.Require(t, err, fault.AlreadyExists, reason, path)
		}
		_, _, err = b.service.Create(b.asProgram(), staff.Change{Email: new("x")}, "short")
		faulttest.Require(t, err, fault.Invalid, "INVALID_FIELDS", "staff.email", "staff.name", "staff.role", "password")

		one, another := b.member("one@example.com", auth.Viewer), b.member("another@example.com", auth.Viewer)
		assert.Empty(t, one.Code+another.Code, "any number may have no code")
		assert.False(t, one.MustChangePassword, "their own password is not temporary")
	})
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.member("owner@example.com", auth.Owner)
		anna := b.member("anna@example.com", auth.Support)
		update := func(change staff.Change) (staff.Member, error) {
			return b.service.Update(b.asProgram(), anna.ID, "", change)
		}

		saved, err := b.service.Update(b.asProgram(), anna.ID, anna.ETag(), staff.Change{Name: new("Anna Żółw"), Code: new("AŻ")})
		require.NoError(t, err)
		assert.Equal(t, "2", saved.ETag())
		assert.Equal(t, "Anna Żółw", saved.Name)
		assert.Equal(t, "anna@example.com", saved.Email.Typed)
		row := b.row(anna.ID)
		assert.Equal(t, "Anna Żółw", row.Name)
		assert.Equal(t, "anna zolw", string(row.NameKey))
		assert.Equal(t, "aż", row.CodeKey, "accents are letters: a code with others is another one")
		assert.Equal(t, []audit.Change{{Field: "name", Old: audit.Text("anna@example.com"), New: audit.Text("Anna Żółw")}, {Field: "code", New: audit.Text("AŻ")}}, b.lastChanges(anna.ID))

		_, err = b.service.Update(b.asProgram(), anna.ID, "1", staff.Change{Name: new("X")})
		conflict := faulttest.Require(t, err, fault.Conflict, "ETAG_MISMATCH")
		assert.Equal(t, "2", conflict.Metadata["etag"])

		same, err := update(staff.Change{Name: new("Anna Żółw ")})
		require.NoError(t, err)
		assert.Equal(t, saved.Version, same.Version, "what does not differ is not written")
		assert.Equal(t, []string{"STAFF_CREATED", "STAFF_UPDATED"}, b.actions(anna.ID))

		_, err = update(staff.Change{Email: new("Owner@example.com")})
		faulttest.Require(t, err, fault.AlreadyExists, "STAFF_EMAIL_TAKEN", "staff.email")
		_, err = update(staff.Change{Name: new("")})
		faulttest.Require(t, err, fault.Invalid, "NAME_REQUIRED", "staff.name")
		assert.Equal(t, "Anna Żółw", b.row(anna.ID).Name, "a refused change leaves everything as it was")
		_, err = b.service.Update(b.asProgram(), uuid.New(), "", staff.Change{Name: new("X")})
		faulttest.Require(t, err, fault.NotFound, "STAFF_NOT_FOUND")

		_, err = update(staff.Change{Email: new("anna.zolw@example.com")})
		require.NoError(t, err)
		b.signIn("anna.zolw@example.com")
		_, err = b.sessions.SignIn(t.Context(), "anna@example.com", password)
		faulttest.Require(t, err, fault.Unauthenticated, "CREDENTIALS_WRONG")
	})
}

func TestUpdateCountsAtOnce(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.member("owner@example.com", auth.Owner)
		anna, jan := b.member("anna@example.com", auth.Manager), b.member("jan@example.com", auth.Manager)
		first, second, other := b.signIn("anna@example.com"), b.signIn("anna@example.com"), b.signIn("jan@example.com")
		update := func(id uuid.UUID, change staff.Change) {
			t.Helper()
			_, err := b.service.Update(b.asProgram(), id, "", change)
			require.NoError(t, err)
		}

		update(anna.ID, staff.Change{Name: new("Anna")})
		assert.True(t, b.isSignedIn(first), "a new name ends no session")
		update(anna.ID, staff.Change{Role: new(auth.Viewer)})
		assert.False(t, b.isSignedIn(first), "a new role ends every session")
		assert.False(t, b.isSignedIn(second))
		assert.Equal(t, auth.Viewer.Permissions(), b.signIn("anna@example.com").Identity.Permissions)

		assert.True(t, b.isSignedIn(other), "others are not touched")
		update(jan.ID, staff.Change{Disabled: new(true)})
		assert.False(t, b.isSignedIn(other), "a disabled account has no session")
		update(jan.ID, staff.Change{Disabled: new(false)})
		assert.False(t, b.isSignedIn(other), "nor does it get an old one back")
		b.signIn("jan@example.com")
	})
}

func TestUpdateKeepsTheLastOwner(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		owner := b.member("owner@example.com", auth.Owner)
		b.member("manager@example.com", auth.Manager)
		for name, change := range map[string]staff.Change{
			"disabled": {Disabled: new(true)}, "demoted": {Role: new(auth.Manager)}, "both": {Disabled: new(true), Role: new(auth.Viewer)},
		} {
			_, err := b.service.Update(b.asProgram(), owner.ID, "", change)
			faulttest.Require(t, err, fault.Precondition, "LAST_OWNER")
			assert.Equal(t, int64(1), b.row(owner.ID).Version, name)
		}
		_, err := b.service.Update(b.asProgram(), owner.ID, "", staff.Change{Name: new("Owner")})
		require.NoError(t, err, "other changes are free")

		second := b.member("second@example.com", auth.Owner)
		errs := make([]error, 2)
		var all sync.WaitGroup
		for i, id := range []uuid.UUID{owner.ID, second.ID} {
			all.Go(func() {
				_, errs[i] = b.service.Update(b.asProgram(), id, "", staff.Change{Role: new(auth.Viewer)})
			})
		}
		all.Wait()
		refused := errs[0]
		if refused == nil {
			refused = errs[1]
		} else {
			require.NoError(t, errs[1])
		}
		faulttest.Require(t, refused, fault.Precondition, "LAST_OWNER")
	})
}

func TestResetPassword(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		anna := b.member("anna@example.com", auth.Manager)
		before := b.signIn("anna@example.com")

		temporary, err := b.service.ResetPassword(b.asProgram(), anna.ID)
		require.NoError(t, err)
		assert.False(t, b.isSignedIn(before))
		_, err = b.sessions.SignIn(t.Context(), "anna@example.com", password)
		faulttest.Require(t, err, fault.Unauthenticated, "CREDENTIALS_WRONG")
		signedIn, err := b.sessions.SignIn(t.Context(), "anna@example.com", temporary)
		require.NoError(t, err)
		assert.True(t, signedIn.Member.MustChangePassword)
		assert.Equal(t, int64(2), signedIn.Member.Version)
		assert.Equal(t, []string{"STAFF_CREATED", "STAFF_PASSWORD_RESET"}, b.actions(anna.ID))
		assert.Empty(t, b.lastChanges(anna.ID))

		_, err = b.service.ResetPassword(b.asProgram(), uuid.New())
		faulttest.Require(t, err, fault.NotFound, "STAFF_NOT_FOUND")
	})
}

func TestResetPasswordLeavesNoSessionOfTheOldOne(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		for i := range 4 {
			anna := b.member(string(rune('a'+i))+"@example.com", auth.Manager)
			var signedIn staff.SignedIn
			var refused error
			var all sync.WaitGroup
			all.Go(func() { signedIn, refused = b.sessions.SignIn(t.Context(), anna.Email.Typed, password) })
			all.Go(func() {
				_, err := b.service.ResetPassword(b.asProgram(), anna.ID)
				assert.NoError(t, err)
			})
			all.Wait()
			if refused == nil {
				assert.False(t, b.isSignedIn(signedIn), "whoever signed in at the same moment is out again")
			} else {
				faulttest.Require(t, refused, fault.Unauthenticated, "CREDENTIALS_WRONG")
			}
		}
	})
}
