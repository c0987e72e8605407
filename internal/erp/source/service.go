package source

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
)

var (
	errNotFound    = fault.New(fault.NotFound, "SOURCE_SYSTEM_NOT_FOUND", "There is no such source system.")
	errRunNotFound = fault.New(fault.NotFound, "SYNC_RUN_NOT_FOUND", "There is no such run.")
	errCodeTaken   = fault.Taken(path+"code", "SOURCE_CODE_TAKEN", "Another source system has this code.")
)

// path is that of a source system in the requests.
const path = "sourceSystem."

// Dependencies are what the Service stands on.
type Dependencies struct {
	DB      *database.DB
	Clock   clock.Clock
	History *audit.Log
}

// Service keeps the source systems.
type Service struct {
	Dependencies

	store *store
	kind  entity.Kind[System]
}

// NewService returns the source systems kept in the database.
func NewService(on Dependencies) *Service {
	s := &Service{Dependencies: on, store: &store{db: on.DB}}
	s.kind = entity.Kind[System]{
		DB: on.DB, Clock: on.Clock, History: on.History, Fields: fields, Get: s.store.get,
		Save: func(ctx context.Context, before, after System) error {
			return table.Update(ctx, on.DB, database.Revision[System]{Before: before, After: after})
		},
		Stamp: func(system *System) (uuid.UUID, *int64, *time.Time) {
			return system.ID, &system.Version, &system.UpdatedAt
		},
	}
	return s
}

// Create registers a source system. Without a name, its code is its name. Errors: SOURCE_CODE_TAKEN, also for a code
// that differs in case alone, and INVALID_FIELDS with those of Apply.
func (s *Service) Create(ctx context.Context, change Change) (System, error) {
	system := System{Settings: Settings{MatchBy: MatchByNone, UnknownGroups: CreateGroups}}
	if change.Code == nil {
		change.Code = new(string)
	}
	if err := fault.InvalidFields(fault.Within(path, system.Apply(change))); err != nil {
		return System{}, err
	}
	system.ID, system.Version, system.CreatedAt = id.New(), 1, s.Clock.Now()
	system.UpdatedAt = system.CreatedAt
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		_, isTaken, err := s.store.findByCode(ctx, system.Code)
		if err != nil {
			return err
		}
		if isTaken {
			return errCodeTaken
		}
		if err := table.Insert(ctx, s.DB, system); err != nil {
			return err
		}
		return s.kind.Record(ctx, "SOURCE_CREATED", System{}, system)
	})
	if err != nil {
		return System{}, err
	}
	return system, nil
}

// EnsureByCode returns the source system with the code, whose case does not matter, and registers it if it is new.
// Errors: SOURCE_CODE_INVALID.
func (s *Service) EnsureByCode(ctx context.Context, code string) (System, error) {
	found, ok, err := s.findByCode(ctx, code)
	if ok || err != nil {
		return found, err
	}
	created, err := s.Create(ctx, Change{Code: &code})
	if !fault.Is(err, errCodeTaken.Reason) {
		return created, err
	}
	// Another call registered it at the same moment.
	found, ok, err = s.findByCode(ctx, code)
	if err == nil && !ok {
		err = errNotFound
	}
	return found, err
}

// Update changes the name and the settings of a source system; the code stays. An empty etag is not checked. Where
// nothing differs, nothing is written. Errors: SOURCE_SYSTEM_NOT_FOUND, ETAG_MISMATCH, and INVALID_FIELDS with those
// of Apply.
func (s *Service) Update(ctx context.Context, id uuid.UUID, etag string, change Change) (System, error) {
	change.Code = nil
	update := entity.Change{ID: id, ETag: etag, Action: "SOURCE_UPDATED"}
	return s.kind.Change(ctx, update, func(_ context.Context, system *System) error {
		return fault.InvalidFields(fault.Within(path, system.Apply(change)))
	})
}

// ForgetRevisions forgets the revisions of all contractors and discounts of a source system, and returns how many
// there were. The next push of each stands. Errors: SOURCE_SYSTEM_NOT_FOUND.
func (s *Service) ForgetRevisions(ctx context.Context, id uuid.UUID) (count int, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.mustExist(ctx, id); err != nil {
			return err
		}
		if count, err = s.store.forgetRevisions(ctx, id); err != nil || count == 0 {
			return err
		}
		return s.History.Record(ctx, audit.Entry{SubjectID: id, Action: "SOURCE_REVISIONS_FORGOTTEN"})
	})
	return count, err
}

// findByCode finds nothing for an invalid code, without a query.
func (s *Service) findByCode(ctx context.Context, code string) (System, bool, error) {
	if !codes.MatchString(code) {
		return System{}, false, nil
	}
	return s.store.findByCode(ctx, code)
}
