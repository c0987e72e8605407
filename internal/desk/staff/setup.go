package staff

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// setupTokenLife is how long the link that the first start prints can be used.
const setupTokenLife = 24 * time.Hour

var (
	errSetupDone  = fault.New(fault.Precondition, "SETUP_DONE", "There is staff already: sign in, or ask an owner to add you.")
	errSetupToken = fault.New(fault.Unauthenticated, "SETUP_TOKEN_WRONG", "The link is not valid any more; restart the server for a new one.")
)

// EnsureSetupToken returns a new token that CreateOwner takes, if it is needed: as long as there is
// no staff. Earlier ones stay valid, since another process may have printed them.
func (s *Sessions) EnsureSetupToken(ctx context.Context) (token string, needed bool, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		isDone, err := s.store.exists(ctx)
		if err != nil || isDone {
			token, needed = "", false
			return err
		}
		token, needed = auth.NewToken(), true
		return s.store.addSetupToken(ctx, auth.HashToken(token), s.Clock.Now())
	})
	return token, needed, err
}

// OwnerInput describes the first owner.
type OwnerInput struct {
	Token    string
	Email    string
	Name     string
	Password string
}

// CreateOwner makes the first owner and signs them in. The token is used up.
//
// Errors: SETUP_TOKEN_WRONG, SETUP_DONE, EMAIL_INVALID, NAME_REQUIRED, TOO_BUSY and those of
// auth.CheckPassword.
func (s *Sessions) CreateOwner(ctx context.Context, in OwnerInput) (signedIn SignedIn, err error) {
	// Only who has the token may make the server hash.
	if err := s.checkSetup(ctx, in.Token); err != nil {
		return SignedIn{}, err
	}
	member := s.staff.newMember()
	violations := member.Apply(Change{Email: &in.Email, Name: &in.Name, Role: new(auth.Owner)})
	violations = append(violations, auth.CheckPassword("password", in.Password, in.Email)...)
	if err := fault.InvalidFields(violations); err != nil {
		return SignedIn{}, err
	}
	hash, err := s.Hasher.Hash(ctx, in.Password)
	if err != nil {
		return SignedIn{}, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.checkSetup(ctx, in.Token); err != nil {
			return err
		}
		if err := s.store.useSetupToken(ctx, auth.HashToken(in.Token)); err != nil {
			return err
		}
		if err := s.staff.insert(auth.With(ctx, member.Identity(uuid.Nil)), account{Member: member, hash: hash}); err != nil {
			return err
		}
		signedIn, err = s.admit(ctx, account{Member: member, hash: hash}, hash)
		return err
	})
	return signedIn, err
}

func (s *Sessions) checkSetup(ctx context.Context, token string) error {
	isDone, err := s.store.exists(ctx)
	if err != nil {
		return err
	}
	if isDone {
		return errSetupDone
	}
	isValid, err := s.store.hasSetupToken(ctx, auth.HashToken(token), s.Clock.Now())
	if err != nil {
		return err
	}
	if !isValid {
		return errSetupToken
	}
	return nil
}
