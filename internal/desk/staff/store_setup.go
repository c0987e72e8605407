package staff

import (
	"context"
	"fmt"
	"time"

	"github.com/kartoteka/kartoteka/gen/ent/setuptoken"
)

// addSetupToken saves a token and clears away those that have expired.
func (s *store) addSetupToken(ctx context.Context, hash []byte, now time.Time) error {
	client := s.db.Client(ctx)
	if _, err := client.SetupToken.Delete().Where(setuptoken.ExpiresAtLTE(now)).Exec(ctx); err != nil {
		return fmt.Errorf("clear expired set-up tokens: %w", err)
	}
	if err := client.SetupToken.Create().SetTokenHash(hash).SetExpiresAt(now.Add(setupTokenLife)).Exec(ctx); err != nil {
		return fmt.Errorf("save set-up token: %w", err)
	}
	return nil
}

func (s *store) hasSetupToken(ctx context.Context, hash []byte, now time.Time) (bool, error) {
	found, err := s.db.Client(ctx).SetupToken.Query().Where(setuptoken.TokenHash(hash), setuptoken.ExpiresAtGT(now)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("find set-up token: %w", err)
	}
	return found, nil
}

// useSetupToken takes the token, which only one of several at the same moment can, and makes the
// others worthless.
func (s *store) useSetupToken(ctx context.Context, hash []byte) error {
	client := s.db.Client(ctx)
	taken, err := client.SetupToken.Delete().Where(setuptoken.TokenHash(hash)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("use set-up token: %w", err)
	}
	if taken == 0 {
		return errSetupToken
	}
	if _, err := client.SetupToken.Delete().Exec(ctx); err != nil {
		return fmt.Errorf("clear set-up tokens: %w", err)
	}
	return nil
}
