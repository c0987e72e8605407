package staff

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var (
	errNotFound  = fault.New(fault.NotFound, "STAFF_NOT_FOUND", "There is no such staff member.")
	errLastOwner = fault.New(fault.Precondition, "LAST_OWNER", "Somebody must remain who can manage staff: make another one owner first.")
)

// Dependencies are what the package stands on.
type Dependencies struct {
	DB      *database.DB
	Clock   clock.Clock
	Hasher  *auth.Hasher
	History *audit.Log
}

// Service keeps the staff.
type Service struct {
	Dependencies

	store *store
}

// NewService returns the service.
func NewService(on Dependencies) *Service {
	return &Service{Dependencies: on, store: &store{db: on.DB}}
}

// CreateInput describes a new member. Without a password they get a temporary one.
type CreateInput struct {
	Email    string
	Name     string
	Role     auth.Role
	Code     string
	Password string
}

// Create adds a member and returns the temporary password, if one was made: it is not to be had again.
//
// Errors: STAFF_EMAIL_TAKEN, STAFF_CODE_TAKEN, EMAIL_INVALID, NAME_REQUIRED, ROLE_REQUIRED and those
// of auth.CheckPassword.
func (s *Service) Create(ctx context.Context, in CreateInput) (created Member, temporary string, err error) {
	member := Member{ID: id.New(), Version: 1, CreatedAt: s.Clock.Now()}
	violations := prefixed("staff.", member.Apply(Change{Email: &in.Email, Name: &in.Name, Role: &in.Role, Code: &in.Code}))
	if in.Password == "" {
		temporary = auth.NewTemporaryPassword()
		in.Password, member.MustChangePassword = temporary, true
	}
	violations = append(violations, auth.CheckPassword("password", in.Password, in.Email)...)
	if err := fault.InvalidFields(violations); err != nil {
		return Member{}, "", err
	}
	hash, err := s.Hasher.Hash(ctx, in.Password)
	if err != nil {
		return Member{}, "", err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error { return s.add(ctx, member, hash) })
	if err != nil {
		return Member{}, "", err
	}
	return member, temporary, nil
}

// UpdateInput changes a member; an empty ETag is not checked.
type UpdateInput struct {
	ID     uuid.UUID
	ETag   string
	Change Change
}

// Update changes a member. A new role or a disabled account counts at once and ends the sessions.
//
// Errors: STAFF_NOT_FOUND, ETAG_MISMATCH, LAST_OWNER, STAFF_EMAIL_TAKEN, STAFF_CODE_TAKEN,
// EMAIL_INVALID, NAME_REQUIRED, ROLE_REQUIRED.
func (s *Service) Update(ctx context.Context, in UpdateInput) (saved Member, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		before, err := s.store.get(ctx, in.ID)
		if err != nil {
			return err
		}
		if err := fault.CheckETag(in.ETag, before.ETag()); err != nil {
			return err
		}
		saved = before
		if err := fault.InvalidFields(prefixed("staff.", saved.Apply(in.Change))); err != nil {
			return err
		}
		return s.save(ctx, before, &saved)
	})
	return saved, err
}

// ResetPassword gives a member a new temporary password, which is not to be had again, and ends
// their sessions. Errors: STAFF_NOT_FOUND.
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
		member.MustChangePassword = true
		if err := s.store.setPassword(ctx, member, hash, s.Clock.Now()); err != nil {
			return err
		}
		if err := s.store.endSessions(ctx, memberID, uuid.Nil); err != nil {
			return err
		}
		return s.History.Record(ctx, audit.Entry{SubjectID: memberID, Action: "STAFF_PASSWORD_RESET"})
	})
	if err != nil {
		return "", err
	}
	return temporary, nil
}

func (s *Service) add(ctx context.Context, member Member, hash string) error {
	if err := s.store.insert(ctx, member, hash); err != nil {
		return err
	}
	return s.History.Record(ctx, audit.Entry{SubjectID: member.ID, Action: "STAFF_CREATED", Changes: audit.Diff(fields, Member{}, member)})
}

// save writes what has changed, if anything has. The sessions end after the member was written:
// whoever signs in meanwhile waits for that row and then finds it changed.
func (s *Service) save(ctx context.Context, before Member, after *Member) error {
	changes := audit.Diff(fields, before, *after)
	if len(changes) == 0 {
		return nil
	}
	after.Version++
	if err := s.store.update(ctx, *after, s.Clock.Now()); err != nil {
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
		if err := s.store.endSessions(ctx, after.ID, uuid.Nil); err != nil {
			return err
		}
	}
	return s.History.Record(ctx, audit.Entry{SubjectID: after.ID, Action: "STAFF_UPDATED", Changes: changes})
}

func prefixed(prefix string, violations []fault.Field) []fault.Field {
	for i := range violations {
		violations[i].Path = prefix + violations[i].Path
	}
	return violations
}
