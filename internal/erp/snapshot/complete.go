package snapshot

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
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
	return s.conclude(ctx, in.RunID, s.findOwn, &claimed, func(ctx context.Context, r run, found census) (refusal, err error) {
		switch {
		case r.state == source.Completed || r.state == source.Sweeping:
			return nil, nil
		case r.state == source.Aborted:
			return nil, errClosed
		case found.received != claimed:
			return nil, errIncomplete(found.received)
		}
		token := confirmToken(r.id, found.absent)
		if isTooLarge(found.absent.count, found.known) && in.ConfirmToken != token {
			refusal = errTooLarge(found.absent.count, found.known, token)
			return refusal, s.store.await(ctx, r.id, found.absent.count, token)
		}
		return nil, s.beginSweep(ctx, r, found.absent.count)
	})
}

// Confirm agrees to the sweep that the person has seen. Errors: SYNC_RUN_NOT_FOUND,
// NOT_AWAITING_CONFIRMATION, CONFIRM_TOKEN_MISMATCH.
func (s *Service) Confirm(ctx context.Context, runID uuid.UUID, token string) (source.Run, error) {
	return s.conclude(ctx, runID, s.findAny, nil, func(ctx context.Context, r run, found census) (refusal, err error) {
		if r.state != source.AwaitingConfirmation {
			return nil, errNotAwaiting
		}
		if wanted := confirmToken(r.id, found.absent); token != wanted {
			return errToken, s.store.await(ctx, r.id, found.absent.count, wanted)
		}
		if err := s.recordDecision(ctx, r, "SNAPSHOT_CONFIRMED"); err != nil {
			return nil, err
		}
		return nil, s.beginSweep(ctx, r, found.absent.count)
	})
}

// conclude changes a snapshot by what it comes to. What the rule has written with a refusal is kept;
// an error takes it back.
func (s *Service) conclude(
	ctx context.Context, runID uuid.UUID, find finder, claimed *tally,
	rule func(ctx context.Context, r run, found census) (refusal, err error),
) (source.Run, error) {
	found, err := find(ctx, runID)
	if err != nil {
		return source.Run{}, err
	}
	taken, err := s.takeCensus(ctx, found, claimed)
	if err != nil {
		return source.Run{}, err
	}
	var refusal error
	report, err := s.change(ctx, runID, find, func(ctx context.Context, r run) error {
		counted, err := s.upToDate(ctx, r, taken, claimed)
		if err == nil {
			refusal, err = rule(ctx, r, counted)
		}
		return err
	})
	if err == nil {
		err = refusal
	}
	return report, err
}

// beginSweep starts the operation that blocks the absent. Kartoteka itself runs it, since whoever agreed to it
// may lose their rights before it ends. Where nobody is absent, the snapshot is done.
func (s *Service) beginSweep(ctx context.Context, r run, absent int64) error {
	if absent == 0 {
		return s.end(ctx, r, source.Completed)
	}
	started, err := s.Operations.Start(auth.With(ctx, auth.System()), &sweep{RunID: r.id, Absent: absent})
	if err != nil {
		return err
	}
	return s.store.startSweep(ctx, r.id, absent, started.ID)
}
