package snapshot

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
)

const (
	// upkeepInterval is how often expired snapshots are looked for.
	upkeepInterval = 5 * time.Minute
	// clearedAtOnce is how many entries one statement clears away.
	clearedAtOnce = 5000
	// clearedAtAStretch is how many such statements a job makes before it makes room for others.
	clearedAtAStretch = 20
)

// upkeep is the job of ending what has expired.
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
	jobs.Register(s.Jobs, s.clear)
	jobs.Register(s.Jobs, s.keepUp)
	s.Jobs.Every(upkeepInterval, upkeep{})
}

// keepUp ends the open snapshots that have expired.
func (s *Service) keepUp(ctx context.Context, _ upkeep) error {
	open, err := s.store.openRuns(ctx)
	if err != nil {
		return err
	}
	for _, r := range open {
		if err := s.expire(ctx, r); err != nil {
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
	for range clearedAtAStretch {
		cleared, err := s.store.clearEntries(ctx, job.RunID, clearedAtOnce)
		if cleared < clearedAtOnce || err != nil {
			return err
		}
	}
	return jobs.ErrMore
}
