package source

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// GetOwnRun is GetRun for a caller that may see only the runs of its own source system.
func (s *Service) GetOwnRun(ctx context.Context, runID uuid.UUID) (Run, error) {
	run, err := s.store.getRun(ctx, runID)
	if err == nil && run.SystemID != auth.From(ctx).SourceSystemID {
		return Run{}, errRunNotFound
	}
	return run, err
}

// ReadResults returns the saved answer to a batch of a run, and the token of the next batch, empty on
// the last. The answer is empty if the run has no batch. Errors: SYNC_RUN_NOT_FOUND.
func (s *Service) ReadResults(ctx context.Context, runID uuid.UUID, token string) (answer []byte, next string, err error) {
	if _, err := s.GetOwnRun(ctx, runID); err != nil {
		return nil, "", err
	}
	query, after := page.Hash("sync_results", runID.String()), uuid.Nil
	if token != "" {
		place, err := page.Decode(token, query)
		if err != nil {
			return nil, "", err
		}
		after = place.ID
	}
	found, following, err := s.store.findReply(ctx, runID, after)
	if err == nil && following {
		next = page.Encode(page.Place{ID: found.id}, query)
	}
	return found.answer, next, err
}
