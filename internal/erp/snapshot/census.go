package snapshot

import "context"

// census is what a snapshot comes to. Every contractor is read for it, which takes seconds for a
// million; so it is taken before the source system is locked, and holds while nothing is pushed.
type census struct {
	pushes   int64 // of the source system until then
	received tally
	absent   tally // counted only where what was received is what was claimed
	known    int64
}

// takeCensus counts what a snapshot comes to. Without a claim, what was received does not matter.
func (s *Service) takeCensus(ctx context.Context, r run, claimed *tally) (c census, err error) {
	if !r.isUndecided() {
		return census{}, nil
	}
	if c.pushes, err = s.store.countPushes(ctx, r.sourceID); err != nil {
		return census{}, err
	}
	if claimed != nil {
		if c.received, err = s.store.received(ctx, r.id); err != nil || c.received != *claimed {
			return c, err
		}
	}
	if c.absent, err = s.store.absent(ctx, r); err != nil {
		return census{}, err
	}
	c.known, err = s.store.countKnown(ctx, r.sourceID)
	return c, err
}

// upToDate takes the census anew, now that nobody can push, if somebody has pushed since it was taken.
func (s *Service) upToDate(ctx context.Context, r run, taken census, claimed *tally) (census, error) {
	if taken.pushes == r.pushes {
		return taken, nil
	}
	return s.takeCensus(ctx, r, claimed)
}
