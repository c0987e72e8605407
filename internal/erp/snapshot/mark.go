package snapshot

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/contractor"
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

// Mark records, in the transaction of a push, contractors that were pushed while the snapshot is open:
// as a part of it (received), or beside it. A received contractor stays received. The caller has locked
// the source system's row.
func (s *Service) Mark(ctx context.Context, runID uuid.UUID, externalIDs []string, received bool) error {
	marked := slices.DeleteFunc(slices.Clone(externalIDs), func(named string) bool { return !contractor.IsExternalID(named) })
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
