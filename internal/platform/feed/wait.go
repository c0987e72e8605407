package feed

import (
	"context"
	"sync"
	"time"
)

const (
	// slowLook is how often the feed is checked for events of other processes.
	slowLook = time.Second
	// quickLook is how soon it is checked after this process has announced an event, which is a moment before the
	// commit. Each check after that waits twice as long.
	quickLook = 10 * time.Millisecond
)

// waiting tells waiting readers when to look again and when to give up.
type waiting struct {
	slowLook time.Duration
	draining chan struct{}
	drain    sync.Once

	mu        sync.Mutex
	announced chan struct{} // closed when the next event is announced
	promised  int64         // the highest position that was announced
}

func newWaiting() waiting {
	return waiting{slowLook: slowLook, draining: make(chan struct{}), announced: make(chan struct{})}
}

// Drain ends every wait, present and future: the server is about to stop.
func (w *waiting) Drain() { w.drain.Do(func() { close(w.draining) }) }

// IsDraining reports whether the server is about to stop.
func (w *waiting) IsDraining() bool {
	select {
	case <-w.draining:
		return true
	default:
		return false
	}
}

// announce says that the event at the position is about to be committed.
func (w *waiting) announce(position int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.promised = max(w.promised, position)
	close(w.announced)
	w.announced = make(chan struct{})
}

// announcement is closed by the next announce; promised is the highest position announced so far.
func (w *waiting) announcement() (announced <-chan struct{}, promised int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.announced, w.promised
}

// hasMoved waits until the newest event is no longer at the position. It returns false if patience ended first.
func (f *Feed) hasMoved(ctx context.Context, position int64, patience <-chan time.Time) (bool, error) {
	select {
	case <-patience: // a long search for visible events must end, too
		return false, nil
	default:
	}
	pause := f.slowLook
	announced, promised := f.announcement()
	if promised > position {
		pause = quickLook
	}
	for {
		now, err := f.extent(ctx)
		if err != nil {
			return false, err
		}
		if now.newest != position {
			return true, nil
		}
		select {
		case <-announced:
			pause = quickLook
			announced, _ = f.announcement()
		case <-time.After(pause):
			pause = min(2*pause, f.slowLook)
		case <-patience:
			return false, nil
		case <-f.draining:
			return false, nil
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
}
