package staff

import (
	"context"
	"strconv"
	"time"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// The attempts allowed in a window. They are counted by network, so that nobody can lock out an
// account from elsewhere; a window always ends, so that nobody is locked out for good.
const (
	throttleWindow  = 10 * time.Minute
	attemptsAccount = 10  // at one account from one network
	attemptsOverall = 100 // at all accounts from one network
)

var errTooMany = fault.New(fault.Throttled, "TOO_MANY_ATTEMPTS", "Too many attempts to sign in; wait before the next one.")

// attempt counts an attempt to guess the password of an account, before anything is verified.
// Errors: TOO_MANY_ATTEMPTS.
func (s *Sessions) attempt(ctx context.Context, accountKey string) error {
	network := auth.ClientFrom(ctx).Network()
	// The network goes first: once it is out of attempts, it makes no more counters of accounts.
	if err := s.count(ctx, networkCounter(network), attemptsOverall); err != nil {
		return err
	}
	return s.count(ctx, accountCounter(network, accountKey), attemptsAccount)
}

func (s *Sessions) count(ctx context.Context, counter []byte, allowed int) error {
	now := s.Clock.Now()
	attempts, err := s.store.raise(ctx, counter, now)
	if err != nil || attempts <= allowed {
		return err
	}
	end, err := s.store.windowEnd(ctx, counter)
	if err != nil {
		return err
	}
	wait := max(1, int((end.Sub(now)+time.Second-1)/time.Second))
	return errTooMany.With("retry_after_seconds", strconv.Itoa(wait))
}

// forgetAttempts clears the counter of an account whose password was right.
func (s *Sessions) forgetAttempts(ctx context.Context, accountKey string) error {
	return s.store.clearCounter(ctx, accountCounter(auth.ClientFrom(ctx).Network(), accountKey))
}

// Counters are kept by hash: they are no list of who tried to sign in.
func networkCounter(network string) []byte { return auth.HashToken("network\x00" + network) }

func accountCounter(network, accountKey string) []byte {
	return auth.HashToken("account\x00" + network + "\x00" + accountKey)
}
