package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
)

// greeting is a job for tests.
type greeting struct {
	Name string `json:"name"`
}

func (greeting) Kind() string { return "greeting" }

// run works on the queue until the test ends or stop is called, and returns what it logged.
func run(t *testing.T, queue *jobs.Jobs) (log *safeBuffer, stop func()) {
	t.Helper()
	log = &safeBuffer{}
	ctx, cancel := context.WithCancel(zerolog.New(log).WithContext(context.WithoutCancel(t.Context())))
	ended := make(chan struct{})
	go func() { defer close(ended); queue.Run(ctx) }()
	stop = sync.OnceFunc(func() { cancel(); <-ended })
	t.Cleanup(stop)
	return log, stop
}

// waiting counts the jobs in the queue that are yet to be done.
func waiting(t *testing.T, db *database.DB) (count int) {
	t.Helper()
	rows, err := db.Client(t.Context()).QueryContext(t.Context(), "SELECT count(*) FROM river_job WHERE state = 'available'")
	require.NoError(t, err)
	defer rows.Close()
	require.True(t, rows.Next())
	require.NoError(t, rows.Scan(&count))
	return count
}

func TestAJobIsDoneWhenItsTransactionIsCommitted(t *testing.T) {
	t.Parallel()
	refused := errors.New("refused")
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		queue, done := jobs.New(db), make(chan string, 10)
		jobs.Register(queue, func(_ context.Context, job greeting) error { done <- job.Name; return nil })
		for _, outcome := range []error{refused, nil} {
			err := db.InTx(t.Context(), func(ctx context.Context) error {
				require.NoError(t, queue.Enqueue(ctx, greeting{Name: "Jan"}))
				return outcome
			})
			require.ErrorIs(t, err, outcome)
		}
		assert.Equal(t, 1, waiting(t, db), "nothing is left of what was rolled back")
		run(t, queue)
		assert.Equal(t, "Jan", <-done)
		require.NoError(t, queue.Enqueue(t.Context(), greeting{Name: "Ela"}))
		assert.Equal(t, "Ela", <-done, "a process at work finds what comes later")
	})
}

func TestEnqueueOnce(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		queue, done := jobs.New(db), make(chan string)
		jobs.Register(queue, func(_ context.Context, job greeting) error { done <- job.Name; return nil })
		for _, name := range []string{"Jan", "Jan", "Ela"} {
			require.NoError(t, queue.EnqueueOnce(t.Context(), greeting{Name: name}))
		}
		assert.Equal(t, 2, waiting(t, db), "equal jobs wait once")
		require.NoError(t, queue.Enqueue(t.Context(), greeting{Name: "Jan"}))
		assert.Equal(t, 3, waiting(t, db))
		_, stop := run(t, queue)
		assert.ElementsMatch(t, []string{"Jan", "Jan", "Ela"}, []string{<-done, <-done, <-done})
		stop()
		require.NoError(t, queue.EnqueueOnce(t.Context(), greeting{Name: "Jan"}))
		assert.Equal(t, 1, waiting(t, db), "what is done may be asked for again")
	})
}

func TestAJobThatFailsIsDoneAgain(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		queue, attempts, done := jobs.New(db), 0, make(chan int)
		jobs.Register(queue, func(context.Context, greeting) error {
			if attempts++; attempts == 1 {
				return errors.New("out of order")
			}
			done <- attempts
			return nil
		})
		require.NoError(t, queue.Enqueue(t.Context(), greeting{Name: "kanarek"}))
		log, stop := run(t, queue)
		assert.Equal(t, 2, <-done)
		stop()
		assert.Contains(t, log.String(), "out of order")
		assert.Contains(t, log.String(), `"job_kind":"greeting"`)
		assert.Contains(t, log.String(), `"job_id":"`)
		assert.NotContains(t, log.String(), "kanarek", "what a job is about stays out of the log")
	})
}

func TestAJobMayStopForBreath(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		queue, times, done := jobs.New(db), 0, make(chan int)
		jobs.Register(queue, func(context.Context, greeting) error {
			if times++; times < 3 {
				return jobs.ErrMore
			}
			done <- times
			return nil
		})
		require.NoError(t, queue.Enqueue(t.Context(), greeting{}))
		log, stop := run(t, queue)
		assert.Equal(t, 3, <-done)
		stop()
		assert.Empty(t, log.String())
	})
}

func TestAStopPutsTheJobBack(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		queue, begun := jobs.New(db), make(chan struct{})
		jobs.Register(queue, func(ctx context.Context, _ greeting) error {
			close(begun)
			<-ctx.Done()
			return ctx.Err()
		})
		require.NoError(t, queue.EnqueueOnce(t.Context(), greeting{}))
		log, stop := run(t, queue)
		<-begun
		stop()
		assert.Equal(t, 1, waiting(t, db))
		assert.Empty(t, log.String(), "that is no failure")

		next, done := jobs.New(db), make(chan struct{})
		jobs.Register(next, func(context.Context, greeting) error { close(done); return nil })
		run(t, next)
		<-done
	})
}

func TestEvery(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		queue, done := jobs.New(db), make(chan string)
		jobs.Register(queue, func(_ context.Context, job greeting) error { done <- job.Name; return nil })
		queue.Every(time.Hour, greeting{Name: "each hour"})
		run(t, queue)
		assert.Equal(t, "each hour", <-done, "the first time is at the start")
	})
}

// safeBuffer is a log that jobs write while the test reads.
type safeBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}

// What keeps jobs from starting may pass: a lock, a full disk, a database that restarts.
func TestJobsThatCannotStartAreTriedAgain(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		rename := func(from, to string) {
			t.Helper()
			_, err := db.Client(t.Context()).ExecContext(t.Context(), "ALTER TABLE "+from+" RENAME TO "+to)
			require.NoError(t, err)
		}
		queue, done := jobs.New(db), make(chan string, 1)
		jobs.Register(queue, func(_ context.Context, job greeting) error { done <- job.Name; return nil })
		require.NoError(t, queue.Enqueue(t.Context(), greeting{Name: "Jan"}))
		rename("river_queue", "away")
		log, stop := run(t, queue)
		require.Eventually(t, func() bool { return strings.Contains(log.String(), "background jobs do not run") }, 10*time.Second, 10*time.Millisecond)
		assert.False(t, queue.AreRunning())
		rename("away", "river_queue")
		assert.Equal(t, "Jan", <-done)
		require.Eventually(t, queue.AreRunning, 10*time.Second, 10*time.Millisecond)
		stop()
		assert.False(t, queue.AreRunning())
	})
}
