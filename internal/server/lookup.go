package server

import (
	"context"
	"errors"
	"time"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// lookupTime is how long it may take to find out who calls. It comes before the call's own time.
const lookupTime = 4 * time.Second

// lookups find sessions and keys in time.
type lookups struct {
	sessions auth.SessionFinder
	keys     auth.KeyFinder
}

// FindSession implements auth.SessionFinder.
func (l lookups) FindSession(ctx context.Context, tokenHash []byte) (auth.Identity, error) {
	return inTime(ctx, func(ctx context.Context) (auth.Identity, error) { return l.sessions.FindSession(ctx, tokenHash) })
}

// FindKey implements auth.KeyFinder.
func (l lookups) FindKey(ctx context.Context, key auth.Key) (auth.Identity, error) {
	return inTime(ctx, func(ctx context.Context) (auth.Identity, error) { return l.keys.FindKey(ctx, key) })
}

func inTime(ctx context.Context, find func(context.Context) (auth.Identity, error)) (auth.Identity, error) {
	limited, cancel := context.WithTimeout(ctx, lookupTime)
	defer cancel()
	identity, err := find(limited)
	if err != nil && ctx.Err() == nil && errors.Is(limited.Err(), context.DeadlineExceeded) {
		return auth.Identity{}, errors.Join(database.ErrUnreachable, err)
	}
	return identity, err
}
