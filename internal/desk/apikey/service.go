package apikey

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/distinct"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// Dependencies are what the Service stands on.
type Dependencies struct {
	DB      *database.DB
	Clock   clock.Clock
	History *audit.Log
}

// Service keeps the keys. It implements auth.KeyFinder.
type Service struct {
	Dependencies

	store     *store
	sightings *auth.Sightings
}

var _ auth.KeyFinder = (*Service)(nil)

// NewService returns the keys kept in the database.
func NewService(on Dependencies) *Service {
	keys := &store{db: on.DB}
	return &Service{Dependencies: on, store: keys, sightings: auth.NewSightings(on.Clock, keys.markUsed)}
}

// Run writes down when keys were last used, until ctx is done.
func (s *Service) Run(ctx context.Context) { s.sightings.Run(ctx) }

// path is that of a key in the requests.
const path = "apiKey."

// CreateInput describes a new key.
type CreateInput struct {
	Name         string
	Scopes       []auth.Scope
	SourceSystem string    // the code of the one that it is bound to; may be empty
	ExpiresAt    time.Time // zero for a key that does not expire
}

// Create makes a key and returns it whole, which is not to be had again.
//
// Errors: SOURCE_SYSTEM_NOT_FOUND, SOURCE_REQUIRED, EXPIRY_IN_PAST, NAME_REQUIRED, SCOPE_REQUIRED.
func (s *Service) Create(ctx context.Context, in CreateInput) (created Key, whole string, err error) {
	secret := auth.NewKey()
	key := Key{
		ID:           id.New(),
		KeyID:        secret.ID,
		Name:         in.Name,
		Scopes:       distinct.Of(in.Scopes),
		SourceSystem: in.SourceSystem,
		CreatedAt:    s.Clock.Now(),
	}
	if !in.ExpiresAt.IsZero() {
		key.ExpiresAt = in.ExpiresAt.UTC().Truncate(time.Microsecond)
	}
	if err := fault.InvalidFields(fault.Within(path, key.validate(key.CreatedAt))); err != nil {
		return Key{}, "", err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if key.SourceSystem != "" {
			if key.SourceSystemID, err = s.store.sourceID(ctx, key.SourceSystem); err != nil {
				return err
			}
		}
		if err := table.Insert(ctx, s.DB, sealed{key, secret.Hash()}); err != nil {
			return err
		}
		return s.History.Record(ctx, audit.Entry{SubjectID: key.ID, Action: "API_KEY_CREATED", Changes: audit.Diff(fields, Key{}, key)})
	})
	if err != nil {
		return Key{}, "", err
	}
	return key, secret.String(), nil
}

// Revoke ends a key at once, for good. Revoking it again changes nothing. Errors: API_KEY_NOT_FOUND.
func (s *Service) Revoke(ctx context.Context, keyID uuid.UUID) (revoked Key, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		isNew, err := s.store.revoke(ctx, keyID, s.Clock.Now())
		if err != nil {
			return err
		}
		if revoked, err = s.store.get(ctx, keyID); err != nil || !isNew {
			return err
		}
		return s.History.Record(ctx, audit.Entry{SubjectID: keyID, Action: "API_KEY_REVOKED"})
	})
	return revoked, err
}

// FindKey implements auth.KeyFinder. What has become of a key is told only to who has its secret.
func (s *Service) FindKey(ctx context.Context, shown auth.Key) (auth.Identity, error) {
	key, ok, err := s.store.find(ctx, shown.ID)
	if err != nil {
		return auth.Identity{}, err
	}
	if !ok || !shown.Matches(key.secretHash) {
		return auth.Identity{}, auth.ErrKeyUnknown
	}
	if err := key.check(s.Clock.Now()); err != nil {
		return auth.Identity{}, err
	}
	s.sightings.Note(key.ID, key.UsedAt)
	return key.Identity(), nil
}

// Identify returns a key as a caller, without its secret. Errors: API_KEY_NOT_FOUND and those of a key
// that does not count any more.
func (s *Service) Identify(ctx context.Context, keyID uuid.UUID) (auth.Identity, error) {
	key, err := s.store.get(ctx, keyID)
	if err != nil {
		return auth.Identity{}, err
	}
	if err := key.check(s.Clock.Now()); err != nil {
		return auth.Identity{}, err
	}
	return key.Identity(), nil
}
