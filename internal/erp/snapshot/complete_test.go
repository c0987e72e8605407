package snapshot_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent/historyentry"
	"github.com/kartoteka/kartoteka/internal/erp/snapshot"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func TestCompleteComparesWhatArrived(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		all := append(numbered(98), "ż", "Z", "🐦", "é") // sorted by bytes, not by any alphabet
		b.know(all...)
		runID := b.begin()
		b.push(runID, true, all[1:]...)
		b.push(runID, false, all[0])
		_, err := b.complete(runID, "", all...)
		refusal := faulttest.Require(t, err, fault.Precondition, "SNAPSHOT_INCOMPLETE")
		assert.Equal(t, "101", refusal.Metadata["received_count"], "what was pushed besides did not arrive")
		assert.Len(t, refusal.Metadata["received_digest"], 64)
		assert.Equal(t, source.Running, b.state(runID))

		b.push(runID, true, all[0], all[1], "", strings.Repeat("x", 201), "a\x00")
		run, err := b.complete(runID, "", all...)
		require.NoError(t, err, "what is missing can be pushed afterwards, and twice")
		assert.Equal(t, source.Completed, run.State, "a sweep of nobody is done at once")
		assert.Equal(t, source.SnapshotProgress{ReceivedCount: 102}, run.Snapshot)
		b.push(runID, false, all[0]) // a straggler does no harm

		again, err := b.complete(runID, "", "other")
		require.NoError(t, err, "it answers with the present state")
		assert.Equal(t, run, again)
		faulttest.Require(t, b.snapshots.Check(t.Context(), b.optima.ID, runID), fault.Precondition, "SNAPSHOT_CLOSED")
		assert.NotEqual(t, uuid.Nil, b.begin(), "there is room for another one")
	})
}

func TestALargeSweepNeedsConsent(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		all := numbered(100)
		b.know(all...)
		runID := b.begin()
		b.push(runID, true, all[6:]...)
		_, err := b.complete(runID, "", all[6:]...)
		refusal := faulttest.Require(t, err, fault.Precondition, "SWEEP_TOO_LARGE")
		first := refusal.Metadata["confirm_token"]
		assert.Equal(t, "6", refusal.Metadata["absent_count"])
		assert.Equal(t, "100", refusal.Metadata["known_count"])
		run, err := b.sources.GetRun(t.Context(), runID)
		require.NoError(t, err)
		assert.Equal(t, source.AwaitingConfirmation, run.State)
		assert.Equal(t, source.SnapshotProgress{ReceivedCount: 94, AbsentCount: 6, ConfirmToken: first}, run.Snapshot)
		for _, token := range []string{"", "wrong", strings.ToUpper(first)} {
			_, err = b.complete(runID, token, all[6:]...)
			faulttest.Require(t, err, fault.Precondition, "SWEEP_TOO_LARGE")
		}

		b.know("c-100") // and so others are absent
		_, err = b.complete(runID, first, all[6:]...)
		second := faulttest.Require(t, err, fault.Precondition, "SWEEP_TOO_LARGE").Metadata["confirm_token"]
		assert.NotEqual(t, first, second)
		require.NoError(t, b.sweep(t.Context(), runID))
		assert.Empty(t, b.blocked(), "nothing begins by itself")

		run, err = b.complete(runID, second, all[6:]...)
		require.NoError(t, err)
		assert.Equal(t, source.Sweeping, run.State)
		require.NoError(t, b.sweep(t.Context(), runID))
		assert.Equal(t, append(all[:6], "c-100"), b.blocked())
	})
}

// What is pushed between the counting and the lock counts.
func TestAPushAtTheLastMomentCounts(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		all := numbered(100)
		b.know(all...)
		runID := b.begin()
		b.push(runID, true, all[2:]...)
		b.clock.by = func() { b.push(runID, false, all[0]) }
		run, err := b.complete(runID, "", all[2:]...)
		require.NoError(t, err)
		require.Nil(t, b.clock.by, "it was pushed")
		assert.Equal(t, int64(1), run.Snapshot.AbsentCount)
		require.NoError(t, b.sweep(t.Context(), runID))
		assert.Equal(t, all[1:2], b.blocked())

		again := b.begin()
		b.push(again, true, all[2:]...)
		b.clock.by = func() { b.push(again, true, all[1]) }
		_, err = b.complete(again, "", all[2:]...)
		faulttest.Require(t, err, fault.Precondition, "SNAPSHOT_INCOMPLETE")
	})
}

func TestASweepThatHasShrunkNeedsNoConsent(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		all := numbered(100)
		b.know(all...)
		runID := b.begin()
		b.push(runID, true, all[6:]...)
		_, err := b.complete(runID, "", all[6:]...)
		faulttest.Require(t, err, fault.Precondition, "SWEEP_TOO_LARGE")
		b.push(runID, true, all[5])
		run, err := b.complete(runID, "", all[5:]...)
		require.NoError(t, err, "five of a hundred are few")
		assert.Equal(t, source.Sweeping, run.State)
	})
}

func TestConfirm(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		all := numbered(20)
		b.know(all...)
		runID := b.begin()
		_, err := b.snapshots.Confirm(b.staff, runID, "x")
		faulttest.Require(t, err, fault.Precondition, "NOT_AWAITING_CONFIRMATION")
		b.push(runID, true, all[5:]...)
		_, err = b.complete(runID, "", all[5:]...)
		seen := faulttest.Require(t, err, fault.Precondition, "SWEEP_TOO_LARGE").Metadata["confirm_token"]

		b.push(runID, false, all[0]) // it exists after all
		_, err = b.snapshots.Confirm(b.staff, runID, seen)
		faulttest.Require(t, err, fault.Precondition, "CONFIRM_TOKEN_MISMATCH")
		run, err := b.sources.GetRun(t.Context(), runID)
		require.NoError(t, err)
		assert.Equal(t, int64(4), run.Snapshot.AbsentCount, "the person sees what it is now")

		run, err = b.snapshots.Confirm(b.staff, runID, run.Snapshot.ConfirmToken)
		require.NoError(t, err)
		assert.Equal(t, source.Sweeping, run.State)
		assert.Empty(t, run.Snapshot.ConfirmToken)
		_, err = b.snapshots.Confirm(b.staff, runID, seen)
		faulttest.Require(t, err, fault.Precondition, "NOT_AWAITING_CONFIRMATION")
		require.NoError(t, b.sweep(t.Context(), runID))
		assert.Equal(t, all[1:5], b.blocked())

		decided, err := db.Client(t.Context()).HistoryEntry.Query().Where(historyentry.Action("SNAPSHOT_CONFIRMED")).Only(t.Context())
		require.NoError(t, err)
		assert.Equal(t, b.optima.ID, decided.SubjectID)
		assert.Equal(t, "staff", decided.ActorKind)
	})
}

func TestListAbsent(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		all := numbered(10)
		b.know(all...)
		runID := b.begin()
		b.push(runID, true, all[7:]...)
		var found []string
		in := snapshot.ListInput{RunID: runID, PageSize: 3}
		for range 3 {
			absent, next, err := b.snapshots.ListOwn(b.erp, in)
			require.NoError(t, err)
			for _, c := range absent {
				found = append(found, c.ExternalID)
				assert.Equal(t, "CODE-"+c.ExternalID, c.Code)
				assert.Equal(t, b.find(c.ExternalID).ID, c.CustomerID)
			}
			in.PageToken = next
		}
		assert.Equal(t, all[:7], found)
		assert.Empty(t, in.PageToken)

		_, _, err := b.snapshots.List(b.staff, snapshot.ListInput{RunID: runID, PageToken: "x"})
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID")
		_, err = b.snapshots.Abort(b.erp, runID)
		require.NoError(t, err)
		_, _, err = b.snapshots.List(b.staff, snapshot.ListInput{RunID: runID})
		faulttest.Require(t, err, fault.Precondition, "SNAPSHOT_CLOSED")
	})
}

// However much of a snapshot is lost, and however it ends, nobody is blocked.
func TestAnIncompleteSnapshotBlocksNobody(t *testing.T) {
	t.Parallel()
	const known = 100
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b, random, cases := setup(t, db), scale.Start(t, "R-18"), scale.Of(250, 1000)
		random.Saw("%d incomplete snapshots, nobody blocked", cases)
		all := numbered(known)
		b.know(all...)
		ctx := context.WithoutCancel(t.Context())
		for n := range cases {
			runID := b.begin()
			lost := 1 + n%99
			arrived := make([]string, 0, known)
			for _, i := range random.Perm(known)[lost:] {
				arrived = append(arrived, all[i])
			}
			b.push(runID, true, arrived...)
			switch random.IntN(3) {
			case 0: // the client completes what it believes to have sent
				_, err := b.complete(runID, "", all...)
				faulttest.Require(t, err, fault.Precondition, "SNAPSHOT_INCOMPLETE")
			case 1: // the count is right, the digest is that of others
				_, err := b.complete(runID, "", append([]string{"other"}, arrived[1:]...)...)
				faulttest.Require(t, err, fault.Precondition, "SNAPSHOT_INCOMPLETE")
			default: // the client dies
			}
			require.NoError(t, b.sweep(ctx, runID))
			require.NoError(t, b.snapshots.KeepUp(ctx))
			require.Equal(t, source.Running, b.state(runID))
			_, err := b.snapshots.Abort(b.erp, runID)
			require.NoError(t, err)
			require.NoError(t, b.snapshots.Clear(ctx, runID))
		}
		assert.Empty(t, b.blocked())
	})
}

func TestWhoNeedsConsent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		absent, known int64
		want          bool
	}{
		{0, 0, false},
		{0, 100, false},
		{5, 100, false},
		{6, 100, true},
		{1, 19, true},
		{1, 20, false},
		{1000, 20_000, false},
		{1000, 1_000_000, false},
		{1001, 1_000_000, true},
	} {
		assert.Equal(t, c.want, snapshot.IsTooLarge(c.absent, c.known), "%d of %d", c.absent, c.known)
	}
}
