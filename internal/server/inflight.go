package server

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	// maxInFlight is how many bytes of heavy requests may be in flight at once. Until it is answered, each
	// takes several times its size in memory.
	maxInFlight = 4 * maxBytes
	// maxWait is how long a heavy request waits for its turn.
	maxWait = 10 * time.Second
	// smallCompressed is the size up to which a compressed request cannot become large.
	smallCompressed = 512
)

var errBusy = fault.New(fault.Unavailable, "SERVER_BUSY", "The server is at work on other large requests; send this one again in a moment.").
	With("retry_after_seconds", "5")

// inFlight limits the memory that all requests take together. Light requests pass; a heavy one waits for its turn
// before the rest of it is read, which slows its sender down.
type inFlight struct {
	room    *semaphore.Weighted
	maxWait time.Duration
}

func newInFlight() *inFlight { return &inFlight{semaphore.NewWeighted(maxInFlight), maxWait} }

// enter waits for room. The error is SERVER_BUSY, or that of the context.
func (f *inFlight) enter(ctx context.Context, weight int64) error {
	waiting, cancel := context.WithTimeoutCause(ctx, f.maxWait, errBusy)
	defer cancel()
	if f.room.Acquire(waiting, weight) != nil {
		return context.Cause(waiting)
	}
	return nil
}

// leave makes room for others.
func (f *inFlight) leave(weight int64) { f.room.Release(weight) }

// weigh returns the size up to which a request is light, and what it weighs if it turns out to be larger.
func weigh(r *http.Request) (light int, weight int64) {
	light, weight = smallRequest, r.ContentLength
	isCompressed := false
	for _, header := range []string{"Content-Encoding", "Connect-Content-Encoding", "Grpc-Encoding"} {
		encoding := r.Header.Get(header)
		isCompressed = isCompressed || encoding != "" && encoding != "identity"
	}
	if isCompressed {
		light = smallCompressed
	}
	if isCompressed || weight < 0 || weight > maxBytes {
		weight = maxBytes
	}
	return light, weight
}
