package staff

import (
	"context"
	"fmt"
	"time"

	"github.com/kartoteka/kartoteka/gen/ent/signinthrottle"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// raiseCounter counts an attempt and begins a new window where the last one has ended. One statement
// does it all, so that of any number of attempts at the same moment each gets a number of its own.
const raiseCounter = `INSERT INTO sign_in_throttles (id, key_hash, attempts, window_ends_at) VALUES ($1, $2, 1, $3)
ON CONFLICT (key_hash) DO UPDATE SET
  attempts = CASE WHEN sign_in_throttles.window_ends_at > $4 THEN sign_in_throttles.attempts + 1 ELSE 1 END,
  window_ends_at = CASE WHEN sign_in_throttles.window_ends_at > $4 THEN sign_in_throttles.window_ends_at ELSE excluded.window_ends_at END
RETURNING attempts`

// raise counts an attempt and returns which of the window it was.
func (s *store) raise(ctx context.Context, keyHash []byte, now time.Time) (attempts int, err error) {
	if err := s.db.One(ctx, raiseCounter, []any{id.New(), keyHash, now.Add(throttleWindow), now}, &attempts); err != nil {
		return 0, fmt.Errorf("count attempt: %w", err)
	}
	return attempts, nil
}

// windowEnd returns when a counter begins anew; the zero time when it is gone already.
func (s *store) windowEnd(ctx context.Context, keyHash []byte) (time.Time, error) {
	rows, err := s.db.Client(ctx).SignInThrottle.Query().Where(signinthrottle.KeyHash(keyHash)).All(ctx)
	if err != nil {
		return time.Time{}, fmt.Errorf("read counter: %w", err)
	}
	if len(rows) == 0 {
		return time.Time{}, nil
	}
	return rows[0].WindowEndsAt, nil
}

func (s *store) clearCounter(ctx context.Context, keyHash []byte) error {
	if _, err := s.db.Client(ctx).SignInThrottle.Delete().Where(signinthrottle.KeyHash(keyHash)).Exec(ctx); err != nil {
		return fmt.Errorf("clear counter: %w", err)
	}
	return nil
}

func (s *store) purgeCounters(ctx context.Context, now time.Time) error {
	client := s.db.Client(ctx)
	ids, err := client.SignInThrottle.Query().Where(signinthrottle.WindowEndsAtLTE(now)).Limit(purge).IDs(ctx)
	if err != nil {
		return fmt.Errorf("find old counters: %w", err)
	}
	if len(ids) == 0 {
		return nil
	}
	_, err = client.SignInThrottle.Delete().Where(signinthrottle.IDIn(ids...), signinthrottle.WindowEndsAtLTE(now)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("clear old counters: %w", err)
	}
	return nil
}
