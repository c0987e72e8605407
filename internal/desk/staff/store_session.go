package staff

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	entstaff "github.com/kartoteka/kartoteka/gen/ent/staff"
	"github.com/kartoteka/kartoteka/gen/ent/staffsession"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
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

// findSession returns the session and its member; false when there is none. It is asked on every
// request, so it is one query by one index.
func (s *store) findSession(ctx context.Context, tokenHash []byte) (session, Member, bool, error) {
	var rows []struct {
		ID                 uuid.UUID `sql:"id"`
		SeenAt             time.Time `sql:"seen_at"`
		ExpiresAt          time.Time `sql:"expires_at"`
		StaffID            uuid.UUID `sql:"staff_id"`
		Role               string    `sql:"role"`
		Disabled           bool      `sql:"disabled"`
		MustChangePassword bool      `sql:"must_change_password"`
	}
	err := s.db.Client(ctx).StaffSession.Query().
		Where(staffsession.TokenHash(tokenHash)).
		Modify(func(sel *entsql.Selector) {
			member := entsql.Table(entstaff.Table)
			sel.Join(member).On(sel.C(staffsession.FieldStaffID), member.C(entstaff.FieldID))
			sel.Select(
				sel.C(staffsession.FieldID), sel.C(staffsession.FieldSeenAt), sel.C(staffsession.FieldExpiresAt), sel.C(staffsession.FieldStaffID),
				member.C(entstaff.FieldRole), member.C(entstaff.FieldDisabled), member.C(entstaff.FieldMustChangePassword),
			)
		}).
		Scan(database.Prepared(ctx), &rows)
	if err != nil {
		return session{}, Member{}, false, fmt.Errorf("find session: %w", err)
	}
	if len(rows) == 0 {
		return session{}, Member{}, false, nil
	}
	row := rows[0]
	member := Member{ID: row.StaffID, Role: auth.Role(row.Role), Disabled: row.Disabled, MustChangePassword: row.MustChangePassword}
	return session{id: row.ID, memberID: row.StaffID, seenAt: row.SeenAt, expiresAt: row.ExpiresAt}, member, true, nil
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
