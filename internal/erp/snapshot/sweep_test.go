package snapshot_test

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent/feedevent"
	"github.com/kartoteka/kartoteka/gen/ent/historyentry"
	"github.com/kartoteka/kartoteka/gen/ent/identity"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestASweepBlocksTheAbsent(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		all := numbered(100)
		b.know(all...)
		version := b.find("c-000").Version
		runID := b.snapshot(all[2:]...)

		run, err := b.sources.GetRun(t.Context(), runID)
		require.NoError(t, err)
		assert.Equal(t, source.Completed, run.State)
		assert.Equal(t, source.SnapshotProgress{ReceivedCount: 98, AbsentCount: 2, BlockedCount: 2}, run.Snapshot)
		system, err := b.sources.Get(t.Context(), b.optima.ID)
		require.NoError(t, err)
		assert.Nil(t, system.Snapshot)

		assert.Equal(t, all[:2], b.blocked())
		gone := b.find("c-000")
		assert.Equal(t, customer.BlockedByERP, gone.Status())
		assert.Equal(t, []customer.Block{{
			Source: customer.ByERP, Scope: customer.StopsLogin, Reason: "ABSENT", SourceSystem: "OPTIMA", Since: b.clock.Now(),
		}}, gone.Blocks)
		assert.Equal(t, version+1, gone.Version)

		told, err := db.Client(t.Context()).HistoryEntry.Query().Where(historyentry.CustomerID(gone.ID), historyentry.Action("CUSTOMER_BLOCKED")).Only(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []string{"CUSTOMER_BLOCKED", "rule"}, []string{told.Action, told.ActorKind})
		event, err := db.Client(t.Context()).FeedEvent.Query().Where(feedevent.CustomerID(gone.ID), feedevent.Kind(string(feed.Block))).Only(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []string{string(feed.Block), "rule", "[blocks]"}, []string{event.Kind, event.ActorKind, fmt.Sprint(event.ChangedFields)})
		assert.Equal(t, gone.Version, event.Version)
		assert.Equal(t, b.optima.ID, *event.SourceSystemID, "the ERP is not told what it said itself")

		blockings := b.blockings()
		run, err = b.sources.GetRun(t.Context(), b.snapshot(all[2:]...))
		require.NoError(t, err)
		assert.Zero(t, run.Snapshot.AbsentCount, "who is absent already is nothing new")
		assert.Equal(t, all[:2], b.blocked())
		assert.Equal(t, blockings, b.blockings())
	})
}

func TestACustomerOfAnotherContractorIsNotBlocked(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		all := numbered(100)
		b.know(all...)
		b.name(t.Context(), b.find("c-000").ID, "second name")
		b.operations.Chunk = 1
		b.snapshot(append([]string{"second name"}, all[2:]...)...)
		assert.Equal(t, all[1:2], b.blocked(), "the ERP still has the customer by another name")
		b.snapshot(all[2:]...)
		assert.Equal(t, append(all[:2:2], "second name"), b.blocked(), "until it has it by none")
		assert.Len(t, b.find("c-000").Blocks, 1)
	})
}

// A contractor that is pushed after the absent were found and before they are blocked is not blocked.
func TestASweepSparesWhoIsPushedAtTheLastMoment(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		all := numbered(10)
		b.know(all...)
		runID := b.sweeping(all[2:]...)
		b.operations.Chunk = 1
		b.clock.by = func() { b.push(runID, false, all[0]) }
		require.NoError(t, b.sweep(t.Context(), runID))
		require.Nil(t, b.clock.by, "it was pushed")
		assert.Equal(t, all[1:2], b.blocked())
	})
}

// Two processes that sweep at once do the work of one.
func TestASweepIsDoneOnceByTwo(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		all := numbered(10)
		b.know(all...)
		runID := b.sweeping(all[2:]...)
		b.operations.Chunk = 1
		b.clock.by = func() { // both have looked for the first of the absent
			require.NoError(t, b.sweep(t.Context(), runID))
			b.clock.Advance(time.Second)
		}
		require.NoError(t, b.sweep(t.Context(), runID))
		assert.Equal(t, all[:2], b.blocked())
		assert.Equal(t, 2, b.blockings())
		run, err := b.sources.GetRun(t.Context(), runID)
		require.NoError(t, err)
		assert.Equal(t, int64(2), run.Snapshot.BlockedCount)
		assert.Equal(t, b.clock.Now().Add(-time.Second), run.EndedAt, "it ended once")
	})
}

func TestASweepStopsForBreath(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		all := numbered(30)
		b.know(all...)
		b.operations.Chunk = 1
		runID := b.sweeping(all[25:]...)
		require.ErrorIs(t, b.sweep(t.Context(), runID), jobs.ErrMore)
		assert.Len(t, b.blocked(), 20)
		require.NoError(t, b.sweep(t.Context(), runID))
		assert.Equal(t, all[:25], b.blocked())
		require.NoError(t, b.sweep(t.Context(), runID), "once more does nothing")
	})
}

// sweeping takes a snapshot of the external ids up to the beginning of its sweep.
func (b *bundle) sweeping(externalIDs ...string) uuid.UUID {
	b.Helper()
	runID := b.begin()
	b.push(runID, true, externalIDs...)
	_, err := b.complete(runID, "", externalIDs...)
	require.Error(b, err)
	awaiting, err := b.sources.GetRun(b.Context(), runID)
	require.NoError(b, err)
	_, err = b.snapshots.Confirm(b.staff, runID, awaiting.Snapshot.ConfirmToken)
	require.NoError(b, err)
	return runID
}

// blockings counts what the change feed tells of blocked customers.
func (b *bundle) blockings() int {
	b.Helper()
	count, err := b.db.Client(b.Context()).FeedEvent.Query().Where(feedevent.Kind(string(feed.Block))).Count(b.Context())
	require.NoError(b, err)
	return count
}

// A sweep that is cut off anywhere, again and again, while contractors come back, ends as one that
// nothing disturbs: absent are those who were never pushed, each blocked and told of once.
func TestASweepThatIsCutOffEndsTheSame(t *testing.T) {
	t.Parallel()
	const known = 40
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b, random, cases := setup(t, db), scale.Start(t, "R-19"), scale.Of(12, 200)
		b.operations.Chunk = 3
		cuts := 0
		for n := range cases {
			all := make([]string, known)
			for i := range all {
				all[i] = fmt.Sprintf("%04d-%02d", n, i)
			}
			b.know(all...)
			here := 5 + random.IntN(10)
			runID := b.sweeping(all[:here]...)
			back := map[string]bool{}
			for b.state(runID) == source.Sweeping {
				b.cutOff(runID, random.IntN(400))
				cuts++
				if random.IntN(3) == 0 {
					returning := all[here+random.IntN(known-here)]
					b.comeBack(runID, returning)
					back[returning] = true
				}
			}
			wanted := slices.DeleteFunc(slices.Clone(all[here:]), func(externalID string) bool { return back[externalID] })
			assert.Equal(t, wanted, slices.DeleteFunc(b.blocked(), func(externalID string) bool { return externalID < all[0] }))
			b.requireToldOnce(wanted)
			b.forget(all[:here]...)
		}
		random.Saw("%d populations swept, cut off %d times, each as if it was not", cases, cuts)
	})
}

// cutOff sweeps until the context has been asked so many times whether it is done.
func (b *bundle) cutOff(runID uuid.UUID, questions int) {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	fuse := &fuse{Context: ctx, blow: cancel}
	fuse.left.Store(int64(questions))
	if err := b.sweep(fuse, runID); err != nil {
		require.ErrorIs(b, ctx.Err(), context.Canceled, "%v", err)
	}
}

// fuse is a context that is cancelled after a number of looks at it, and so in the middle of
// whatever is done with it.
type fuse struct {
	context.Context

	left atomic.Int64
	blow func()
}

func (f *fuse) Done() <-chan struct{} {
	if f.left.Add(-1) < 0 {
		f.blow()
	}
	return f.Context.Done()
}

// comeBack pushes a contractor while its snapshot is swept: it is there again.
func (b *bundle) comeBack(runID uuid.UUID, externalID string) {
	b.Helper()
	found := b.find(externalID)
	require.NoError(b, b.db.InTx(b.erp, func(ctx context.Context) error {
		client := b.db.Client(ctx)
		require.NoError(b, client.SourceSystem.UpdateOneID(b.optima.ID).AddPushes(1).Exec(ctx))
		require.NoError(b, b.snapshots.Mark(ctx, runID, []string{externalID}, false))
		require.NoError(b, client.Identity.Update().Where(identity.ExternalID(externalID)).SetAbsent(false).Exec(ctx))
		after := found.Clone()
		after.SetAbsentFromERP("OPTIMA", false, b.clock.Now())
		return b.customers.Commit(ctx, customer.Edit{Before: found, After: after})
	}))
}

// requireToldOnce looks into history and feed for one blocking of each customer.
func (b *bundle) requireToldOnce(externalIDs []string) {
	b.Helper()
	client := b.db.Client(b.Context())
	ids, err := client.Identity.Query().Where(identity.ExternalIDIn(externalIDs...)).QueryCustomer().IDs(b.Context())
	require.NoError(b, err)
	told, err := client.HistoryEntry.Query().Where(historyentry.CustomerIDIn(ids...), historyentry.Action("CUSTOMER_BLOCKED")).Count(b.Context())
	require.NoError(b, err)
	assert.Equal(b, len(externalIDs), told)
	fed, err := client.FeedEvent.Query().Where(feedevent.CustomerIDIn(ids...), feedevent.Kind(string(feed.Block))).Count(b.Context())
	require.NoError(b, err)
	assert.Equal(b, len(externalIDs), fed)
}

// forget takes contractors out of the source system's view, so that the next case begins without them.
func (b *bundle) forget(externalIDs ...string) {
	b.Helper()
	require.NoError(b, b.db.Client(b.Context()).Identity.Update().
		Where(identity.ExternalIDIn(externalIDs...)).SetAbsent(true).Exec(b.Context()))
}
