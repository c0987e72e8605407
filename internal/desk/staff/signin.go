package staff

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/logging"
)

// errCredentials is the one answer to an unknown e-mail, a wrong password and a disabled account, so
// that nobody learns who has an account.
var errCredentials = fault.New(fault.Unauthenticated, "CREDENTIALS_WRONG", "The e-mail or the password is wrong.")

// Sessions signs staff in and out. It implements auth.SessionFinder.
type Sessions struct {
	Dependencies

	staff     *Service
	store     *store
	sightings *auth.Sightings
}

var _ auth.SessionFinder = (*Sessions)(nil)

// NewSessions returns the sessions of the staff that the service keeps.
func NewSessions(service *Service) *Sessions {
	return &Sessions{
		Dependencies: service.Dependencies,
		staff:        service,
		store:        service.store,
		sightings:    auth.NewSightings(service.Clock, service.store.markSeen),
	}
}

// Run writes down when sessions were last seen, until ctx is done.
func (s *Sessions) Run(ctx context.Context) { s.sightings.Run(ctx) }

// SignedIn is a session that has just begun.
type SignedIn struct {
	Member   Member
	Identity auth.Identity
	Token    string // for the cookie; only its hash is kept
}

// SignIn begins a session; the one that the caller had ends. Every attempt is counted before the
// password is looked at, and an account that does not exist costs as much time as one that does.
//
// Errors: CREDENTIALS_WRONG, TOO_MANY_ATTEMPTS, TOO_BUSY.
func (s *Sessions) SignIn(ctx context.Context, typedEmail, password string) (SignedIn, error) {
	key := typedEmail // what is no e-mail has no account, but guesses at it count too
	address, err := email.Parse(typedEmail)
	if err == nil {
		key = address.Key
	}
	var found account
	hash := ""
	ok, err := s.guess(ctx, key, func() (isRight bool, err error) {
		if found, err = s.store.findByEmail(ctx, address.Key); err != nil {
			return false, err
		}
		hash, isRight, err = s.verify(ctx, found, password)
		return isRight && !found.Disabled, err
	})
	if found.ID != uuid.Nil {
		logging.Subject(ctx, found.ID.String())
	}
	if err != nil {
		return SignedIn{}, err
	}
	if !ok {
		return SignedIn{}, errCredentials
	}
	return s.admit(ctx, found, hash)
}

// verify reports whether the password is that of the account, and returns the hash that it should have.
func (s *Sessions) verify(ctx context.Context, found account, password string) (hash string, isRight bool, err error) {
	isRight, outdated, err := s.Hasher.Verify(ctx, password, found.hash)
	if err != nil || !outdated {
		return found.hash, isRight, err
	}
	hash, err = s.Hasher.Hash(ctx, password)
	return hash, isRight, err
}

// SignOut ends the caller's session at once.
func (s *Sessions) SignOut(ctx context.Context) error {
	return s.store.endSession(ctx, auth.From(ctx).SessionID)
}

// FindSession implements auth.SessionFinder.
func (s *Sessions) FindSession(ctx context.Context, tokenHash []byte) (auth.Identity, error) {
	found, member, ok, err := s.store.findSession(ctx, tokenHash)
	if err != nil {
		return auth.Identity{}, err
	}
	if !ok || member.Disabled || found.isOver(s.Clock.Now(), s.Limits.SessionIdle) {
		return auth.Identity{}, auth.ErrSessionEnded
	}
	s.sightings.Note(found.id, found.seenAt)
	return member.Identity(found.id), nil
}

func (s *Sessions) admit(ctx context.Context, verified account, hash string) (signedIn SignedIn, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		ok, err := s.store.admit(ctx, verified, hash, s.Clock.Now())
		if err != nil {
			return err
		}
		if !ok {
			return errCredentials
		}
		signedIn, err = s.begin(ctx, verified.ID)
		return err
	})
	return signedIn, err
}

// begin saves a new session in the caller's transaction, with a token that nobody knew before.
func (s *Sessions) begin(ctx context.Context, memberID uuid.UUID) (SignedIn, error) {
	now, token := s.Clock.Now(), auth.NewToken()
	if old := auth.From(ctx).SessionID; old != uuid.Nil {
		if err := s.store.endSession(ctx, old); err != nil {
			return SignedIn{}, err
		}
	}
	if err := s.store.purgeSessions(ctx, now); err != nil {
		return SignedIn{}, err
	}
	if err := s.store.purgeCounters(ctx, now); err != nil {
		return SignedIn{}, err
	}
	begun := newSession(memberID, token, auth.ClientFrom(ctx), now, s.Limits.SessionLife)
	if err := s.store.insertSession(ctx, begun); err != nil {
		return SignedIn{}, err
	}
	member, err := s.store.get(ctx, memberID)
	if err != nil {
		return SignedIn{}, fmt.Errorf("begin session: %w", err)
	}
	return SignedIn{Member: member, Identity: member.Identity(begun.id), Token: token}, nil
}
