package audit_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func TestHistoryIsReadNewestFirst(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		at := clock.NewManual(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC))
		log, customer := audit.NewLog(db, at), id.New()
		erp := db.Client(t.Context()).SourceSystem.Create().SetCode("OPTIMA").SetName("Comarch Optima").
			SetCreatedAt(at.Now()).SetUpdatedAt(at.Now()).SaveX(t.Context())
		ctx := auth.With(t.Context(), auth.Identity{Kind: auth.ERP, ID: id.New(), SourceSystemID: erp.ID})

		require.NoError(t, log.Record(ctx), "nothing to record is fine")
		for _, name := range []string{"One", "Two", "Three"} {
			require.NoError(t, log.Record(ctx, audit.Entry{
				CustomerID: customer, SubjectID: customer, Action: "CUSTOMER_UPDATED",
				Changes: []audit.Change{{Field: "name", Old: "Zero", New: name}},
			}))
			at.Advance(time.Second)
		}
		require.NoError(t, log.Record(ctx, audit.Entry{SubjectID: id.New(), Action: "SHOP_UPDATED"}))

		page, err := log.List(t.Context(), customer, audit.Cursor{}, 2)
		require.NoError(t, err)
		assert.Equal(t, []string{"Three", "Two"}, news(page))
		rest, err := log.List(t.Context(), customer, audit.Cursor{ID: page[1].ID}, 2)
		require.NoError(t, err)
		assert.Equal(t, []string{"One"}, news(rest))
		first := rest[0]
		assert.Equal(t, []any{auth.ERP, erp.ID, "Comarch Optima"}, []any{first.ActorKind, first.ActorID, first.ActorName},
			"the actor is the source system, whichever of its keys was used")
		assert.Equal(t, []audit.Change{{Field: "name", Old: "Zero", New: "One"}}, first.Changes)
	})
}

func TestHistoryOutlivesItsActor(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		log, customer := audit.NewLog(db, clock.System), id.New()
		for _, kind := range []auth.Kind{auth.Staff, auth.APIKey, auth.Program} {
			ctx := auth.With(t.Context(), auth.Identity{Kind: kind, ID: id.New()})
			require.NoError(t, log.Record(ctx, audit.Entry{CustomerID: customer, SubjectID: customer, Action: "CUSTOMER_UPDATED"}))
		}
		entries, err := log.List(t.Context(), customer, audit.Cursor{}, 10)
		require.NoError(t, err)
		require.Len(t, entries, 3)
		for _, entry := range entries {
			assert.NotEqual(t, uuid.Nil, entry.ActorID)
			assert.Empty(t, entry.ActorName)
		}
	})
}

func news(entries []audit.Entry) []string {
	var all []string
	for _, entry := range entries {
		for _, change := range entry.Changes {
			all = append(all, change.New)
		}
	}
	return all
}
