package clock_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
)

func TestSystem(t *testing.T) {
	t.Parallel()
	before := time.Now()
	now := clock.System.Now()
	after := time.Now()
	t.Run("tells the time of the machine", func(t *testing.T) {
		t.Parallel()
		assert.False(t, now.Before(before.Truncate(time.Microsecond)))
		assert.False(t, now.After(after))
	})
	t.Run("tells what a database gives back: UTC and whole microseconds", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, time.UnixMicro(now.UnixMicro()).UTC(), now)
	})
}

func TestManual(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 3, 29, 12, 0, 0, 0, time.UTC)
	t.Run("stands still", func(t *testing.T) {
		t.Parallel()
		c := clock.NewManual(noon)
		assert.Equal(t, noon, c.Now())
		assert.Equal(t, noon, c.Now())
	})
	t.Run("advances by what it is told", func(t *testing.T) {
		t.Parallel()
		c := clock.NewManual(noon)
		assert.Equal(t, noon.Add(90*time.Minute), c.Advance(90*time.Minute))
		assert.Equal(t, noon.Add(90*time.Minute), c.Now())
	})
	t.Run("can be set back", func(t *testing.T) {
		t.Parallel()
		c := clock.NewManual(noon)
		c.Set(noon.Add(-time.Hour))
		assert.Equal(t, noon.Add(-time.Hour), c.Now())
	})
	t.Run("keeps UTC and whole microseconds", func(t *testing.T) {
		t.Parallel()
		warsaw := time.FixedZone("CEST", 2*60*60)
		c := clock.NewManual(noon.In(warsaw).Add(1999 * time.Nanosecond))
		assert.Equal(t, noon.Add(time.Microsecond), c.Now())
		c.Set(time.Now())
		assert.Equal(t, time.UnixMicro(c.Now().UnixMicro()).UTC(), c.Now())
	})
	t.Run("can be shared", func(t *testing.T) {
		t.Parallel()
		c := clock.NewManual(noon)
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() { c.Advance(time.Second) })
		}
		all.Wait()
		assert.Equal(t, noon.Add(100*time.Second), c.Now())
	})
}
