package source_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func TestASystemTellsWhatIsKnownOfIt(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		optima, xl := b.create("OPTIMA"), b.create("XL")
		first, second := b.addCustomer(optima.ID, 1, "A"), b.addCustomer(optima.ID, 2, "B")
		b.addConflict(optima.ID, first, "email")
		b.addConflict(optima.ID, first, "phone")
		b.addConflict(xl.ID, first, "email")
		b.hold(optima.ID, first, "Hurt")
		b.hold(optima.ID, second, "HURT")
		b.hold(optima.ID, second, "Detal")
		b.hold(xl.ID, second, "Hurt")
		open := b.openSnapshot(optima.ID)

		systems, err := b.service.List(t.Context())
		require.NoError(t, err)
		require.Len(t, systems, 2)
		got := systems[0]
		assert.Equal(t, int32(2), got.ConflictCount)
		assert.Equal(t, []source.HeldGroup{{Name: "Detal", CustomerCount: 1}, {Name: "HURT", CustomerCount: 2}}, got.HeldGroups,
			"a group in several spellings is one")
		require.NotNil(t, got.Snapshot)
		assert.Equal(t, source.Run{
			ID: open, SystemID: optima.ID, Kind: source.SnapshotRun, State: source.AwaitingConfirmation, StartedAt: noon, Batches: 1,
			Snapshot: source.SnapshotProgress{ReceivedCount: 10, AbsentCount: 5, ConfirmToken: "token"},
		}, *got.Snapshot)
		assert.Equal(t, int32(1), systems[1].ConflictCount)
		assert.Equal(t, []source.HeldGroup{{Name: "Hurt", CustomerCount: 1}}, systems[1].HeldGroups)
		assert.Nil(t, systems[1].Snapshot)

		for i := range 120 {
			b.hold(optima.ID, first, fmt.Sprintf("Group %03d", i))
		}
		got, err = b.service.Get(t.Context(), optima.ID)
		require.NoError(t, err)
		assert.Len(t, got.HeldGroups, 100)
	})
}

func TestGetRun(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		optima, other := b.create("OPTIMA"), b.create("OTHER")
		violation := source.RunViolation{ExternalID: "C1", Field: fault.Field{Path: "taxId", Reason: "TAX_ID_CHECKSUM", Text: "Wrong."}}
		encoded, err := json.Marshal([]source.RunViolation{violation})
		require.NoError(t, err)
		assert.JSONEq(t, `[{"externalId":"C1","field":"taxId","reason":"TAX_ID_CHECKSUM","description":"Wrong."}]`, string(encoded))
		row, err := db.Client(t.Context()).SyncRun.Create().SetSourceSystemID(optima.ID).SetKind("upload").SetState("running").
			SetStartedAt(noon).SetLastBatchAt(noon.Add(time.Second)).SetBatches(3).SetBytes(1 << 40).SetDurations([]int32{1, 2}).
			SetViolations(encoded).Save(t.Context())
		require.NoError(t, err)
		want := source.Run{
			ID: row.ID, SystemID: optima.ID, Kind: source.UploadRun, State: source.Running, StartedAt: noon, LastBatchAt: noon.Add(time.Second),
			Batches: 3, Bytes: 1 << 40, Durations: []int32{1, 2}, Violations: []source.RunViolation{violation},
		}
		got, err := b.service.GetRun(t.Context(), row.ID)
		require.NoError(t, err)
		assert.Equal(t, want, got)
		got, err = b.service.GetOwnRun(asERP(t, optima.ID), row.ID)
		require.NoError(t, err)
		assert.Equal(t, want, got)

		_, err = b.service.GetOwnRun(asERP(t, other.ID), row.ID)
		faulttest.Require(t, err, fault.NotFound, "SYNC_RUN_NOT_FOUND")
		_, err = b.service.GetRun(t.Context(), uuid.New())
		faulttest.Require(t, err, fault.NotFound, "SYNC_RUN_NOT_FOUND")
	})
}

func TestReadResults(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		optima, other := b.create("OPTIMA"), b.create("OTHER")
		run, empty := b.addRun(optima.ID, noon).ID, b.addRun(optima.ID, noon).ID
		for i := range 3 {
			b.addReply(run, fmt.Sprintf("batch %d", i))
		}
		var answers []string
		token := ""
		for range 3 {
			answer, next, err := b.service.ReadResults(asERP(t, optima.ID), run, token)
			require.NoError(t, err)
			answers, token = append(answers, string(answer)), next
		}
		assert.Equal(t, []string{"batch 0", "batch 1", "batch 2"}, answers)
		assert.Empty(t, token)

		answer, token, err := b.service.ReadResults(asERP(t, optima.ID), empty, "")
		require.NoError(t, err)
		assert.Empty(t, answer)
		assert.Empty(t, token)
		_, _, err = b.service.ReadResults(asERP(t, other.ID), run, "")
		faulttest.Require(t, err, fault.NotFound, "SYNC_RUN_NOT_FOUND")
		_, _, err = b.service.ReadResults(asERP(t, optima.ID), run, "x")
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID", "pageToken")
		_, token, err = b.service.ReadResults(asERP(t, optima.ID), run, "")
		require.NoError(t, err)
		_, _, err = b.service.ReadResults(asERP(t, optima.ID), empty, token)
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH", "pageToken")
	})
}

// asERP is the context of a source system's key.
func asERP(t *testing.T, systemID uuid.UUID) context.Context {
	t.Helper()
	return auth.With(t.Context(), auth.Identity{Kind: auth.ERP, ID: uuid.New(), SourceSystemID: systemID})
}
