package operation_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
	"github.com/kartoteka/kartoteka/internal/platform/operation"
)

func TestAnOperationIsPlannedThenConfirmedThenRun(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.isSo[item(2)] = true
		b.plan = &operation.Plan{
			Change: 2, Unchanged: 1, Skipped: map[string]int64{"LOCKED": 1},
			Samples: []operation.Outcome{{ItemID: item(4), Result: operation.Skipped, Reason: "LOCKED"}},
		}
		planned, err := b.operations.Plan(b.anna, b.counting(3))
		require.NoError(t, err)
		b.requireKept(planned)
		assert.Equal(t, operation.Planned, planned.State)
		assert.Equal(t, *b.plan, planned.Plan)
		assert.EqualValues(t, 4, planned.Plan.Total())
		require.NoError(t, b.operations.Work(t.Context(), planned.ID), "nothing begins by itself")
		assert.Empty(t, b.counted(t.Context()))
		assert.Zero(t, b.waiting())

		begun := b.clock.Advance(time.Minute)
		confirmed, err := b.operations.Confirm(b.anna, planned.ID, planned.ETag())
		require.NoError(t, err)
		b.requireKept(confirmed)
		assert.Equal(t, operation.Confirmed, confirmed.State)
		assert.Equal(t, 1, b.waiting())

		ended := b.clock.Advance(time.Minute)
		require.NoError(t, b.operations.Work(t.Context(), planned.ID))
		done := b.get(planned.ID)
		assert.Equal(t, operation.Done, done.State)
		assert.Equal(t, operation.Progress{Changed: 2, Unchanged: 1}, done.Progress)
		assert.Equal(t, []time.Time{planned.PlannedAt, begun, ended}, []time.Time{done.PlannedAt, done.ConfirmedAt, done.EndedAt})
		assert.Equal(t, operation.Actor{Kind: auth.Staff, ID: auth.From(b.anna).ID}, done.Actor)
		assert.Equal(t, []string{"1 changed ", "2 unchanged ", "3 changed "}, b.outcomes(planned.ID))
		assert.Equal(t, []int64{1, 0, 1}, b.times(3))
		assert.EqualValues(t, 1, b.counted(t.Context())[string(operation.Done)], "the action is told of the end")
	})
}

func TestPlanRefuses(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		_, err := b.operations.Plan(b.anna, b.counting(0))
		faulttest.Require(t, err, fault.Invalid, "SELECTION_EMPTY")
		_, err = b.operations.Plan(t.Context(), b.counting(1))
		faulttest.Require(t, err, fault.Denied, "PERMISSION_DENIED")
		_, err = b.operations.Start(t.Context(), b.counting(1))
		faulttest.Require(t, err, fault.Denied, "PERMISSION_DENIED")
	})
}

func TestConfirmNamesThePlanThatWasSeen(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		planned, err := b.operations.Plan(b.anna, b.counting(3))
		require.NoError(t, err)
		_, err = b.operations.Confirm(t.Context(), planned.ID, planned.ETag())
		faulttest.Require(t, err, fault.Denied, "PERMISSION_DENIED")
		_, err = b.operations.Confirm(b.anna, uuid.New(), planned.ETag())
		faulttest.Require(t, err, fault.NotFound, "OPERATION_NOT_FOUND")

		b.plan = &operation.Plan{Change: 2, Unchanged: 1} // as many, but others
		_, err = b.operations.Confirm(b.anna, planned.ID, planned.ETag())
		faulttest.Require(t, err, fault.Precondition, "PLAN_CHANGED")
		again := b.get(planned.ID)
		assert.Equal(t, operation.Planned, again.State)
		assert.Equal(t, *b.plan, again.Plan, "the new plan is there to be looked at")
		_, err = b.operations.Confirm(b.anna, planned.ID, planned.ETag())
		faulttest.Require(t, err, fault.Conflict, "ETAG_MISMATCH")
		assert.Zero(t, b.waiting())

		boris := auth.With(t.Context(), auth.Identity{Kind: auth.Staff, ID: id.New(), Permissions: b.rights})
		confirmed, err := b.operations.Confirm(boris, planned.ID, again.ETag())
		require.NoError(t, err)
		assert.Equal(t, auth.From(boris).ID, confirmed.Actor.ID, "it runs with the rights of who confirmed it")
		_, err = b.operations.Confirm(b.anna, planned.ID, confirmed.ETag())
		faulttest.Require(t, err, fault.Precondition, "OPERATION_NOT_PLANNED")
		assert.Equal(t, 1, b.waiting())
	})
}

func TestCancelEndsAnOperationBeforeItsNextChunk(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.operations.Chunk = 1
		running := b.start(30)
		require.ErrorIs(t, b.operations.Work(t.Context(), running), jobs.ErrMore, "it makes room for others")
		assert.Equal(t, append(each(20, 1), each(10, 0)...), b.times(30))
		_, err := b.operations.Cancel(t.Context(), running)
		faulttest.Require(t, err, fault.Denied, "PERMISSION_DENIED")
		for range 2 {
			cancelled, err := b.operations.Cancel(b.anna, running)
			require.NoError(t, err, "the answer may have been lost")
			assert.Equal(t, operation.Cancelled, cancelled.State)
			assert.Equal(t, b.clock.Now(), cancelled.EndedAt)
		}
		require.NoError(t, b.operations.Work(t.Context(), running))
		assert.Equal(t, append(each(20, 1), each(10, 0)...), b.times(30), "what was done stays")
		assert.EqualValues(t, 1, b.counted(t.Context())[string(operation.Cancelled)], "the action is told once")

		planned, err := b.operations.Plan(b.anna, b.counting(1))
		require.NoError(t, err)
		_, err = b.operations.Cancel(b.anna, planned.ID)
		require.NoError(t, err)
		_, err = b.operations.Confirm(b.anna, planned.ID, "")
		faulttest.Require(t, err, fault.Precondition, "OPERATION_NOT_PLANNED")

		done := b.start(1)
		require.NoError(t, b.operations.Work(t.Context(), done))
		_, err = b.operations.Cancel(b.anna, done)
		faulttest.Require(t, err, fault.Precondition, "OPERATION_OVER")
		_, err = b.operations.Cancel(b.anna, uuid.New())
		faulttest.Require(t, err, fault.NotFound, "OPERATION_NOT_FOUND")
	})
}

// A cancellation that comes while the next chunk is looked for is in time.
func TestCancelIsNotOvertaken(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		running := b.start(5)
		b.clock.by = func() {
			b.clock.by = nil
			_, err := b.operations.Cancel(b.anna, running)
			require.NoError(t, err)
		}
		require.NoError(t, b.operations.Work(t.Context(), running))
		assert.Equal(t, operation.Cancelled, b.get(running).State)
		assert.Equal(t, each(5, 0), b.times(5))
	})
}

func TestUndoRestoresOnlyWhatChanged(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.operations.Chunk = 2
		b.isSo[item(2)], b.refused[item(3)] = true, "LOCKED"
		b.add(t.Context(), item(2).String(), 1)
		original := b.start(7)
		_, err := b.operations.Undo(b.anna, original, "")
		faulttest.Require(t, err, fault.Precondition, "OPERATION_NOT_OVER")
		require.NoError(t, b.operations.Work(t.Context(), original))
		assert.Equal(t, []int64{1, 1, 0, 1, 1, 1, 1}, b.times(7))
		b.add(t.Context(), item(5).String(), 1) // somebody changes it

		_, err = b.operations.Undo(t.Context(), original, "")
		faulttest.Require(t, err, fault.Denied, "PERMISSION_DENIED")
		_, err = b.operations.Undo(b.anna, original, "1")
		faulttest.Require(t, err, fault.Conflict, "ETAG_MISMATCH")
		seen := b.get(original)
		given, err := b.operations.Undo(b.anna, original, seen.ETag())
		require.NoError(t, err)
		b.requireKept(given)
		_, err = b.operations.Undo(b.anna, original, "")
		faulttest.Require(t, err, fault.Precondition, "ALREADY_UNDONE")
		_, err = b.operations.Cancel(b.anna, given.ID)
		require.NoError(t, err)

		inverse, err := b.operations.Undo(b.anna, original, "")
		require.NoError(t, err, "an undo that was cancelled can be repeated")
		assert.Equal(t, original, inverse.Undoes)
		assert.EqualValues(t, 5, inverse.Plan.Total())
		require.NoError(t, b.operations.Work(t.Context(), inverse.ID))
		assert.Equal(t, []int64{0, 1, 0, 0, 2, 0, 0}, b.times(7))
		assert.Equal(t, operation.Progress{Changed: 4, Skipped: 1}, b.get(inverse.ID).Progress)
		assert.Equal(t, []string{"1 changed ", "4 changed ", "5 skipped CHANGED_SINCE", "6 changed ", "7 changed "}, b.outcomes(inverse.ID))
		assert.EqualValues(t, 1, b.counted(t.Context())[string(operation.Done)], "the action is told of its own end alone")

		_, err = b.operations.Undo(b.anna, original, "")
		faulttest.Require(t, err, fault.Precondition, "ALREADY_UNDONE")
		_, err = b.operations.Undo(b.anna, inverse.ID, "")
		faulttest.Require(t, err, fault.Precondition, "UNDO_IMPOSSIBLE")
	})
}

func TestWhatCannotBeUndone(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		forGood, err := b.operations.Start(b.anna, &countForGood{*b.counting(3)})
		require.NoError(t, err)
		b.isSo[item(2)] = true
		require.NoError(t, b.operations.Work(t.Context(), forGood.ID))
		_, err = b.operations.Undo(b.anna, forGood.ID, "")
		faulttest.Require(t, err, fault.Precondition, "UNDO_IMPOSSIBLE")
		assert.Equal(t, []string{"1 changed ", "3 changed "}, b.outcomes(forGood.ID), "it keeps what changed alone")

		without := b.start(2)
		b.isSo[item(1)] = true
		require.NoError(t, b.operations.Work(t.Context(), without))
		_, err = b.operations.Undo(b.anna, without, "")
		faulttest.Require(t, err, fault.Precondition, "UNDO_IMPOSSIBLE")

		late := b.start(3)
		require.NoError(t, b.operations.Work(t.Context(), late))
		b.clock.Advance(90 * 24 * time.Hour)
		_, err = b.operations.Undo(b.anna, late, "")
		faulttest.Require(t, err, fault.Precondition, "UNDO_IMPOSSIBLE")
	})
}
