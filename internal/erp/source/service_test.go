package source_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		created, err := b.service.Create(b.asManager(), source.Change{Code: new("OPTIMA-1"), Name: new(" Optima in Łódź ")})
		require.NoError(t, err)
		assert.Equal(t, source.System{
			ID: created.ID, Version: 1, Code: "OPTIMA-1", Name: "Optima in Łódź", CreatedAt: noon, UpdatedAt: noon,
			Settings: source.Settings{MatchBy: source.MatchByNone, UnknownGroups: source.CreateGroups},
		}, created)
		got, err := b.service.Get(t.Context(), created.ID)
		require.NoError(t, err)
		assert.Equal(t, created, got)
		entries := b.history(created.ID)
		require.Len(t, entries, 1)
		assert.Equal(t, "SOURCE_CREATED", entries[0].Action)
		assert.Equal(t, b.manager.ID, entries[0].ActorID)
		assert.Equal(t, []audit.Change{
			{Field: "code", New: audit.Text("OPTIMA-1")},
			{Field: "name", New: audit.Text("Optima in Łódź")},
			{Field: "matchBy", New: audit.Code("none")},
			{Field: "unknownGroups", New: audit.Code("create")},
		}, entries[0].Changes)

		assert.Equal(t, "XL", b.create("XL").Name, "without a name it is called by its code")
		_, err = b.service.Create(b.asManager(), source.Change{Code: new("XL"), Name: new("Other")})
		faulttest.Require(t, err, fault.AlreadyExists, "SOURCE_CODE_TAKEN", "sourceSystem.code")
		_, err = b.service.Create(b.asManager(), source.Change{Code: new("xl")})
		faulttest.Require(t, err, fault.AlreadyExists, "SOURCE_CODE_TAKEN", "sourceSystem.code")
		for _, code := range []string{"", "a b", "łódź", "a\x00", "a\n", strings.Repeat("x", 51), "../x"} {
			_, err = b.service.Create(b.asManager(), source.Change{Code: new(code), Name: new("Name")})
			faulttest.Require(t, err, fault.Invalid, "SOURCE_CODE_INVALID", "sourceSystem.code")
		}
		_, err = b.service.Create(b.asManager(), source.Change{Code: new(""), Name: new(strings.Repeat("ż", 101))})
		faulttest.Require(t, err, fault.Invalid, "INVALID_FIELDS", "sourceSystem.code", "sourceSystem.name")
		all, err := b.service.List(t.Context())
		require.NoError(t, err)
		assert.Len(t, all, 2)
	})
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		optima := b.create("OPTIMA")
		rename := func(etag, name string) (source.System, error) {
			return b.service.Update(b.asManager(), optima.ID, etag, source.Change{Name: &name})
		}
		b.pushed(optima.ID, noon.Add(time.Minute))
		saved, err := rename("1", "Optima")
		require.NoError(t, err, "a push is no change that staff could run into")
		assert.Equal(t, "Optima", saved.Name)
		assert.Equal(t, "2", saved.ETag())
		assert.Equal(t, noon.Add(time.Minute), saved.LastContactAt)
		got, err := b.service.Get(t.Context(), optima.ID)
		require.NoError(t, err)
		assert.Equal(t, saved, got)

		_, err = rename("1", "Other")
		assert.Equal(t, "2", faulttest.Require(t, err, fault.Conflict, "ETAG_MISMATCH").Metadata["etag"])
		same, err := rename("", "Optima ")
		require.NoError(t, err)
		assert.Equal(t, int64(2), same.Version, "what does not differ is not written")
		_, err = rename("", "a\x00")
		faulttest.Require(t, err, fault.Invalid, "CHARACTERS_INVALID", "sourceSystem.name")
		_, err = b.service.Update(b.asManager(), uuid.New(), "", source.Change{})
		faulttest.Require(t, err, fault.NotFound, "SOURCE_SYSTEM_NOT_FOUND")

		saved, err = rename("2", "")
		require.NoError(t, err)
		assert.Equal(t, "OPTIMA", saved.Name, "an emptied name becomes the code")
		entries := b.history(optima.ID)
		require.Len(t, entries, 3)
		assert.Equal(t, "SOURCE_UPDATED", entries[2].Action)
		assert.Equal(t, []audit.Change{{Field: "name", Old: audit.Text("Optima"), New: audit.Text("OPTIMA")}}, entries[2].Changes)
	})
}

func TestEnsureByCode(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		found := make([]source.System, 8)
		var all sync.WaitGroup
		for i := range found {
			all.Go(func() {
				var err error
				found[i], err = b.service.EnsureByCode(b.asManager(), "OPTIMA")
				assert.NoError(t, err)
			})
		}
		all.Wait()
		for _, one := range found {
			assert.Equal(t, found[0], one, "it is registered once")
		}
		assert.Len(t, b.history(found[0].ID), 1)
		other, err := b.service.EnsureByCode(b.asManager(), "optima")
		require.NoError(t, err)
		assert.Equal(t, found[0].ID, other.ID, "case does not matter")
		_, err = b.service.EnsureByCode(b.asManager(), "a\x00b")
		faulttest.Require(t, err, fault.Invalid, "SOURCE_CODE_INVALID", "sourceSystem.code")
	})
}
