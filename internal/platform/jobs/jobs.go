// Package jobs does work in the background that survives the process: a job is enqueued in the
// transaction that asks for it, and done at least once after that has committed. It knows no noun;
// the packages that have work to do register it. River keeps the queue.
//
// Whatever does a job must bear being ended at any moment and done again from the start.
package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/rs/zerolog"

	"github.com/kartoteka/kartoteka/internal/platform/database"
)

const (
	// workers is how many jobs a process does at once.
	workers = 4
	// poll is how often a process asks for jobs; a job waits no longer than that for an idle one.
	poll = time.Second
	// longest is how long a job may take; one that has more to do returns ErrMore before that.
	longest = time.Minute
	// abandoned is after how long a job counts as left by a process that died.
	abandoned = 2 * time.Minute
	// drainTime is how long a stop waits for the jobs that it has cancelled.
	drainTime = 10 * time.Second
)

// ErrMore is what a job returns that is to be done again at once, because there is more to do than
// should be done at a stretch.
var ErrMore = errors.New("there is more to do")

// Args says what a job is to do. It is kept as JSON and must hold no personal data.
type Args interface {
	// Kind tells the kinds of jobs apart, in snake_case.
	Kind() string
}

// Jobs are the kinds of jobs, and the queue of those to be done.
type Jobs struct {
	db       *database.DB
	queue    *river.Client[*sql.Tx]
	workers  *river.Workers
	periodic []*river.PeriodicJob
	running  atomic.Bool
}

// New returns the queue kept in the database, which nobody works on before Run.
func New(db *database.DB) *Jobs {
	queue, err := river.NewClient(db.Queue(), &river.Config{Logger: logger(zerolog.Nop())})
	if err != nil {
		panic(err) // an empty configuration is valid
	}
	return &Jobs{db: db, queue: queue, workers: river.NewWorkers()}
}

// Register says how jobs of a kind are done. It is called once for each kind, before Run.
func Register[A Args](j *Jobs, do func(ctx context.Context, args A) error) {
	river.AddWorker(j.workers, &worker[A]{do: do})
}

// Every has a job enqueued when the first process starts and at intervals from then on, once
// whatever the number of processes. It is called before Run.
func (j *Jobs) Every(interval time.Duration, args Args) {
	j.periodic = append(j.periodic, river.NewPeriodicJob(river.PeriodicInterval(interval),
		func() (river.JobArgs, *river.InsertOpts) { return args, once() },
		&river.PeriodicJobOpts{RunOnStart: true},
	))
}

// Enqueue has a job done once the transaction of ctx is committed.
func (j *Jobs) Enqueue(ctx context.Context, args Args) error { return j.insert(ctx, args, nil) }

// EnqueueOnce is Enqueue unless an equal job waits already or is being done.
func (j *Jobs) EnqueueOnce(ctx context.Context, args Args) error { return j.insert(ctx, args, once()) }

func (j *Jobs) insert(ctx context.Context, args Args, options *river.InsertOpts) error {
	return j.db.InTx(ctx, func(ctx context.Context) error {
		if _, err := j.queue.InsertTx(ctx, j.db.Tx(ctx), args, options); err != nil {
			return fmt.Errorf("enqueue %s: %w", args.Kind(), err)
		}
		return nil
	})
}

// once tells equal jobs from one another until they are done.
func once() *river.InsertOpts {
	return &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable,
		rivertype.JobStateRunning, rivertype.JobStateScheduled,
	}}}
}

// Count returns how many jobs there are in each state.
func (j *Jobs) Count(ctx context.Context) (map[string]int, error) {
	counts := map[string]int{}
	err := j.db.Each(ctx, "SELECT state, count(*) FROM river_job GROUP BY state", nil, func(row *sql.Rows) error {
		var state string
		var count int
		if err := row.Scan(&state, &count); err != nil {
			return err
		}
		counts[state] = count
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count jobs: %w", err)
	}
	return counts, nil
}
