package changes

import (
	"sync"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/fault"
)

// maxWatchers is how many streams a source system may keep open at one process.
const maxWatchers = 20

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
