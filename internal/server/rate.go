package server

import (
	"sync"

	"github.com/google/uuid"
	"golang.org/x/time/rate"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// burstSeconds is how long a key may call at twice its rate.
const burstSeconds = 2

var errRate = fault.New(fault.Throttled, "RATE_LIMITED", "The key calls too often; wait a moment and send the request again with the same request id.").
	With("retry_after_seconds", "1")

// rates limits the calls of each key, so that none crowds out the others. Each key has a bucket of calls that refills
// at a steady rate. There are only as many buckets as keys, so they are never removed.
type rates struct {
	perSecond int // calls of one key; 0 means no limit
	mu        sync.Mutex
	buckets   map[uuid.UUID]*rate.Limiter
}

func newRates(perSecond int) *rates {
	return &rates{perSecond: perSecond, buckets: map[uuid.UUID]*rate.Limiter{}}
}

// take refuses a call of a key that has no calls left. Staff have no limit: a person cannot call that often.
func (r *rates) take(caller auth.Identity) error {
	if r.perSecond == 0 || caller.Kind != auth.ERP && caller.Kind != auth.APIKey {
		return nil
	}
	if !r.bucket(caller.ID).Allow() {
		return errRate
	}
	return nil
}

func (r *rates) bucket(key uuid.UUID) *rate.Limiter {
	r.mu.Lock()
	defer r.mu.Unlock()
	bucket := r.buckets[key]
	if bucket == nil {
		bucket = rate.NewLimiter(rate.Limit(r.perSecond), r.perSecond*burstSeconds)
		r.buckets[key] = bucket
	}
	return bucket
}
