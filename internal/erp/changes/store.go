package changes

import (
	"context"
	"fmt"
	"time"

	"github.com/kartoteka/kartoteka/gen/ent/apikey"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// store reads the keys of callers.
type store struct{ db *database.DB }

// checkKey refuses a caller whose key was revoked or has expired while it waited.
func (s store) checkKey(ctx context.Context, now time.Time) error {
	isLive, err := s.db.Client(ctx).APIKey.Query().
		Where(apikey.ID(auth.From(ctx).ID), apikey.RevokedAtIsNil(), apikey.Or(apikey.ExpiresAtIsNil(), apikey.ExpiresAtGT(now))).
		Exist(ctx)
	if err != nil {
		return fmt.Errorf("look up key: %w", err)
	}
	if !isLive {
		return auth.ErrKeyRevoked
	}
	return nil
}
