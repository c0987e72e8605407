package auth

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
)

const (
	// sightingInterval is how exactly it is known when a session or key was last seen.
	sightingInterval = time.Minute
	// maxSightings bounds one write; whoever does not fit in is seen again with the next request.
	maxSightings = 1000
	// sightingWrite is how long one write may take; the program ends no sooner than the last one.
	sightingWrite = 5 * time.Second
)

// Sightings has it written down when sessions or keys were last seen, so that no request waits for
// that write and no row is written more than once a minute.
type Sightings struct {
	clock clock.Clock
	write func(ctx context.Context, ids []uuid.UUID, at time.Time) error

	mu      sync.Mutex
	pending map[uuid.UUID]struct{}
	wake    chan struct{}
}

// NewSightings returns Sightings that are written by the function.
func NewSightings(now clock.Clock, write func(ctx context.Context, ids []uuid.UUID, at time.Time) error) *Sightings {
	return &Sightings{clock: now, write: write, pending: map[uuid.UUID]struct{}{}, wake: make(chan struct{}, 1)}
}

// Note takes down that something was seen just now, unless that was written within the last minute.
func (s *Sightings) Note(id uuid.UUID, written time.Time) {
	if s.clock.Now().Sub(written) < sightingInterval {
		return
	}
	s.mu.Lock()
	if len(s.pending) < maxSightings {
		s.pending[id] = struct{}{}
	}
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Flush writes what was noted.
func (s *Sightings) Flush(ctx context.Context) error {
	s.mu.Lock()
	ids := slices.Collect(maps.Keys(s.pending))
	clear(s.pending)
	s.mu.Unlock()
	if len(ids) == 0 {
		return nil
	}
	if err := s.write(ctx, ids, s.clock.Now()); err != nil {
		return fmt.Errorf("write %d sightings: %w", len(ids), err)
	}
	return nil
}

// Run writes sightings until ctx is done, and then the last of them. A write that fails is logged
// and left: the next request brings another.
func (s *Sightings) Run(ctx context.Context) {
	for {
		select {
		case <-s.wake:
			s.flushAndLog(ctx)
		case <-ctx.Done():
			s.flushAndLog(ctx)
			return
		}
	}
}

func (s *Sightings) flushAndLog(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sightingWrite)
	defer cancel()
	if err := s.Flush(ctx); err != nil {
		zerolog.Ctx(ctx).Error().Err(err).Msg("sightings not written")
	}
}
