package changes

import (
	"context"
	"time"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
)

// pruneInterval is how often changes that need not be kept are cleared away.
const pruneInterval = 6 * time.Hour

// pruning is the job of clearing them away.
type pruning struct{}

// Kind implements jobs.Args.
func (pruning) Kind() string { return "feed_prune" }

func (s *Service) registerJobs() {
	jobs.Register(s.Jobs, func(ctx context.Context, _ pruning) error { return s.Feed.Prune(ctx) })
	s.Jobs.Every(pruneInterval, pruning{})
}

// RotateEpoch makes every reader read everything anew. It is for whoever has restored the database
// from a copy: cursors from after the copy point at changes that are not there.
func (s *Service) RotateEpoch(ctx context.Context) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.Feed.RotateEpoch(ctx); err != nil {
			return err
		}
		return s.History.Record(ctx, audit.Entry{Action: "FEED_EPOCH_ROTATED"})
	})
}
