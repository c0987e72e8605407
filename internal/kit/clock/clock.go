// Package clock tells the time, so that tests can stop and move it. Nothing else in Kartoteka asks the operating
// system for the time of a record.
package clock

import (
	"sync"
	"time"
)

// Clock tells the time in UTC, rounded to the microsecond: both databases keep that much, so a time stays equal to
// itself when it is saved and read.
type Clock interface {
	Now() time.Time
}

// System is the clock of the machine.
var System Clock = system{}

type system struct{}

func (system) Now() time.Time {
	return kept(time.Now())
}

// Later returns now, or the moment after last if now is not later. The clocks of two processes may differ, and
// what happens after something must also have a later time.
func Later(now, last time.Time) time.Time {
	if now.After(last) {
		return now
	}
	return kept(last).Add(time.Microsecond)
}

// Manual is a clock that moves only when told to. Goroutines may share it.
type Manual struct {
	mu  sync.Mutex
	now time.Time
}

// NewManual returns a clock that stands still at the given time.
func NewManual(now time.Time) *Manual {
	return &Manual{now: kept(now)}
}

// Now implements Clock.
func (m *Manual) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Set moves the clock to the given time, which may be in the past.
func (m *Manual) Set(now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = kept(now)
}

// Advance moves the clock forward and returns the new time.
func (m *Manual) Advance(by time.Duration) time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = kept(m.now.Add(by))
	return m.now
}

// kept also removes the monotonic reading, which no database keeps.
func kept(t time.Time) time.Time {
	return t.UTC().Truncate(time.Microsecond)
}
