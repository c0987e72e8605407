package snapshot

import "context"

// census is the result of a snapshot. Counting reads every contractor, which takes seconds for a
// million. So the census is taken before the source system is locked, and is valid until the next push.
type census struct {
	pushes   int64 // number of pushes of the source system at that time
	received tally
	absent   tally // counted only if the received contractors are the claimed ones
	known    int64
}

// takeCensus counts the result of a snapshot. Without a claim, received contractors are not counted.
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

// upToDate takes the census again, under the lock, if there was a push since it was taken.
func (s *Service) upToDate(ctx context.Context, r run, taken census, claimed *tally) (census, error) {
	if taken.pushes == r.pushes {
		return taken, nil
	}
	return s.takeCensus(ctx, r, claimed)
}
