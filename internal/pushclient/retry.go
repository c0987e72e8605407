package pushclient

import (
	"context"
	"math/rand/v2"
	"time"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

const (
	maxAttempts = 8
	firstWait   = 500 * time.Millisecond
	longestWait = 30 * time.Second
	// callTimeout is above the server's own deadline, so that it is the server who gives up.
	callTimeout = 45 * time.Second
)

// send delivers the request however often it takes, always with the same request id.
func (c *Client) send(ctx context.Context, request *apiv1.PushContractorsRequest) (*apiv1.PushContractorsResponse, error) {
	for attempt := 1; ; attempt++ {
		response, err := c.attempt(ctx, request)
		if err == nil {
			return response, nil
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		refusal := explain(err)
		if attempt == maxAttempts || !refusal.isTransient() {
			return nil, refusal
		}
		wait := max(backoff(attempt), min(refusal.retryAfter, longestWait))
		c.config.Retrying(Retry{Attempt: attempt, Of: maxAttempts, Wait: wait, Reason: refusal})
		if err := c.config.Pause(ctx, wait); err != nil {
			return nil, err
		}
	}
}

func (c *Client) attempt(ctx context.Context, request *apiv1.PushContractorsRequest) (*apiv1.PushContractorsResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return c.rpc.PushContractors(ctx, request)
}

// backoff doubles with every attempt. Half of it is chance, so that clients which
// failed together do not come back together.
func backoff(attempt int) time.Duration {
	wait := min(firstWait<<(attempt-1), longestWait)
	return wait/2 + rand.N(wait/2)
}

func pause(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
