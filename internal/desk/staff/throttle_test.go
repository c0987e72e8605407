package staff_test

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// The reasons of a guess: one that was looked at, and one that was not.
const (
	evaluated = "CREDENTIALS_WRONG"
	refused   = "TOO_MANY_ATTEMPTS"
)

// guess tries a wrong password and returns the reason of the refusal.
func (b bundle) guess(ctx context.Context, email string) string {
	b.Helper()
	_, err := b.sessions.SignIn(ctx, email, "wrong password")
	f, ok := fault.As(err)
	require.True(b, ok, "%v", err)
	return f.Reason
}

// enter signs in with the right password.
func (b bundle) enter(ctx context.Context, email string) {
	b.Helper()
	_, err := b.sessions.SignIn(ctx, email, password)
	require.NoError(b, err)
}

func TestThrottleOfAnAccount(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db).limited()
		b.member("anna@example.com", auth.Manager)
		b.member("jan@example.com", auth.Manager)
		here, neighbour, elsewhere := from(t.Context(), "192.0.2.7"), from(t.Context(), "192.0.2.200"), from(t.Context(), "198.51.100.7")
		require.Equal(t, evaluated, b.guess(here, "anna@example.com"))
		require.Equal(t, evaluated, b.guess(neighbour, "ANNA@example.com"))
		require.Equal(t, evaluated, b.guess(here, "anna@example.com"))
		b.clock.Advance(time.Minute + 100*time.Millisecond)
		_, err := b.sessions.SignIn(here, "anna@example.com", password)
		refusal := faulttest.Require(t, err, fault.Throttled, "TOO_MANY_ATTEMPTS")
		assert.Equal(t, strconv.Itoa(9*60), refusal.Metadata["retry_after_seconds"], "it says how long to wait")
		assert.Equal(t, refused, b.guess(neighbour, "anna@example.com"), "neighbours count together")

		b.enter(elsewhere, "anna@example.com") // nobody can lock out the owner of the account
		for range 20 {
			assert.Equal(t, refused, b.guess(here, "anna@example.com"), "which gives the guesser no new attempts")
		}
		b.enter(here, "jan@example.com") // nor does a flood at one account shut a neighbour out of another

		b.clock.Advance(9 * time.Minute)
		b.enter(here, "anna@example.com") // the window ends, however often was tried meanwhile
	})
}

func TestThrottleForgetsAfterASuccess(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db).limited()
		b.member("anna@example.com", auth.Manager)
		for range 3 {
			for range 2 {
				require.Equal(t, evaluated, b.guess(t.Context(), "anna@example.com"))
			}
			b.enter(t.Context(), "anna@example.com")
		}
	})
}

// Right passwords are no guesses, so that an office may sign in as often as it likes.
func TestThrottleCountsFailuresAlone(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db).limited()
		b.member("anna@example.com", auth.Manager)
		for range 10 {
			b.enter(t.Context(), "anna@example.com")
		}
		for range 10 {
			_, err := b.busy().SignIn(t.Context(), "anna@example.com", password)
			faulttest.Require(t, err, fault.Unavailable, "TOO_BUSY")
			gone, cancel := context.WithCancel(t.Context())
			cancel()
			_, err = b.sessions.SignIn(gone, "anna@example.com", password)
			require.Error(t, err)
		}
		b.enter(t.Context(), "anna@example.com")
		for i := range 8 {
			require.Equal(t, evaluated, b.guess(t.Context(), fmt.Sprintf("a%d@example.com", i)), "all of the network's are left")
		}
		require.Equal(t, refused, b.guess(t.Context(), "b@example.com"))
	})
}

func TestThrottleOfAnUnknownAccountIsTheSame(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db).limited()
		for _, email := range []string{"nobody@example.com", "no e-mail"} {
			for range 3 {
				require.Equal(t, evaluated, b.guess(t.Context(), email))
			}
			require.Equal(t, refused, b.guess(t.Context(), email))
		}
	})
}

func TestThrottleOfANetwork(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db).limited()
		b.member("anna@example.com", auth.Manager)
		here := from(t.Context(), "2001:db8:1::7")
		for i := range 8 {
			require.Equal(t, evaluated, b.guess(from(t.Context(), fmt.Sprintf("2001:db8:1:%x::7", i)), fmt.Sprintf("a%d@example.com", i)))
		}
		counters := b.countCounters()
		_, err := b.sessions.SignIn(here, "anna@example.com", password)
		faulttest.Require(t, err, fault.Throttled, "TOO_MANY_ATTEMPTS")
		require.Equal(t, refused, b.guess(here, "never.tried@example.com"))
		assert.Equal(t, counters, b.countCounters(), "a network without attempts fills no table")
		b.enter(from(t.Context(), "2001:db8:2::7"), "anna@example.com")
	})
}

func TestThrottleHoldsUnderParallelGuesses(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db).limited()
		b.member("anna@example.com", auth.Manager)
		here := from(t.Context(), "192.0.2.7")
		var got sync.Map
		var all sync.WaitGroup
		for i := range 30 {
			all.Go(func() { got.Store(i, b.guess(here, "anna@example.com")) })
		}
		all.Wait()
		counts := map[any]int{}
		got.Range(func(_, reason any) bool { counts[reason]++; return true })
		assert.Equal(t, map[any]int{evaluated: 3, refused: 27}, counts)
		b.enter(from(t.Context(), "198.51.100.7"), "anna@example.com")
	})
}
