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
	// sightingInterval is how precisely it is known when a session or key was last seen.
	sightingInterval = time.Minute
	// maxSightings limits one write. Whoever is left out is seen again with the next request.
	maxSightings = 1000
	// sightingWrite is how long one write may take. The program waits that long for the last one before it ends.
	sightingWrite = 5 * time.Second
)

// Sightings records when sessions or keys were last seen, so that no request waits for that write and no row is
// written more than once a minute.
type Sightings struct {
	clock clock.Clock
	write func(ctx context.Context, ids []uuid.UUID, at time.Time) error

	mu      sync.Mutex
	pending map[uuid.UUID]struct{}
	wake    chan struct{}
}

// NewSightings returns Sightings that the function writes.
func NewSightings(now clock.Clock, write func(ctx context.Context, ids []uuid.UUID, at time.Time) error) *Sightings {
	return &Sightings{clock: now, write: write, pending: map[uuid.UUID]struct{}{}, wake: make(chan struct{}, 1)}
}

// Note records that something was seen just now, unless that was written within the last minute.
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

// Run writes sightings until ctx is done, and then the last ones. It logs a write that fails and does not repeat
// it: the next request brings another.
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
