package database

import (
	"context"
	"net"
	"sync"
	"time"
)

const (
	// silence is how long PostgreSQL may say nothing to somebody without a deadline of their own.
	silence = 25 * time.Second
	// grace is how long PostgreSQL may still take to say that a statement is cancelled.
	grace = time.Second
	// endTime is how long a commit or a rollback may take. Nobody cancels those.
	endTime = 5 * time.Second
	// connectTime is how long PostgreSQL may take to greet.
	connectTime = 5 * time.Second
)

// line is the network connection to PostgreSQL of one session. The driver asks PostgreSQL to cancel a statement
// whose caller has given up, and then waits for its answer. A server that hangs, or a network that swallows
// everything, never answers, so the line is cut instead.
type line struct {
	net.Conn

	mu     sync.Mutex
	until  time.Time     // when it is cut; zero without such a time
	silent time.Duration // how long the other side may say nothing; zero is for ever
	leave  func() bool   // ends the watch of the last caller
	turn   int           // tells the callers apart
}

// follow cuts the line soon after the caller gives up. It ends the watch of the caller before, who may have gone
// long since.
func (l *line) follow(ctx context.Context) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.take()
	if ctx.Value(unlimitedKey{}) != nil {
		return
	}
	if _, ok := ctx.Deadline(); !ok {
		l.silent = silence
	}
	if ctx.Done() != nil {
		turn := l.turn
		l.leave = context.AfterFunc(ctx, func() { l.cut(turn) })
	}
}

// limit cuts the line after a time at the latest, besides what the caller asks for.
func (l *line) limit(within time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.until = time.Now().Add(within)
}

// alone gives the line a time to work, whatever becomes of the caller.
func (l *line) alone(within time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.take()
	l.until = time.Now().Add(within)
}

// take ends what the last caller asked for.
func (l *line) take() {
	if l.leave != nil {
		l.leave()
	}
	l.until, l.silent, l.leave = time.Time{}, 0, nil
	l.turn++
}

// cut gives PostgreSQL a moment to answer the caller of the turn, who has given up.
func (l *line) cut(turn int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if end := time.Now().Add(grace); turn == l.turn && (l.until.IsZero() || end.Before(l.until)) {
		l.until = end
		_ = l.SetDeadline(l.until) // for the read that waits; a closed line needs none
	}
}

// Read implements net.Conn.
func (l *line) Read(into []byte) (int, error) {
	if err := l.arm(l.SetReadDeadline); err != nil {
		return 0, err
	}
	return l.Conn.Read(into)
}

// Write implements net.Conn.
func (l *line) Write(from []byte) (int, error) {
	if err := l.arm(l.SetWriteDeadline); err != nil {
		return 0, err
	}
	return l.Conn.Write(from)
}

func (l *line) arm(set func(time.Time) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	end := l.until
	if end.IsZero() && l.silent > 0 {
		end = time.Now().Add(l.silent)
	}
	return set(end)
}

type unlimitedKey struct{}

// unlimited lets statements take as long as they need, as those of migrations do.
func unlimited(ctx context.Context) context.Context {
	return context.WithValue(ctx, unlimitedKey{}, true)
}
