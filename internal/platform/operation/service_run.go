package operation

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
)

// chunksAtAStretch is how many chunks a job processes before it makes room for others.
const chunksAtAStretch = 20

// working is the job of running an operation.
type working struct {
	OperationID uuid.UUID `json:"operationId"`
}

// Kind implements jobs.Args.
func (working) Kind() string { return "operation" }

// Work runs an operation from where it stands, whoever left it there and why. It is what the job does,
// and returns jobs.ErrMore where there is more to do. Two processes at once do no harm: each chunk is
// processed by the one that claims it.
func (s *Service) Work(ctx context.Context, operationID uuid.UUID) error {
	for range chunksAtAStretch {
		found, err := s.store.get(ctx, operationID)
		if err != nil || found.State == Planned || found.State.isOver() {
			return err
		}
		if err := s.runChunk(ctx, found); err != nil && !errors.Is(err, errClaimed) {
			return err
		}
	}
	return jobs.ErrMore
}

// runChunk processes the next items of an operation, and ends it where there are none.
func (s *Service) runChunk(ctx context.Context, o Operation) error {
	action, err := s.actionOf(o)
	if err != nil {
		return err
	}
	items, err := action.Next(ctx, o.Position, s.Chunk)
	if refusal := refusalOf(err); refusal != nil {
		return s.end(ctx, o, action, Failed, refusal.Reason)
	}
	if err != nil {
		return fmt.Errorf("find items of operation %s: %w", o.ID, err)
	}
	if len(items) == 0 {
		return s.end(ctx, o, action, Done, "")
	}
	_, err = s.process(ctx, o, action, items, action.Apply)
	if refusalOf(err) != nil {
		return s.processEach(ctx, o, action, items)
	}
	return err
}

// processEach processes items one by one, since some of them are refused.
func (s *Service) processEach(ctx context.Context, o Operation, action Action, items []Item) error {
	for i := range items {
		next, err := s.process(ctx, o, action, items[i:i+1], action.Apply)
		if refusal := refusalOf(err); refusal != nil {
			next, err = s.process(ctx, o, action, items[i:i+1], func(context.Context, []uuid.UUID) ([]Outcome, error) {
				return []Outcome{{ItemID: items[i].ID, Result: ItemFailed, Reason: refusal.Reason}}, nil
			})
		}
		if err != nil || next.State.isOver() {
			return err
		}
		o = next
	}
	return nil
}

// process applies a function to items in a transaction that also saves the outcomes and the progress of the
// operation, and returns it as it is then. Where the actor has lost the rights, the operation fails.
func (s *Service) process(
	ctx context.Context, o Operation, action Action, items []Item, apply func(context.Context, []uuid.UUID) ([]Outcome, error),
) (next Operation, err error) {
	now, ids := s.Clock.Now(), make([]uuid.UUID, len(items))
	for i, item := range items {
		ids[i] = item.ID
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		claimed, err := s.store.claim(ctx, o)
		if err != nil {
			return err
		}
		next = claimed
		caller, err := s.identify(ctx, o.Actor)
		if refusalOf(err) != nil || err == nil && !caller.May(action.Kind().Permission) {
			next.end(Failed, errDenied.Reason, now)
			return s.finish(ctx, claimed, &next, action)
		}
		if err != nil {
			return err
		}
		outcomes, err := apply(auth.With(ctx, caller), ids)
		if err != nil {
			return err
		}
		if len(outcomes) != len(items) {
			return fmt.Errorf("operation %s: %d outcomes of %d items", o.ID, len(outcomes), len(items))
		}
		next.advance(outcomes, items[len(items)-1].Position)
		if err := s.store.save(ctx, claimed, &next, now); err != nil {
			return err
		}
		return s.store.insertOutcomes(ctx, next.ID, kept(outcomes, action.Kind()), now)
	})
	return next, err
}

// identify returns the actor with the rights that they have now.
func (s *Service) identify(ctx context.Context, actor Actor) (auth.Identity, error) {
	if actor.Kind == auth.Program {
		return auth.System(), nil
	}
	return s.Rights.Identify(ctx, actor)
}

// end ends an operation unless somebody else has changed it.
func (s *Service) end(ctx context.Context, o Operation, action Action, state State, reason string) error {
	now := s.Clock.Now()
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		claimed, err := s.store.claim(ctx, o)
		if err != nil {
			return err
		}
		ended := claimed
		ended.end(state, reason, now)
		return s.finish(ctx, claimed, &ended, action)
	})
}

// finish saves an operation that has ended.
func (s *Service) finish(ctx context.Context, claimed Operation, ended *Operation, action Action) error {
	if err := s.store.save(ctx, claimed, ended, ended.EndedAt); err != nil {
		return err
	}
	return tellEnd(ctx, action, ended.State)
}

// refusalOf returns the fault by which something is refused for good; nil where it is worth another try.
func refusalOf(err error) *fault.Fault {
	refusal, ok := fault.As(err)
	if !ok || errors.Is(err, database.ErrRaced) || refusal.Kind == fault.Throttled || refusal.Kind == fault.Unavailable {
		return nil
	}
	return refusal
}

// kept are the outcomes that are to be kept.
func kept(outcomes []Outcome, kind Kind) []Outcome {
	if !kind.ChangedOnly {
		return outcomes
	}
	var changed []Outcome
	for _, outcome := range outcomes {
		if outcome.Result == Changed {
			changed = append(changed, outcome)
		}
	}
	return changed
}
