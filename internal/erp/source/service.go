package source

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var (
	errNotFound    = fault.New(fault.NotFound, "SOURCE_SYSTEM_NOT_FOUND", "There is no such source system.")
	errRunNotFound = fault.New(fault.NotFound, "SYNC_RUN_NOT_FOUND", "There is no such run.")
)

// Service keeps the source systems.
type Service struct {
	db      *database.DB
	clock   clock.Clock
	history *audit.Log
	store   *store
}

// NewService returns the service.
func NewService(db *database.DB, now clock.Clock, history *audit.Log) *Service {
	return &Service{db: db, clock: now, history: history, store: &store{db: db}}
}

// Create registers a source system. Without a name, its code is its name.
//
// Errors: SOURCE_CODE_TAKEN, SOURCE_CODE_INVALID.
func (s *Service) Create(ctx context.Context, code, name string) (System, error) {
	system := System{ID: id.New(), Version: 1, Code: code, Name: name, CreatedAt: s.clock.Now(), Settings: usualSettings()}
	if err := fault.InvalidFields(system.validate()); err != nil {
		return System{}, err
	}
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.insert(ctx, system); err != nil {
			return err
		}
		return s.history.Record(ctx, audit.Entry{SubjectID: system.ID, Action: "SOURCE_CREATED", Changes: []audit.Change{
			{Field: "code", New: audit.Text(system.Code)}, {Field: "name", New: audit.Text(system.Name)},
		}})
	})
	if err != nil {
		return System{}, err
	}
	return system, nil
}

// EnsureByCode returns the source system with the code, and registers it if it is new. Errors:
// SOURCE_CODE_INVALID.
func (s *Service) EnsureByCode(ctx context.Context, code string) (System, error) {
	found, ok, err := s.findByCode(ctx, code)
	if ok || err != nil {
		return found, err
	}
	created, err := s.Create(ctx, code, "")
	if !fault.Is(err, reasonCodeTaken) {
		return created, err
	}
	// Another call registered it at the same moment.
	found, ok, err = s.findByCode(ctx, code)
	if err == nil && !ok {
		err = errNotFound
	}
	return found, err
}

// UpdateInput changes a source system; an empty ETag is not checked.
type UpdateInput struct {
	ID     uuid.UUID
	ETag   string
	Change Change
}

// Update changes the name and the settings of a source system.
//
// Errors: SOURCE_SYSTEM_NOT_FOUND, ETAG_MISMATCH, FIELD_UNKNOWN, FIELD_OWNER_FIXED.
func (s *Service) Update(ctx context.Context, in UpdateInput) (saved System, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		before, err := s.store.get(ctx, in.ID)
		if err != nil {
			return err
		}
		if err := fault.CheckETag(in.ETag, before.ETag()); err != nil {
			return err
		}
		saved = before
		violations := in.Change.apply(&saved)
		if err := fault.InvalidFields(append(violations, saved.validate()...)); err != nil {
			return err
		}
		changes := diff(before, saved)
		if len(changes) == 0 {
			return nil
		}
		saved.Version++
		if err := s.store.update(ctx, saved, s.clock.Now()); err != nil {
			return err
		}
		return s.history.Record(ctx, audit.Entry{SubjectID: saved.ID, Action: "SOURCE_UPDATED", Changes: changes})
	})
	if err != nil {
		return System{}, err
	}
	return saved, nil
}

// findByCode finds nothing for an invalid code, without a query.
func (s *Service) findByCode(ctx context.Context, code string) (System, bool, error) {
	if !codes.MatchString(code) {
		return System{}, false, nil
	}
	return s.store.findByCode(ctx, code)
}
