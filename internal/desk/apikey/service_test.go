package apikey_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/desk/apikey"
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
		expiry := noon.Add(time.Hour)
		created, key := b.create(apikey.CreateInput{
			Name: " Optima in Łódź ", Scopes: []auth.Scope{auth.SyncScope, auth.ReadScope, auth.SyncScope}, SourceSystem: "OPTIMA", ExpiresAt: expiry,
		})
		assert.Equal(t, "Optima in Łódź", created.Name)
		assert.Equal(t, []auth.Scope{auth.SyncScope, auth.ReadScope}, created.Scopes)
		assert.Equal(t, key.Prefix(), created.Prefix())
		assert.Equal(t, b.optima, created.SourceSystemID)

		row := b.row(created.ID)
		assert.Equal(t, key.ID, row.KeyID)
		assert.NotContains(t, fmt.Sprintf("%+v", *row), key.Secret, "the secret is not kept")
		entries := b.history(created.ID)
		require.Len(t, entries, 1)
		assert.Equal(t, "API_KEY_CREATED", entries[0].Action)
		assert.Equal(t, b.owner.ID, entries[0].ActorID)
		assert.Equal(t, []audit.Change{
			{Field: "name", New: audit.Text("Optima in Łódź")},
			{Field: "scopes", New: audit.List(audit.Code("sync"), audit.Code("read"))},
			{Field: "sourceSystem", New: audit.Text("OPTIMA")},
			{Field: "expireTime", New: audit.Time(time.Date(2026, 3, 29, 13, 0, 0, 0, time.UTC))},
		}, entries[0].Changes)
	})
}

func TestCreateRefuses(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		read := []auth.Scope{auth.ReadScope}
		for name, c := range map[string]struct {
			in     apikey.CreateInput
			kind   fault.Kind
			reason string
			paths  []string
		}{
			"no name":                       {apikey.CreateInput{Name: " ", Scopes: read}, fault.Invalid, "NAME_REQUIRED", []string{"apiKey.name"}},
			"a long name":                   {apikey.CreateInput{Name: strings.Repeat("ż", 101), Scopes: read}, fault.Invalid, "TOO_LONG", []string{"apiKey.name"}},
			"a zero byte":                   {apikey.CreateInput{Name: "a\x00b", Scopes: read}, fault.Invalid, "CHARACTERS_INVALID", []string{"apiKey.name"}},
			"no scope":                      {apikey.CreateInput{Name: "x"}, fault.Invalid, "SCOPE_REQUIRED", []string{"apiKey.scopes"}},
			"an unknown scope":              {apikey.CreateInput{Name: "x", Scopes: []auth.Scope{auth.ReadScope, "root"}}, fault.Invalid, "SCOPE_REQUIRED", []string{"apiKey.scopes"}},
			"sync for nobody":               {apikey.CreateInput{Name: "x", Scopes: []auth.Scope{auth.SyncScope}}, fault.Invalid, "SOURCE_REQUIRED", []string{"apiKey.sourceSystem"}},
			"an unknown source system":      {apikey.CreateInput{Name: "x", Scopes: read, SourceSystem: "optima"}, fault.NotFound, "SOURCE_SYSTEM_NOT_FOUND", []string{"apiKey.sourceSystem"}},
			"a zero byte for source system": {apikey.CreateInput{Name: "x", Scopes: read, SourceSystem: "\x00"}, fault.NotFound, "SOURCE_SYSTEM_NOT_FOUND", []string{"apiKey.sourceSystem"}},
			"an expiry now":                 {apikey.CreateInput{Name: "x", Scopes: read, ExpiresAt: noon}, fault.Invalid, "EXPIRY_IN_PAST", []string{"apiKey.expireTime"}},
			"an expiry that nobody sees":    {apikey.CreateInput{Name: "x", Scopes: read, ExpiresAt: noon.AddDate(8000, 0, 0)}, fault.Invalid, "OUT_OF_RANGE", []string{"apiKey.expireTime"}},
			"several at once": {
				apikey.CreateInput{Scopes: []auth.Scope{auth.SyncScope}, ExpiresAt: noon.Add(-time.Hour)},
				fault.Invalid, "INVALID_FIELDS",
				[]string{"apiKey.name", "apiKey.sourceSystem", "apiKey.expireTime"},
			},
		} {
			t.Run(name, func(t *testing.T) {
				_, whole, err := b.service.Create(b.asOwner(), c.in)
				faulttest.Require(t, err, c.kind, c.reason, c.paths...)
				assert.Empty(t, whole)
			})
		}
		assert.Zero(t, b.countKeys())
	})
}

func TestFindKey(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		erp, erpKey := b.create(apikey.CreateInput{Name: "ERP", Scopes: []auth.Scope{auth.SyncScope}, SourceSystem: "OPTIMA"})
		script, scriptKey := b.create(apikey.CreateInput{Name: "Script", Scopes: []auth.Scope{auth.ReadScope, auth.AdminScope}, ExpiresAt: noon.Add(time.Hour)})

		identity, err := b.service.FindKey(t.Context(), erpKey)
		require.NoError(t, err)
		assert.Equal(t, auth.Identity{
			Kind: auth.ERP, ID: erp.ID, SourceSystemID: b.optima, SourceCode: "OPTIMA",
			Permissions: auth.ScopePermissions([]auth.Scope{auth.SyncScope}),
		}, identity)
		identity, err = b.service.FindKey(t.Context(), scriptKey)
		require.NoError(t, err)
		assert.Equal(t, auth.Identity{
			Kind: auth.APIKey, ID: script.ID, Permissions: auth.ScopePermissions([]auth.Scope{auth.ReadScope, auth.AdminScope}),
		}, identity)

		for name, wrong := range map[string]auth.Key{
			"an unknown key":      auth.NewKey(),
			"another secret":      {ID: erpKey.ID, Secret: auth.NewKey().Secret},
			"the secret of other": {ID: erpKey.ID, Secret: scriptKey.Secret},
			"no secret":           {ID: erpKey.ID},
		} {
			_, err = b.service.FindKey(t.Context(), wrong)
			require.ErrorIs(t, err, auth.ErrKeyUnknown, name)
		}

		b.clock.Advance(time.Hour - time.Microsecond)
		_, err = b.service.FindKey(t.Context(), scriptKey)
		require.NoError(t, err)
		b.clock.Advance(time.Microsecond)
		_, err = b.service.FindKey(t.Context(), scriptKey)
		require.ErrorIs(t, err, auth.ErrKeyExpired)
		_, err = b.service.FindKey(t.Context(), auth.Key{ID: scriptKey.ID, Secret: erpKey.Secret})
		require.ErrorIs(t, err, auth.ErrKeyUnknown, "only who has the secret learns what has become of the key")
		_, err = b.service.FindKey(t.Context(), erpKey)
		require.NoError(t, err, "a key without expiry stays")
	})
}

func TestFindKeyIsSeenToTheMinute(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		created, key := b.create(apikey.CreateInput{Name: "Script", Scopes: []auth.Scope{auth.ReadScope}})
		_, idle := b.create(apikey.CreateInput{Name: "Idle", Scopes: []auth.Scope{auth.ReadScope}})
		used := func() time.Time {
			t.Helper()
			_, err := b.service.FindKey(t.Context(), key)
			require.NoError(t, err)
			_, err = b.service.FindKey(t.Context(), auth.Key{ID: idle.ID, Secret: key.Secret})
			require.ErrorIs(t, err, auth.ErrKeyUnknown)
			b.flushSightings()
			return b.row(created.ID).UsedAt.UTC()
		}
		assert.Nil(t, b.row(created.ID).UsedAt)
		assert.Equal(t, noon, used())
		b.clock.Advance(59 * time.Second)
		assert.Equal(t, noon, used(), "not written within the minute")
		b.clock.Advance(time.Second)
		assert.Equal(t, noon.Add(time.Minute), used())
		keys, _, err := b.service.List(t.Context(), 0, "")
		require.NoError(t, err)
		assert.Equal(t, noon.Add(time.Minute), keys[1].UsedAt)
		assert.Zero(t, keys[0].UsedAt, "a refused key was not used")
	})
}

func TestRevoke(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		created, key := b.create(apikey.CreateInput{Name: "ERP", Scopes: []auth.Scope{auth.SyncScope}, SourceSystem: "OPTIMA"})
		_, stays := b.create(apikey.CreateInput{Name: "New ERP", Scopes: []auth.Scope{auth.SyncScope}, SourceSystem: "OPTIMA"})

		revoked, err := b.service.Revoke(b.asOwner(), created.ID)
		require.NoError(t, err)
		assert.Equal(t, noon, revoked.RevokedAt)
		assert.Equal(t, "OPTIMA", revoked.SourceSystem)
		_, err = b.service.FindKey(t.Context(), key)
		require.ErrorIs(t, err, auth.ErrKeyRevoked)
		_, err = b.service.FindKey(t.Context(), stays)
		require.NoError(t, err, "other keys of the source system stay")

		b.clock.Advance(time.Hour)
		again, err := b.service.Revoke(b.asOwner(), created.ID)
		require.NoError(t, err)
		assert.Equal(t, revoked, again, "revoking again changes nothing")
		entries := b.history(created.ID)
		require.Len(t, entries, 2)
		assert.Equal(t, "API_KEY_REVOKED", entries[1].Action)
		assert.Equal(t, b.owner.ID, entries[1].ActorID)

		_, err = b.service.Revoke(b.asOwner(), uuid.New())
		faulttest.Require(t, err, fault.NotFound, "API_KEY_NOT_FOUND")
	})
}

func TestList(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		var newestFirst []apikey.Key
		for i := range 7 {
			created, _ := b.create(apikey.CreateInput{Name: fmt.Sprint(i), Scopes: []auth.Scope{auth.ReadScope}, SourceSystem: []string{"", "OPTIMA"}[i%2]})
			newestFirst = append([]apikey.Key{created}, newestFirst...)
		}
		for _, size := range []int32{1, 2, 3, 7, 50} {
			var got []apikey.Key
			token := ""
			for range 10 {
				keys, next, err := b.service.List(t.Context(), size, token)
				require.NoError(t, err)
				got = append(got, keys...)
				if token = next; token == "" {
					break
				}
				require.Len(t, keys, int(size), "only the last page is shorter")
			}
			assert.Equal(t, newestFirst, got, "pages of %d", size)
		}
		_, _, err := b.service.List(t.Context(), -1, "")
		faulttest.Require(t, err, fault.Invalid, "PAGE_SIZE_INVALID", "pageSize")
		_, _, err = b.service.List(t.Context(), 1, "x")
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID", "pageToken")
	})
}
