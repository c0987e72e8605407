package snapshot

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/source"
)

// CompleteInput says what the whole snapshot was.
type CompleteInput struct {
	RunID        uuid.UUID
	Count        int64
	Digest       string // in hexadecimal digits
	ConfirmToken string // empty when nobody has agreed to anything
}

// Complete ends the pushing and begins to block those that are absent. Again, it does nothing.
//
// Errors: SNAPSHOT_NOT_FOUND, SNAPSHOT_CLOSED, SNAPSHOT_INCOMPLETE, SWEEP_TOO_LARGE.
func (s *Service) Complete(ctx context.Context, in CompleteInput) (source.Run, error) {
	claimed := tally{in.Count, strings.ToLower(in.Digest)}
	var refusal error // that something is written with
	report, err := s.change(ctx, in.RunID, s.findOwn, func(ctx context.Context, r run) (err error) {
		refusal = nil
		switch r.state {
		case source.Completed, source.Sweeping:
			return nil
		case source.Aborted:
			return errClosed
		default:
		}
		received, err := s.store.received(ctx, r.id)
		if err != nil {
			return err
		}
		if received != claimed {
			return errIncomplete(received)
		}
		refusal, err = s.decide(ctx, r, in.ConfirmToken)
		return err
	})
	if err == nil {
		err = refusal
	}
	return report, err
}

// decide begins the sweep, or has it wait for a person and returns a refusal that says so.
func (s *Service) decide(ctx context.Context, r run, token string) (refusal, err error) {
	absent, err := s.store.absent(ctx, r)
	if err != nil {
		return nil, err
	}
	known, err := s.store.countKnown(ctx, r.sourceID)
	if err != nil {
		return nil, err
	}
	if wanted := confirmToken(r.id, absent); isTooLarge(absent.count, known) && token != wanted {
		return errTooLarge(absent.count, known, wanted), s.store.await(ctx, r.id, absent.count, wanted)
	}
	return nil, s.beginSweep(ctx, r, absent.count)
}

// Confirm agrees to the sweep that the person has seen. Errors: SYNC_RUN_NOT_FOUND,
// NOT_AWAITING_CONFIRMATION, CONFIRM_TOKEN_MISMATCH.
func (s *Service) Confirm(ctx context.Context, runID uuid.UUID, token string) (source.Run, error) {
	var refusal error // that something is written with
	report, err := s.change(ctx, runID, s.findAny, func(ctx context.Context, r run) error {
		refusal = nil
		if r.state != source.AwaitingConfirmation {
			return errNotAwaiting
		}
		absent, err := s.store.absent(ctx, r)
		if err != nil {
			return err
		}
		if wanted := confirmToken(r.id, absent); token != wanted {
			refusal = errToken
			return s.store.await(ctx, r.id, absent.count, wanted)
		}
		if err := s.recordDecision(ctx, r, "SNAPSHOT_CONFIRMED"); err != nil {
			return err
		}
		return s.beginSweep(ctx, r, absent.count)
	})
	if err == nil {
		err = refusal
	}
	return report, err
}

// beginSweep has the absent blocked once the transaction is committed. Where there are none, the
// snapshot is done.
func (s *Service) beginSweep(ctx context.Context, r run, absent int64) error {
	if err := s.store.startSweep(ctx, r.id, absent); err != nil {
		return err
	}
	if absent == 0 {
		return s.end(ctx, r, source.Completed)
	}
	return s.Jobs.EnqueueOnce(ctx, sweeping{RunID: r.id})
}
