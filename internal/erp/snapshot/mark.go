package snapshot

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/text"
)

// Check refuses a push that names a snapshot which is not open. Errors: SNAPSHOT_NOT_FOUND, SNAPSHOT_CLOSED.
func (s *Service) Check(ctx context.Context, sourceID, runID uuid.UUID) error {
	found, err := s.store.findRun(ctx, runID)
	switch {
	case err != nil:
		return err
	case found == nil || found.sourceID != sourceID:
		return errNotFound
	case !found.isOpen(s.Clock.Now()):
		return errClosed
	default:
		return nil
	}
}

// Mark takes down, in the transaction of a push, that contractors were pushed while the snapshot was
// open: as a part of it (received), or besides it. What was received once stays so. The caller has
// locked the source system's row.
func (s *Service) Mark(ctx context.Context, runID uuid.UUID, externalIDs []string, received bool) error {
	marked := slices.DeleteFunc(slices.Clone(externalIDs), isNoName)
	slices.Sort(marked)
	marked = slices.Compact(marked)
	if len(marked) == 0 {
		return nil
	}
	if !received {
		return s.store.markSeen(ctx, runID, marked)
	}
	return s.store.markReceived(ctx, runID, marked)
}

// isNoName leaves out what no contractor can be called by; a push rejects such a record.
func isNoName(externalID string) bool {
	return externalID == "" || len(text.Check("externalId", externalID, maxExternalID)) > 0
}
