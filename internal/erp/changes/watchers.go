package changes

import (
	"context"
	"sync"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	// maxWatchers is how many streams of one source system a process serves.
	maxWatchers = 20
	// catchingUp is how many streams may read existing changes at once, so that there is room for other
	// calls. A stream that waits for new changes needs no turn.
	catchingUp = 4
)

var errTooManyWatchers = fault.New(fault.Throttled, "TOO_MANY_WATCHERS", "The source system watches too often already; use PullChanges.")

// watchers counts the streams of each source system.
type watchers struct {
	mu       sync.Mutex
	bySource map[uuid.UUID]int
}

func (w *watchers) enter(source uuid.UUID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.bySource[source] >= maxWatchers {
		return errTooManyWatchers
	}
	w.bySource[source]++
	return nil
}

func (w *watchers) leave(source uuid.UUID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.bySource[source]--
	if w.bySource[source] == 0 {
		delete(w.bySource, source)
	}
}

// catchUp pulls a page of existing changes when it is the stream's turn.
func (s *Service) catchUp(ctx context.Context, in PullInput) (Page, error) {
	if err := s.turns.Acquire(ctx, 1); err != nil {
		return Page{}, err
	}
	defer s.turns.Release(1)
	in.Wait = 0
	return s.Pull(ctx, in)
}
