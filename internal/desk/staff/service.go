package staff

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
)

var (
	errNotFound   = fault.New(fault.NotFound, "STAFF_NOT_FOUND", "There is no such staff member.")
	errEmailTaken = fault.Taken(path+"email", "STAFF_EMAIL_TAKEN", "Another staff member has this e-mail.")
	errCodeTaken  = fault.Taken(path+"code", "STAFF_CODE_TAKEN", "Another staff member has this code.")
	errLastOwner  = fault.New(fault.Precondition, "LAST_OWNER", "Somebody must remain who can manage staff: make another one owner first.")
)

// Dependencies are what the package stands on.
type Dependencies struct {
	DB      *database.DB
	Clock   clock.Clock
	Hasher  *auth.Hasher
	History *audit.Log
	Limits  auth.Limits // auth.DefaultLimits where there are none
}

// Service keeps the staff.
type Service struct {
	Dependencies

	store *store
	kind  entity.Kind[Member]
}

// NewService returns the staff kept in the database.
func NewService(on Dependencies) *Service {
	if on.Limits == (auth.Limits{}) {
		on.Limits = auth.DefaultLimits()
	}
	s := &Service{Dependencies: on, store: &store{db: on.DB}}
	s.kind = entity.Kind[Member]{
		DB: on.DB, Clock: on.Clock, History: on.History, Fields: fields, Get: s.store.get, Save: s.save,
		Stamp: func(m *Member) (uuid.UUID, *int64, *time.Time) { return m.ID, &m.Version, &m.UpdatedAt },
	}
	return s
}

// path is that of a member in the requests.
const path = "staff."

// Create adds a member. Without a password they get a temporary one, which is returned and can never be
// read again.
//
// Errors: STAFF_EMAIL_TAKEN, STAFF_CODE_TAKEN, and INVALID_FIELDS with those of Apply and
// auth.CheckPassword.
func (s *Service) Create(ctx context.Context, change Change, password string) (created Member, temporary string, err error) {
	member := s.newMember()
	change = form.Whole(change)
	violations := fault.Within(path, member.Apply(change))
	if password == "" {
		temporary = auth.NewTemporaryPassword()
		password, member.MustChangePassword = temporary, true
	}
	violations = append(violations, auth.CheckPassword("password", password, *change.Email)...)
	if err := fault.InvalidFields(violations); err != nil {
		return Member{}, "", err
	}
	hash, err := s.Hasher.Hash(ctx, password)
	if err != nil {
		return Member{}, "", err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error { return s.insert(ctx, account{Member: member, hash: hash}) })
	if err != nil {
		return Member{}, "", err
	}
	return member, temporary, nil
}

// Update changes a member. A new role or a disabled account counts at once and ends the sessions. An empty
// etag is not checked. Where nothing differs, nothing is written.
//
// Errors: STAFF_NOT_FOUND, ETAG_MISMATCH, LAST_OWNER, STAFF_EMAIL_TAKEN, STAFF_CODE_TAKEN, and
// INVALID_FIELDS with those of Apply.
func (s *Service) Update(ctx context.Context, id uuid.UUID, etag string, change Change) (Member, error) {
	update := entity.Change{ID: id, ETag: etag, Action: actionUpdated}
	return s.kind.Change(ctx, update, func(_ context.Context, member *Member) error {
		return fault.InvalidFields(fault.Within(path, member.Apply(change)))
	})
}

// ResetPassword gives a member a new temporary password, which can never be read again, and ends their
// sessions. Errors: STAFF_NOT_FOUND.
func (s *Service) ResetPassword(ctx context.Context, memberID uuid.UUID) (temporary string, err error) {
	temporary = auth.NewTemporaryPassword()
	hash, err := s.Hasher.Hash(ctx, temporary)
	if err != nil {
		return "", err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		member, err := s.store.get(ctx, memberID)
		if err != nil {
			return err
		}
		if err := s.setPassword(ctx, account{Member: member}, hash, true); err != nil {
			return err
		}
		if err := s.store.endSessions(ctx, memberID, uuid.Nil); err != nil {
			return err
		}
		return s.History.Record(ctx, audit.Entry{SubjectID: memberID, Action: actionPasswordReset})
	})
	if err != nil {
		return "", err
	}
	return temporary, nil
}

// setPassword gives an account that was just read another password, temporary or not.
func (s *Service) setPassword(ctx context.Context, before account, hash string, isTemporary bool) error {
	after := account{Member: before.Member, hash: hash}
	after.MustChangePassword, after.UpdatedAt = isTemporary, s.Clock.Now()
	return table.Update(ctx, s.DB, database.Revision[account]{Before: before, After: after})
}

func (s *Service) newMember() Member {
	now := s.Clock.Now()
	return Member{ID: id.New(), Version: 1, CreatedAt: now, UpdatedAt: now}
}

func (s *Service) insert(ctx context.Context, created account) error {
	if err := s.store.checkFree(ctx, created.Member); err != nil {
		return err
	}
	if err := table.Insert(ctx, s.DB, created); err != nil {
		return err
	}
	return s.kind.Record(ctx, actionCreated, Member{}, created.Member)
}

// save ends the sessions after the member was written: whoever signs in meanwhile waits for that row and
// then finds it changed.
func (s *Service) save(ctx context.Context, before, after Member) error {
	if err := s.store.checkFree(ctx, after); err != nil {
		return err
	}
	err := table.Update(ctx, s.DB, database.Revision[account]{Before: account{Member: before}, After: account{Member: after}})
	if err != nil {
		return err
	}
	if before.isOwner() && !after.isOwner() {
		owners, err := s.store.lockOwners(ctx)
		if err != nil {
			return err
		}
		if owners == 0 {
			return errLastOwner
		}
	}
	if before.Role != after.Role || after.Disabled {
		return s.store.endSessions(ctx, after.ID, uuid.Nil)
	}
	return nil
}
