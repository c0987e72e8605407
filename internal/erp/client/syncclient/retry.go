package syncclient

import (
	"context"
	"math/rand/v2"
	"time"
)

const (
	maxAttempts = 8
	firstWait   = 500 * time.Millisecond
	longestWait = 30 * time.Second
	// callTimeout is longer than the server's own deadline, so that the server gives up first.
	callTimeout = 45 * time.Second
)

// call repeats a call with the same request until it succeeds or cannot succeed.
func call[Request, Response any](ctx context.Context, c *Client, request Request, method func(context.Context, Request) (Response, error)) (Response, error) {
	for attempt := 1; ; attempt++ {
		response, err := within(ctx, request, method)
		if err == nil {
			return response, nil
		}
		if ctx.Err() != nil {
			return response, context.Cause(ctx)
		}
		refusal := explain(err)
		if attempt == maxAttempts || !refusal.isTransient() {
			return response, refusal
		}
		if err := c.rest(ctx, attempt, refusal); err != nil {
			return response, err
		}
	}
}

func within[Request, Response any](ctx context.Context, request Request, method func(context.Context, Request) (Response, error)) (Response, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return method(ctx, request)
}

// rest waits before the next attempt.
func (c *Client) rest(ctx context.Context, attempt int, refusal *Refusal) error {
	wait := max(backoff(attempt), min(refusal.retryAfter, longestWait))
	c.config.Retrying(Retry{Attempt: attempt, Of: maxAttempts, Wait: wait, Reason: refusal})
	return c.config.Pause(ctx, wait)
}

// backoff doubles with every attempt. Half of it is random, so that clients that failed together do not
// return together.
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
