package staff

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

var errTooMany = fault.New(fault.Throttled, "TOO_MANY_ATTEMPTS", "Too many attempts to sign in; wait before the next one.")

// guess lets the caller try a password of an account, and reports whether it was right. Wrong ones are counted by
// network, so that nobody can lock out an account from elsewhere, and for a time, so that nobody is locked out for
// good. They are counted before anything is verified, so that many at the same moment are no more than are allowed.
//
// Errors: TOO_MANY_ATTEMPTS and those of verify.
func (s *Sessions) guess(ctx context.Context, accountKey string, verify func() (isRight bool, err error)) (isRight bool, err error) {
	network := auth.ClientFrom(ctx).Network()
	all, own := networkCounter(network), accountCounter(network, accountKey)
	// The network goes first: once it is out of attempts, it makes no more counters of accounts.
	if err := s.count(ctx, all, s.Limits.PerNetwork); err != nil {
		return false, err
	}
	if err := s.count(ctx, own, s.Limits.PerAccount); err != nil {
		// Nothing was tried: whoever hammers at one account shuts no neighbour out of another.
		return false, errors.Join(err, s.store.lower(ctx, all))
	}
	isRight, err = verify()
	afterwards := context.WithoutCancel(ctx) // what was no wrong password is taken back even if the caller has gone
	switch {
	case err != nil:
		return false, errors.Join(err, s.store.lower(afterwards, all), s.store.lower(afterwards, own))
	case isRight:
		return true, errors.Join(s.store.lower(afterwards, all), s.store.clearCounter(afterwards, own))
	default:
		return false, nil
	}
}

func (s *Sessions) count(ctx context.Context, counter []byte, allowed int) error {
	now := s.Clock.Now()
	ok, err := s.store.raise(ctx, counter, allowed, now, now.Add(s.Limits.Window))
	if err != nil || ok {
		return err
	}
	end, err := s.store.windowEnd(ctx, counter)
	if err != nil {
		return err
	}
	wait := max(1, int((end.Sub(now)+time.Second-1)/time.Second))
	return errTooMany.With("retry_after_seconds", strconv.Itoa(wait))
}

// Counters are kept by hash: they are no list of who tried to sign in.
func networkCounter(network string) []byte { return auth.HashToken("network\x00" + network) }

func accountCounter(network, accountKey string) []byte {
	return auth.HashToken("account\x00" + network + "\x00" + accountKey)
}
