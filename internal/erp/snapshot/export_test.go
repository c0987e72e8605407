package snapshot

import (
	"context"

	"github.com/google/uuid"
)

// SetChunk makes the transactions of sweeps small.
func (s *Service) SetChunk(size int) { s.chunk = size }

// Sweep does the job of a sweep.
func (s *Service) Sweep(ctx context.Context, runID uuid.UUID) error {
	return s.sweep(ctx, sweeping{RunID: runID})
}

// SweepChunk looks for the next of the absent, lets something happen, and then blocks them.
func (s *Service) SweepChunk(ctx context.Context, runID uuid.UUID, meanwhile func()) error {
	found, err := s.findAny(ctx, runID)
	if err != nil {
		return err
	}
	absent, err := s.store.listAbsent(ctx, found, found.sweptAfter, s.chunk)
	if err != nil {
		return err
	}
	meanwhile()
	_, err = s.carryOut(ctx, found, absent)
	return err
}

// Clear does the job of clearing away entries.
func (s *Service) Clear(ctx context.Context, runID uuid.UUID) error {
	return s.clear(ctx, clearing{RunID: runID})
}

// KeepUp does the job of ending what has expired.
func (s *Service) KeepUp(ctx context.Context) error { return s.keepUp(ctx, upkeep{}) }

// IsTooLarge decides whether a person must agree.
func IsTooLarge(absent, known int64) bool { return isTooLarge(absent, known) }
