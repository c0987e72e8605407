package snapshot_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/snapshot"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func TestBegin(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		request := &apiv1.BeginSnapshotRequest{RequestId: uuid.NewString()}
		first, err := b.handler.BeginSnapshot(b.erp, request)
		require.NoError(t, err)
		assert.Equal(t, apiv1.SyncRunKind_SYNC_RUN_KIND_SNAPSHOT, first.GetRun().GetKind())
		assert.Equal(t, apiv1.SyncRunState_SYNC_RUN_STATE_RUNNING, first.GetRun().GetState())
		assert.Equal(t, b.clock.Now(), first.GetRun().GetStartTime().AsTime())
		again, err := b.handler.BeginSnapshot(b.erp, request)
		require.NoError(t, err)
		assert.Equal(t, first.GetRun().GetId(), again.GetRun().GetId())

		_, err = b.handler.BeginSnapshot(b.erp, &apiv1.BeginSnapshotRequest{})
		assert.Equal(t, first.GetRun().GetId(), faulttest.Require(t, err, fault.Precondition, "SNAPSHOT_OPEN").Metadata["run_id"])
		open, err := b.sources.Get(t.Context(), b.optima.ID)
		require.NoError(t, err)
		assert.Equal(t, first.GetRun().GetId(), open.Snapshot.ID.String())

		_, xl := b.source("XL")
		_, err = b.handler.BeginSnapshot(xl, &apiv1.BeginSnapshotRequest{})
		require.NoError(t, err, "each source system has its own")
		_, err = b.handler.BeginSnapshot(b.staff, &apiv1.BeginSnapshotRequest{})
		faulttest.Require(t, err, fault.Denied, "SOURCE_REQUIRED")
	})
}

func TestASnapshotExpiresWithoutEffect(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.know(numbered(100)...)
		present := numbered(100)[:98]
		late := b.begin()
		b.push(late, true, present...)
		b.clock.Advance(24*time.Hour - time.Second)
		require.NoError(t, b.snapshots.Check(t.Context(), b.optima.ID, late))
		b.clock.Advance(time.Second)
		faulttest.Require(t, b.snapshots.Check(t.Context(), b.optima.ID, late), fault.Precondition, "SNAPSHOT_CLOSED")
		_, _, err := b.snapshots.ListOwn(b.erp, snapshot.ListInput{RunID: late})
		faulttest.Require(t, err, fault.Precondition, "SNAPSHOT_CLOSED")
		_, err = b.complete(late, "", present...)
		faulttest.Require(t, err, fault.Precondition, "SNAPSHOT_CLOSED")
		assert.Equal(t, source.Aborted, b.state(late))

		left := b.begin()
		b.clock.Advance(24 * time.Hour)
		replaced := b.begin()
		assert.Equal(t, source.Aborted, b.state(left), "one that has expired stands in nobody's way")

		b.clock.Advance(24 * time.Hour)
		require.NoError(t, b.snapshots.KeepUp(t.Context()))
		assert.Equal(t, source.Aborted, b.state(replaced), "and ends although nobody meets it")
		assert.Empty(t, b.blocked())
	})
}

func TestASweepDoesNotExpire(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.know(numbered(100)...)
		runID := b.begin()
		b.push(runID, true, numbered(100)[1:]...)
		_, err := b.complete(runID, "", numbered(100)[1:]...)
		require.NoError(t, err)
		b.clock.Advance(48 * time.Hour)
		require.NoError(t, b.snapshots.KeepUp(t.Context()))
		_, err = b.handler.BeginSnapshot(b.erp, &apiv1.BeginSnapshotRequest{})
		faulttest.Require(t, err, fault.Precondition, "SNAPSHOT_OPEN")
		require.NoError(t, b.sweep(t.Context(), runID))
		assert.Equal(t, source.Completed, b.state(runID))
		assert.Equal(t, []string{"c-000"}, b.blocked())
	})
}

func TestAbort(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.know(numbered(40)...)
		aborted := b.begin()
		b.push(aborted, true, "c-000")
		for range 2 {
			run, err := b.snapshots.Abort(b.erp, aborted)
			require.NoError(t, err, "the answer may have been lost")
			assert.Equal(t, source.Aborted, run.State)
			assert.Equal(t, b.clock.Now(), run.EndedAt)
		}
		faulttest.Require(t, b.snapshots.Check(t.Context(), b.optima.ID, aborted), fault.Precondition, "SNAPSHOT_CLOSED")
		require.NoError(t, b.snapshots.Clear(t.Context(), aborted))
		left, err := db.Client(t.Context()).SnapshotEntry.Query().Count(t.Context())
		require.NoError(t, err)
		assert.Zero(t, left, "its entries are cleared away")

		cancelled := b.begin()
		_, err = b.snapshots.Cancel(b.staff, cancelled)
		require.NoError(t, err)
		assert.Equal(t, source.Aborted, b.state(cancelled))

		done := b.snapshot(numbered(40)...)
		_, err = b.snapshots.Abort(b.erp, done)
		faulttest.Require(t, err, fault.Precondition, "SNAPSHOT_CLOSED")
		_, err = b.snapshots.Cancel(b.staff, done)
		faulttest.Require(t, err, fault.Precondition, "SNAPSHOT_CLOSED")
		assert.Empty(t, b.blocked())
	})
}

// What a source system's key may not see is not there for it.
func TestSnapshotsOfOthersAreNotFound(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		xl, other := b.source("XL")
		own := b.begin()
		for _, runID := range []uuid.UUID{own, uuid.New(), uuid.Nil} {
			_, err := b.snapshots.Complete(other, snapshot.CompleteInput{RunID: runID})
			faulttest.Require(t, err, fault.NotFound, "SNAPSHOT_NOT_FOUND")
			_, err = b.snapshots.Abort(other, runID)
			faulttest.Require(t, err, fault.NotFound, "SNAPSHOT_NOT_FOUND")
			_, _, err = b.snapshots.ListOwn(other, snapshot.ListInput{RunID: runID})
			faulttest.Require(t, err, fault.NotFound, "SNAPSHOT_NOT_FOUND")
			faulttest.Require(t, b.snapshots.Check(t.Context(), xl.ID, runID), fault.NotFound, "SNAPSHOT_NOT_FOUND")
		}
		_, err := b.snapshots.Confirm(b.staff, uuid.New(), "x")
		faulttest.Require(t, err, fault.NotFound, "SYNC_RUN_NOT_FOUND")
		_, err = b.snapshots.Cancel(b.staff, uuid.New())
		faulttest.Require(t, err, fault.NotFound, "SYNC_RUN_NOT_FOUND")
		_, _, err = b.snapshots.List(b.staff, snapshot.ListInput{RunID: uuid.New()})
		faulttest.Require(t, err, fault.NotFound, "SYNC_RUN_NOT_FOUND")
	})
}
