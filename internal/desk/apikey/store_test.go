package apikey_test

import (
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/audit/audittest"
)

func (b bundle) addSource(code string) uuid.UUID {
	b.Helper()
	row, err := b.db.Client(b.Context()).SourceSystem.Create().
		SetCode(code).SetName(code).SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.Context())
	require.NoError(b, err)
	return row.ID
}

// row is a key as saved.
func (b bundle) row(id uuid.UUID) *ent.APIKey {
	b.Helper()
	row, err := b.db.Client(b.Context()).APIKey.Get(b.Context(), id)
	require.NoError(b, err)
	return row
}

// history is what was written down about a key, oldest first.
func (b bundle) history(id uuid.UUID) []audit.Entry {
	b.Helper()
	return audittest.About(b.Context(), b, b.db, id)
}

func (b bundle) countKeys() int {
	b.Helper()
	count, err := b.db.Client(b.Context()).APIKey.Query().Count(b.Context())
	require.NoError(b, err)
	return count
}
