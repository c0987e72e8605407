package snapshot

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
)

const (
	// upkeepInterval is how often expired snapshots and standing sweeps are looked for.
	upkeepInterval = 5 * time.Minute
	// clearedAtOnce is how many entries one statement clears away.
	clearedAtOnce = 5000
)

// upkeep is the job of ending what has expired and going on with what stands still.
type upkeep struct{}

// Kind implements jobs.Args.
func (upkeep) Kind() string { return "snapshot_upkeep" }

// clearing is the job of clearing away the entries of a snapshot that has ended.
type clearing struct {
	RunID uuid.UUID `json:"runId"`
}

// Kind implements jobs.Args.
func (clearing) Kind() string { return "snapshot_clear" }

func (s *Service) registerJobs() {
	jobs.Register(s.Jobs, s.sweep)
	jobs.Register(s.Jobs, s.clear)
	jobs.Register(s.Jobs, s.keepUp)
	s.Jobs.Every(upkeepInterval, upkeep{})
}

// Run resumes sweeps when the program starts. It does not stay.
func (s *Service) Run(ctx context.Context) {
	if err := s.Resume(ctx); err != nil && ctx.Err() == nil {
		zerolog.Ctx(ctx).Error().Err(err).Msg("sweeps not resumed")
	}
}

// Resume has sweeps gone on with that the end of a process has cut off: the queue itself would take
// minutes to tell a process that is dead from one that is slow. Two that sweep at once do no harm.
func (s *Service) Resume(ctx context.Context) error {
	return s.eachOpen(ctx, s.Jobs.Enqueue)
}

func (s *Service) keepUp(ctx context.Context, _ upkeep) error {
	return s.eachOpen(ctx, s.Jobs.EnqueueOnce)
}

// eachOpen ends the open snapshots that have expired and enqueues the sweeps of those that sweep.
func (s *Service) eachOpen(ctx context.Context, enqueue func(context.Context, jobs.Args) error) error {
	open, err := s.store.openRuns(ctx)
	if err != nil {
		return err
	}
	for _, r := range open {
		err := s.expire(ctx, r)
		if err == nil && r.state == source.Sweeping {
			err = enqueue(ctx, sweeping{RunID: r.id})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// expire ends a snapshot without effect if its time is over.
func (s *Service) expire(ctx context.Context, found run) error {
	if !found.isExpired(s.Clock.Now()) {
		return nil
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.store.lock(ctx, found.sourceID); err != nil {
			return err
		}
		current, err := s.store.findRun(ctx, found.id)
		if err != nil || current == nil || !current.isUndecided() {
			return err
		}
		return s.end(ctx, *current, source.Aborted)
	})
}

func (s *Service) clear(ctx context.Context, job clearing) error {
	for range chunksAtAStretch {
		cleared, err := s.store.clearEntries(ctx, job.RunID, clearedAtOnce)
		if cleared < clearedAtOnce || err != nil {
			return err
		}
	}
	return jobs.ErrMore
}
