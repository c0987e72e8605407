package webhook_test

import (
	"bytes"
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPokesGoOutByThemselves runs the queue: nobody has to ask, and the log keeps what it should not say.
func TestPokesGoOutByThemselves(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, secret := b.create()
		b.change(uuid.Nil)
		b.receiver.says(http.StatusGone)
		log := &safeBuffer{}
		ctx, cancel := context.WithCancel(zerolog.New(log).WithContext(context.WithoutCancel(b.Context())))
		ended := make(chan struct{})
		go func() { defer close(ended); b.jobs.Run(ctx) }()
		got := <-b.receiver.calls
		require.NoError(b, got.verify(b.T, secret))
		require.Eventually(b, func() bool { return !b.state(w).IsEnabled() }, time.Minute, 10*time.Millisecond)
		cancel()
		<-ended
		assert.Contains(b, log.String(), `"webhook":"`+w.ID.String()+`"`)
		for _, hidden := range []string{"token-of-the-receiver", "127.0.0.1", secret} {
			assert.NotContains(b, log.String(), hidden)
		}
	})
}

// waiting counts the pokes in the queue.
func (b *bundle) waiting() (count int) {
	b.Helper()
	rows, err := b.db.Client(b.Context()).QueryContext(b.Context(),
		"SELECT count(*) FROM river_job WHERE kind = 'webhook_poke' AND state = 'available'")
	require.NoError(b, err)
	defer rows.Close()
	require.True(b, rows.Next())
	require.NoError(b, rows.Scan(&count))
	return count
}

// safeBuffer is a log that jobs write while the test reads.
type safeBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}
