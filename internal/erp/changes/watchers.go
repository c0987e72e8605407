package changes

import (
	"context"
	"sync"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	// maxWatchers is how many streams a source system may keep open at one process.
	maxWatchers = 20
	// catchingUp is how many of all streams read at once what is there already, so that calls find room
	// beside them. A stream that is told what comes waits for nobody.
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

// catchUp pulls a page that is there already, when it is the stream's turn.
func (s *Service) catchUp(ctx context.Context, in PullInput) (Page, error) {
	if err := s.turns.Acquire(ctx, 1); err != nil {
		return Page{}, err
	}
	defer s.turns.Release(1)
	in.Wait = 0
	return s.Pull(ctx, in)
}
