package staff_test

import (
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent"
	entstaff "github.com/kartoteka/kartoteka/gen/ent/staff"
	"github.com/kartoteka/kartoteka/gen/ent/staffsession"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/audit/audittest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// row is a member as saved.
func (b bundle) row(id uuid.UUID) *ent.Staff {
	b.Helper()
	row, err := b.db.Client(b.Context()).Staff.Get(b.Context(), id)
	require.NoError(b, err)
	return row
}

// history is what was written down about a thing, oldest first.
func (b bundle) history(id uuid.UUID) []audit.Entry {
	b.Helper()
	return audittest.About(b.Context(), b, b.db, id)
}

func (b bundle) actions(id uuid.UUID) []string {
	b.Helper()
	return audittest.Actions(b.history(id))
}

func (b bundle) lastChanges(id uuid.UUID) []audit.Change {
	b.Helper()
	entries := b.history(id)
	require.NotEmpty(b, entries)
	return entries[len(entries)-1].Changes
}

func (b bundle) session(id uuid.UUID) *ent.StaffSession {
	b.Helper()
	row, err := b.db.Client(b.Context()).StaffSession.Query().Where(staffsession.ID(id)).Only(b.Context())
	require.NoError(b, err)
	return row
}

func (b bundle) countSessions() int {
	b.Helper()
	count, err := b.db.Client(b.Context()).StaffSession.Query().Count(b.Context())
	require.NoError(b, err)
	return count
}

func (b bundle) countCounters() int {
	b.Helper()
	count, err := b.db.Client(b.Context()).SignInThrottle.Query().Count(b.Context())
	require.NoError(b, err)
	return count
}

func (b bundle) setHash(id uuid.UUID, hash string) {
	b.Helper()
	err := b.db.Client(b.Context()).Staff.Update().Where(entstaff.ID(id)).SetPasswordHash(hash).Exec(b.Context())
	require.NoError(b, err)
}

// overwrite changes a member behind the back of the service, as a repair by hand would.
func (b bundle) overwrite(id uuid.UUID, role auth.Role, disabled bool) {
	b.Helper()
	err := b.db.Client(b.Context()).Staff.UpdateOneID(id).SetRole(string(role)).SetDisabled(disabled).Exec(b.Context())
	require.NoError(b, err)
}
