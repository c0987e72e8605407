package staff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/staffsession"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// purge is how many ended sessions and old counters one sign-in clears away.
const purge = 20

func (s *store) insertSession(ctx context.Context, n session) error {
	err := s.db.Client(ctx).StaffSession.Create().
		SetID(n.id).SetStaffID(n.memberID).SetTokenHash(n.tokenHash).
		SetCreatedAt(n.createdAt).SetSeenAt(n.seenAt).SetExpiresAt(n.expiresAt).
		SetIP(n.ip).SetUserAgent(n.userAgent).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("save session of staff %s: %w", n.memberID, err)
	}
	return nil
}

// selectSession is asked on every request of staff, so it is one query by one index.
const selectSession = `
SELECT s.id, s.seen_at, s.expires_at, m.id, m.role, m.disabled, m.must_change_password
FROM staff_sessions s JOIN staff m ON m.id = s.staff_id
WHERE s.token_hash = $1`

// findSession returns the session and its member; false when there is none.
func (s *store) findSession(ctx context.Context, tokenHash []byte) (found session, member Member, ok bool, err error) {
	err = s.db.One(database.Prepared(ctx), selectSession, []any{tokenHash},
		&found.id, &found.seenAt, &found.expiresAt, &member.ID, &member.Role, &member.Disabled, &member.MustChangePassword)
	if errors.Is(err, sql.ErrNoRows) {
		return session{}, Member{}, false, nil
	}
	if err != nil {
		return session{}, Member{}, false, fmt.Errorf("find session: %w", err)
	}
	found.memberID = member.ID
	return found, member, true, nil
}

func (s *store) markSeen(ctx context.Context, ids []uuid.UUID, at time.Time) error {
	return s.db.Client(ctx).StaffSession.Update().
		Where(staffsession.IDIn(ids...), staffsession.SeenAtLT(at)).
		SetSeenAt(at).Exec(ctx)
}

func (s *store) endSession(ctx context.Context, id uuid.UUID) error {
	if _, err := s.db.Client(ctx).StaffSession.Delete().Where(staffsession.ID(id)).Exec(ctx); err != nil {
		return fmt.Errorf("end session %s: %w", id, err)
	}
	return nil
}

// endSessions ends all sessions of a member but one.
func (s *store) endSessions(ctx context.Context, memberID, but uuid.UUID) error {
	_, err := s.db.Client(ctx).StaffSession.Delete().
		Where(staffsession.StaffID(memberID), staffsession.IDNEQ(but)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("end sessions of staff %s: %w", memberID, err)
	}
	return nil
}

func (s *store) purgeSessions(ctx context.Context, now time.Time) error {
	client := s.db.Client(ctx)
	ids, err := client.StaffSession.Query().Where(staffsession.ExpiresAtLTE(now)).Limit(purge).IDs(ctx)
	if err != nil {
		return fmt.Errorf("find ended sessions: %w", err)
	}
	if len(ids) == 0 {
		return nil
	}
	if _, err := client.StaffSession.Delete().Where(staffsession.IDIn(ids...)).Exec(ctx); err != nil {
		return fmt.Errorf("clear ended sessions: %w", err)
	}
	return nil
}
