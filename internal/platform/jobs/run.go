package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/rs/zerolog"
)

const (
	// longestPause is the most that lies between two attempts at a job that fails.
	longestPause = 5 * time.Minute
	// startPause lies between two attempts to start at all.
	startPause = 3 * time.Second
)

// Run does jobs until ctx is done. Those that run then are cancelled, and done again by whoever
// starts next. Where jobs cannot start, because the database is away, locked or full, it tries again.
func (j *Jobs) Run(ctx context.Context) {
	for {
		err := j.run(ctx)
		if err != nil {
			zerolog.Ctx(ctx).Error().Err(err).Msg("background jobs do not run")
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(startPause):
		}
	}
}

// AreRunning reports whether this process does jobs.
func (j *Jobs) AreRunning() bool { return j.running.Load() }

func (j *Jobs) run(ctx context.Context) error {
	client, err := river.NewClient(j.db.Queue(), &river.Config{
		Logger:               logger(*zerolog.Ctx(ctx)),
		Workers:              j.workers,
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workers}},
		PeriodicJobs:         j.periodic,
		FetchPollInterval:    poll,
		PollOnly:             true,
		JobTimeout:           longest,
		RescueStuckJobsAfter: abandoned,
		RetryPolicy:          retries{},
		ReindexerSchedule:    river.NeverSchedule(),
	})
	if err != nil {
		return fmt.Errorf("set up background jobs: %w", err)
	}
	return j.serve(ctx, client)
}

func (j *Jobs) serve(ctx context.Context, client *river.Client[*sql.Tx]) error {
	background := context.WithoutCancel(ctx)
	if err := client.Start(background); err != nil {
		return fmt.Errorf("start background jobs: %w", err)
	}
	j.running.Store(true)
	defer j.running.Store(false)
	<-ctx.Done()
	drain, cancel := context.WithTimeout(background, drainTime)
	defer cancel()
	if err := client.StopAndCancel(drain); err != nil {
		return fmt.Errorf("stop background jobs: %w", err)
	}
	return nil
}

// worker does jobs of one kind.
type worker[A Args] struct {
	river.WorkerDefaults[A]

	do func(ctx context.Context, args A) error
}

// Work implements river.Worker. A job that a stop has cut off has not failed: it is put back.
func (w *worker[A]) Work(ctx context.Context, job *river.Job[A]) error {
	err := w.do(ctx, job.Args)
	if errors.Is(err, ErrMore) || err != nil && errors.Is(ctx.Err(), context.Canceled) {
		return river.JobSnooze(0)
	}
	return err
}

// retries spaces out the attempts at a job that fails: 1, 4, 9 seconds and so on.
type retries struct{}

// NextRetry implements river.ClientRetryPolicy.
func (retries) NextRetry(job *rivertype.JobRow) time.Time {
	failures := len(job.Errors) + 1
	pause := min(time.Duration(failures*failures)*time.Second, longestPause)
	return time.Now().UTC().Add(pause)
}
