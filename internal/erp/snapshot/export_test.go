package snapshot

import (
	"context"

	"github.com/google/uuid"
)

// Clear does the job of clearing away entries.
func (s *Service) Clear(ctx context.Context, runID uuid.UUID) error {
	return s.clear(ctx, clearing{RunID: runID})
}

// KeepUp does the job of ending what has expired.
func (s *Service) KeepUp(ctx context.Context) error { return s.keepUp(ctx, upkeep{}) }

// IsTooLarge decides whether a person must agree.
func IsTooLarge(absent, known int64) bool { return isTooLarge(absent, known) }
