package auth_test

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

type sighting struct {
	ids []uuid.UUID
	at  time.Time
}

var noon = time.Date(2026, 3, 29, 12, 0, 0, 0, time.UTC)

func TestSightingsFlush(t *testing.T) {
	t.Parallel()
	now := clock.NewManual(noon)
	var written []sighting
	var outage error
	sightings := auth.NewSightings(now, func(_ context.Context, ids []uuid.UUID, at time.Time) error {
		written = append(written, sighting{ids, at})
		return outage
	})
	a, b := uuid.New(), uuid.New()
	require.NoError(t, sightings.Flush(t.Context()))
	assert.Empty(t, written, "nothing was seen")

	sightings.Note(a, noon.Add(-time.Minute))
	sightings.Note(a, noon.Add(-time.Minute))
	sightings.Note(b, time.Time{})
	sightings.Note(uuid.New(), noon.Add(-time.Minute+time.Microsecond))
	require.NoError(t, sightings.Flush(t.Context()))
	require.Len(t, written, 1, "all go into one write")
	assert.ElementsMatch(t, []uuid.UUID{a, b}, written[0].ids, "each once, and not again within a minute")
	assert.Equal(t, noon, written[0].at)

	require.NoError(t, sightings.Flush(t.Context()))
	assert.Len(t, written, 1, "what is written is forgotten")

	outage = errors.New("disk full")
	sightings.Note(a, time.Time{})
	require.ErrorIs(t, sightings.Flush(t.Context()), outage)

	written, outage = nil, nil
	for range 3000 {
		sightings.Note(uuid.New(), time.Time{})
	}
	require.NoError(t, sightings.Flush(t.Context()))
	assert.Len(t, written[0].ids, 1000, "one write is bounded")
}

func TestSightingsRun(t *testing.T) {
	t.Parallel()
	writes := make(chan []uuid.UUID)
	var outage error
	sightings := auth.NewSightings(clock.NewManual(noon), func(ctx context.Context, ids []uuid.UUID, _ time.Time) error {
		assert.NoError(t, ctx.Err(), "the last write is not cancelled either")
		writes <- ids
		return outage
	})
	var log bytes.Buffer
	ctx, cancel := context.WithCancel(zerolog.New(&log).WithContext(t.Context()))
	done := make(chan struct{})
	go func() {
		defer close(done)
		sightings.Run(ctx)
	}()

	outage = errors.New("disk full")
	seen := uuid.New()
	sightings.Note(seen, time.Time{})
	assert.Equal(t, []uuid.UUID{seen}, <-writes, "what is seen is written without being asked")

	seen = uuid.New()
	sightings.Note(seen, time.Time{})
	assert.Equal(t, []uuid.UUID{seen}, <-writes, "a failure does not stop it")
	sightings.Note(uuid.New(), time.Time{})
	cancel()
	<-writes
	<-done
	assert.Contains(t, log.String(), "disk full", "a failure is logged")
}
