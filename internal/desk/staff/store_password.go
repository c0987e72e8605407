package staff

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entstaff "github.com/kartoteka/kartoteka/gen/ent/staff"
)

// account is a member with what their password is verified with. The zero value is that of nobody.
type account struct {
	Member

	hash string
}

// findByEmail returns the account with the normalised e-mail; that of nobody when there is none.
func (s *store) findByEmail(ctx context.Context, emailKey string) (account, error) {
	return s.findAccount(s.db.Client(ctx).Staff.Query().Where(entstaff.EmailKey(emailKey)).Only(ctx))
}

// findByID returns the account of a member; that of nobody when there is none.
func (s *store) findByID(ctx context.Context, id uuid.UUID) (account, error) {
	return s.findAccount(s.db.Client(ctx).Staff.Get(ctx, id))
}

func (s *store) findAccount(row *ent.Staff, err error) (account, error) {
	if ent.IsNotFound(err) {
		return account{}, nil
	}
	if err != nil {
		return account{}, fmt.Errorf("find account: %w", err)
	}
	return account{Member: fromRow(row), hash: row.PasswordHash}, nil
}

// admit takes down that a member signed in and keeps their password under another hash of it. It
// reports false when they were disabled or got another password since it was verified. Their row
// stays locked until the commit: who disables them meanwhile ends the new session too.
func (s *store) admit(ctx context.Context, verified account, hash string, now time.Time) (bool, error) {
	count, err := s.db.Client(ctx).Staff.Update().
		Where(entstaff.ID(verified.ID), entstaff.Disabled(false), entstaff.PasswordHash(verified.hash)).
		SetPasswordHash(hash).SetLastSignInAt(now).
		Save(ctx)
	if err != nil {
		return false, fmt.Errorf("admit staff %s: %w", verified.ID, err)
	}
	return count == 1, nil
}
