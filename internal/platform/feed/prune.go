package feed

import (
	"context"
	"fmt"
	"time"
)

// How long events are kept: all of them for minKept, those that a consumer has not acknowledged for maxKept. Of
// the latter, only the newest of each customer are kept after minKept.
const (
	minKept = 30 * 24 * time.Hour
	maxKept = 90 * 24 * time.Hour

	// pruneChunk is how many events one transaction looks at.
	pruneChunk = 1000
)

// Prune removes the events that need not be kept. It may be stopped at any time and called again.
func (f *Feed) Prune(ctx context.Context) error {
	for {
		looked, err := f.cutOldest(ctx)
		if err != nil {
			return fmt.Errorf("cut feed: %w", err)
		}
		if looked < pruneChunk {
			break
		}
	}
	var after int64
	for {
		last, err := f.compact(ctx, after)
		if err != nil {
			return fmt.Errorf("compact feed: %w", err)
		}
		if last == after {
			return nil
		}
		after = last
	}
}

// cutOldest removes events from the beginning of the feed and returns how many it removed.
func (f *Feed) cutOldest(ctx context.Context) (cut int, err error) {
	now := f.clock.Now()
	err = f.db.InTx(ctx, func(ctx context.Context) error {
		here, err := f.extent(ctx)
		if err != nil {
			return err
		}
		acked, err := f.acknowledged(ctx, here)
		if err != nil {
			return err
		}
		moments, err := f.moments(ctx, here.oldest-1, pruneChunk)
		if err != nil {
			return err
		}
		cut = 0
		for _, event := range moments {
			age := now.Sub(event.at)
			if age < minKept || age < maxKept && event.position > acked {
				break
			}
			cut++
		}
		if cut == 0 {
			return nil
		}
		return f.removeUpTo(ctx, here, moments[cut-1].position)
	})
	return cut, err
}

// compact looks at the next events after a position, and removes those that are old and have a newer one of the
// same customer. It returns the last position that it looked at.
func (f *Feed) compact(ctx context.Context, after int64) (int64, error) {
	moments, err := f.moments(ctx, after, pruneChunk)
	if err != nil {
		return 0, err
	}
	last, now := after, f.clock.Now()
	for _, event := range moments {
		if now.Sub(event.at) < minKept {
			break
		}
		last = event.position
	}
	if last == after {
		return after, nil
	}
	return last, f.removeSuperseded(ctx, after, last)
}
