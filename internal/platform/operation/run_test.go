package operation_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/operation"
)

// Two processes that run an operation, cut off anywhere again and again, process each item once.
func TestAnOperationThatIsCutOffEndsTheSame(t *testing.T) {
	t.Parallel()
	const items = 20
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b, random, cases := setup(t, db), scale.Start(t, "R-19"), scale.Of(12, 200)
		b.operations.Chunk, b.refused[item(8)] = 3, "LOCKED"
		cuts := 0
		for range cases {
			running := b.start(items)
			for b.get(running).State != operation.Done {
				var both sync.WaitGroup
				for range 2 {
					questions := random.IntN(100)
					both.Go(func() { b.cutOff(running, questions) })
					cuts++
				}
				both.Wait()
			}
			assert.Equal(t, operation.Progress{Changed: items - 1, Failed: 1}, b.get(running).Progress)
			assert.Len(t, b.outcomes(running), items)
			wanted := each(items, 1)
			wanted[7] = 0
			require.Equal(t, wanted, b.times(items))
			require.EqualValues(t, 1, b.counted(t.Context())[string(operation.Done)])
			db.Client(t.Context()).Counter.Delete().ExecX(t.Context())
		}
		random.Saw("%d operations of %d items by two processes, cut off %d times, each as if it was not", cases, items, cuts)
	})
}

// cutOff works until the context has been asked so many times whether it is done.
func (b *bundle) cutOff(running uuid.UUID, questions int) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	fuse := &fuse{Context: ctx, blow: cancel}
	fuse.left.Store(int64(questions))
	if err := b.operations.Work(fuse, running); err != nil {
		assert.ErrorIs(b, ctx.Err(), context.Canceled, "%v", err)
	}
}

// fuse is a context that is cancelled after a number of looks at it, and so in the middle of whatever is
// done with it.
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

// However far one process was when another overtook it, each chunk is processed once.
func TestAnOperationIsDoneOnceByTwo(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		for step := range 3 { // the first chunk, the second, the end
			b := setup(t, db)
			b.operations.Chunk = 1
			running := b.start(2)
			b.clock.by = func() {
				if step--; step < 0 {
					b.clock.by = nil
					require.NoError(t, b.operations.Work(t.Context(), running))
					b.clock.Advance(time.Second)
				}
			}
			require.NoError(t, b.operations.Work(t.Context(), running))
			require.Nil(t, b.clock.by, "it was overtaken")
			assert.Equal(t, each(2, 1), b.times(2))
			done := b.get(running)
			assert.Equal(t, operation.Progress{Changed: 2}, done.Progress)
			assert.Equal(t, b.clock.Now().Add(-time.Second), done.EndedAt, "it ended once")
			db.Client(t.Context()).Counter.Delete().ExecX(t.Context())
		}
	})
}

// One refused item takes back its chunk, which is then processed item by item.
func TestARefusedItemCostsOnlyItself(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.operations.Chunk = 4
		b.refused[item(2)], b.refused[item(4)] = "LOCKED", "ERASED"
		running := b.start(6)
		require.NoError(t, b.operations.Work(t.Context(), running))
		assert.Equal(t, operation.Done, b.get(running).State)
		assert.Equal(t, operation.Progress{Changed: 4, Failed: 2}, b.get(running).Progress)
		assert.Equal(t, []int64{1, 0, 1, 0, 1, 1}, b.times(6))
		assert.Equal(t, []string{
			"1 changed ", "2 failed LOCKED", "3 changed ", "4 failed ERASED", "5 changed ", "6 changed ",
		}, b.outcomes(running))
	})
}

func TestRightsAreCheckedAtEachChunk(t *testing.T) {
	t.Parallel()
	for name, left := range map[string]auth.Permissions{"another role": auth.Viewer.Permissions(), "gone": 0} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			databasetest.Each(t, func(t *testing.T, db *database.DB) {
				b := setup(t, db)
				b.operations.Chunk = 1
				running := b.start(5)
				b.applying = func(items []uuid.UUID) error {
					if items[0] == item(3) {
						b.rights = left
					}
					return nil
				}
				require.NoError(t, b.operations.Work(t.Context(), running))
				failed := b.get(running)
				assert.Equal(t, []any{operation.Failed, "PERMISSION_DENIED"}, []any{failed.State, failed.Reason})
				assert.Equal(t, []int64{1, 1, 1, 0, 0}, b.times(5), "what was done stays")
				assert.EqualValues(t, 1, b.counted(t.Context())[string(operation.Failed)])
			})
		})
	}
}

func TestKartotekaItselfNeedsNoRights(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.rights = 0
		started, err := b.operations.Start(auth.With(t.Context(), auth.System()), b.counting(2))
		require.NoError(t, err)
		require.NoError(t, b.operations.Work(t.Context(), started.ID))
		assert.Equal(t, each(2, 1), b.times(2))
	})
}

// What may pass is tried again; what is refused for good ends the operation.
func TestAnOperationThatCannotGoOn(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		running := b.start(2)
		passing := fault.New(fault.Unavailable, "DATABASE_UNAVAILABLE", "")
		for _, failure := range []error{errors.New("broken"), passing} {
			b.nextErr = failure
			require.ErrorIs(t, b.operations.Work(t.Context(), running), failure)
			b.nextErr = nil
			b.applying = func([]uuid.UUID) error { return failure }
			require.ErrorIs(t, b.operations.Work(t.Context(), running), failure)
			assert.Equal(t, operation.Confirmed, b.get(running).State)
		}
		b.nextErr = fault.New(fault.NotFound, "VIEW_NOT_FOUND", "")
		require.NoError(t, b.operations.Work(t.Context(), running))
		failed := b.get(running)
		assert.Equal(t, []any{operation.Failed, "VIEW_NOT_FOUND"}, []any{failed.State, failed.Reason})
		assert.Equal(t, each(2, 0), b.times(2))
	})
}
