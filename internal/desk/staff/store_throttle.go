package staff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/kartoteka/kartoteka/gen/ent/signinthrottle"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// raiseCounter counts an attempt unless the counter is full, and begins a new window where the last one has ended.
// One statement does it all, so that of any number of attempts at the same moment each is counted.
const raiseCounter = `INSERT INTO sign_in_throttles (id, key_hash, attempts, window_ends_at) VALUES ($1, $2, 1, $3)
ON CONFLICT (key_hash) DO UPDATE SET
  attempts = CASE WHEN sign_in_throttles.window_ends_at > $4 THEN sign_in_throttles.attempts + 1 ELSE 1 END,
  window_ends_at = CASE WHEN sign_in_throttles.window_ends_at > $4 THEN sign_in_throttles.window_ends_at ELSE excluded.window_ends_at END
WHERE sign_in_throttles.window_ends_at <= $4 OR sign_in_throttles.attempts < $5
RETURNING attempts`

// raise counts an attempt and reports whether it is one of those allowed; one that is not does not count.
func (s *store) raise(ctx context.Context, keyHash []byte, allowed int, now, end time.Time) (ok bool, err error) {
	var attempts int
	err = s.db.One(ctx, raiseCounter, []any{id.New(), keyHash, end, now, allowed}, &attempts)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("count attempt: %w", err)
	}
	return true, nil
}

// lower takes an attempt back.
func (s *store) lower(ctx context.Context, keyHash []byte) error {
	_, err := s.db.Client(ctx).SignInThrottle.Update().
		Where(signinthrottle.KeyHash(keyHash), signinthrottle.AttemptsGT(0)).AddAttempts(-1).Save(ctx)
	if err != nil {
		return fmt.Errorf("take attempt back: %w", err)
	}
	return nil
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
