package server

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	// maxInFlight is how many bytes of heavy requests are worked on at once. Each takes several times
	// its bytes of memory until it is answered.
	maxInFlight = 4 * maxBytes
	// patience is for how long a heavy request waits its turn.
	patience = 10 * time.Second
	// lightPacked is the size of a packed request that holds next to nothing unpacked.
	lightPacked = 512
)

var errCrowded = fault.New(fault.Unavailable, "SERVER_BUSY", "The server is at work on other large requests; send this one again in a moment.").
	With("retry_after_seconds", "5")

// crowd bounds the memory that the requests of all callers take together. Light ones pass; a heavy one
// waits its turn before the rest of it is read, which holds its sender up.
type crowd struct {
	room     *semaphore.Weighted
	patience time.Duration
}

func newCrowd() *crowd { return &crowd{semaphore.NewWeighted(maxInFlight), patience} }

// enter waits for room. The error is SERVER_BUSY, or that of the context.
func (c *crowd) enter(ctx context.Context, weight int64) error {
	waiting, cancel := context.WithTimeoutCause(ctx, c.patience, errCrowded)
	defer cancel()
	if c.room.Acquire(waiting, weight) != nil {
		return context.Cause(waiting)
	}
	return nil
}

// weigh returns up to which size a request is light, and for how much it counts beyond.
func weigh(r *http.Request) (light int, weight int64) {
	light, weight = harmless, r.ContentLength
	isPacked := false
	for _, header := range []string{"Content-Encoding", "Connect-Content-Encoding", "Grpc-Encoding"} {
		encoding := r.Header.Get(header)
		isPacked = isPacked || encoding != "" && encoding != "identity"
	}
	if isPacked {
		light = lightPacked
	}
	if isPacked || weight < 0 || weight > maxBytes {
		weight = maxBytes
	}
	return light, weight
}
