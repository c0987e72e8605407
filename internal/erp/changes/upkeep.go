package changes

import (
	"context"
	"time"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
)

// pruneInterval is how often old changes are deleted.
const pruneInterval = 6 * time.Hour

// pruning is the job that deletes old changes.
type pruning struct{}

// Kind implements jobs.Args.
func (pruning) Kind() string { return "feed_prune" }

func (s *Service) registerJobs() {
	jobs.Register(s.Jobs, func(ctx context.Context, _ pruning) error { return s.Feed.Prune(ctx) })
	s.Jobs.Every(pruneInterval, pruning{})
}

// RotateEpoch makes every reader start again with an export. It is needed after the database was
// restored from a backup, because later cursors point at changes that no longer exist.
func (s *Service) RotateEpoch(ctx context.Context) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.Feed.RotateEpoch(ctx); err != nil {
			return err
		}
		return s.History.Record(ctx, audit.Entry{Action: "FEED_EPOCH_ROTATED"})
	})
}
