package operation

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"github.com/kartoteka/kartoteka/internal/platform/jobs"
)

const (
	// upkeepInterval is how often operations that stand still and outcomes that are too old are looked for.
	upkeepInterval = 5 * time.Minute
	// clearedAtOnce is how many outcomes one transaction clears away.
	clearedAtOnce = 5000
)

// upkeep is the job of continuing what stands still and clearing away what is too old.
type upkeep struct{}

// Kind implements jobs.Args.
func (upkeep) Kind() string { return "operation_upkeep" }

func (s *Service) registerJobs() {
	jobs.Register(s.Jobs, func(ctx context.Context, job working) error { return s.Work(ctx, job.OperationID) })
	jobs.Register(s.Jobs, func(ctx context.Context, _ upkeep) error { return s.KeepUp(ctx) })
	s.Jobs.Every(upkeepInterval, upkeep{})
}

// Run resumes operations when the program starts. It does not stay.
func (s *Service) Run(ctx context.Context) {
	if err := s.Resume(ctx); err != nil && ctx.Err() == nil {
		zerolog.Ctx(ctx).Error().Err(err).Msg("operations not resumed")
	}
}

// Resume continues operations that a crash interrupted. The queue itself would take minutes to tell a
// process that is dead from one that is slow.
func (s *Service) Resume(ctx context.Context) error { return s.eachUnfinished(ctx, s.Jobs.Enqueue) }

// KeepUp continues operations that nobody runs, and clears away outcomes that are too old.
func (s *Service) KeepUp(ctx context.Context) error {
	if err := s.eachUnfinished(ctx, s.Jobs.EnqueueOnce); err != nil {
		return err
	}
	for range chunksAtAStretch {
		cleared, err := s.store.clearOutcomes(ctx, s.Clock.Now().Add(-keep), clearedAtOnce)
		if cleared < clearedAtOnce || err != nil {
			return err
		}
	}
	return jobs.ErrMore
}

func (s *Service) eachUnfinished(ctx context.Context, enqueue func(context.Context, jobs.Args) error) error {
	ids, err := s.store.unfinished(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := enqueue(ctx, working{OperationID: id}); err != nil {
			return err
		}
	}
	return nil
}
