package source

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/discount"
	"github.com/kartoteka/kartoteka/gen/ent/identity"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// table is where staff's part of source systems is kept. Pushes write the rest of a row.
var table = database.Table[System]{Name: sourcesystem.Table, Columns: []database.Column[System]{
	{Name: sourcesystem.FieldID, Value: func(s System) any { return s.ID }},
	{Name: sourcesystem.FieldVersion, Value: func(s System) any { return s.Version }},
	{Name: sourcesystem.FieldCreatedAt, Value: func(s System) any { return s.CreatedAt }},
	{Name: sourcesystem.FieldUpdatedAt, Value: func(s System) any { return s.UpdatedAt }},
	{Name: sourcesystem.FieldCode, Value: func(s System) any { return s.Code }},
	{Name: sourcesystem.FieldName, Value: func(s System) any { return s.Name }},
	{Name: sourcesystem.FieldOwnership, Value: func(s System) any { return database.JSON(s.Ownership) }},
	{Name: sourcesystem.FieldMatchBy, Value: func(s System) any { return string(s.MatchBy) }},
	{Name: sourcesystem.FieldUnknownGroups, Value: func(s System) any { return string(s.UnknownGroups) }},
}}

// store keeps source systems.
type store struct{ db *database.DB }

func (s *store) get(ctx context.Context, id uuid.UUID) (System, error) {
	found, err := s.load(ctx, s.db.Client(ctx).SourceSystem.Query().Where(sourcesystem.ID(id)))
	if err != nil {
		return System{}, fmt.Errorf("get source system %s: %w", id, err)
	}
	if len(found) == 0 {
		return System{}, errNotFound
	}
	return found[0], nil
}

// findByCode compares without case, and prefers the one whose code is the same to the letter: in older databases
// two codes may differ in case alone.
func (s *store) findByCode(ctx context.Context, code string) (System, bool, error) {
	found, err := s.load(ctx, s.db.Client(ctx).SourceSystem.Query().Where(sourcesystem.CodeEqualFold(code)).Order(sourcesystem.ByCode()))
	if err != nil {
		return System{}, false, fmt.Errorf("find source system: %w", err)
	}
	if len(found) == 0 {
		return System{}, false, nil
	}
	at := max(slices.IndexFunc(found, func(system System) bool { return system.Code == code }), 0)
	return found[at], true, nil
}

func (s *store) list(ctx context.Context) ([]System, error) {
	found, err := s.load(ctx, s.db.Client(ctx).SourceSystem.Query().Order(sourcesystem.ByCode()))
	if err != nil {
		return nil, fmt.Errorf("list source systems: %w", err)
	}
	return found, nil
}

func (s *store) forgetRevisions(ctx context.Context, id uuid.UUID) (int, error) {
	contractors, err := s.db.Client(ctx).Identity.Update().
		Where(identity.SourceSystemID(id), identity.SourceRevisionNEQ("")).SetSourceRevision("").Save(ctx)
	if err != nil {
		return 0, fmt.Errorf("forget revisions of contractors of source system %s: %w", id, err)
	}
	discounts, err := s.db.Client(ctx).Discount.Update().
		Where(discount.SourceSystemID(id), discount.SourceRevisionNEQ("")).SetSourceRevision("").Save(ctx)
	if err != nil {
		return 0, fmt.Errorf("forget revisions of discounts of source system %s: %w", id, err)
	}
	return contractors + discounts, nil
}

func (s *store) mustExist(ctx context.Context, id uuid.UUID) error {
	found, err := s.db.Client(ctx).SourceSystem.Query().Where(sourcesystem.ID(id)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look up source system %s: %w", id, err)
	}
	if !found {
		return errNotFound
	}
	return nil
}

func fromRow(row *ent.SourceSystem) System {
	return System{
		ID: row.ID, Version: row.Version, Code: row.Code, Name: row.Name, CreatedAt: row.CreatedAt.UTC(), UpdatedAt: row.UpdatedAt.UTC(),
		Settings: Settings{
			Ownership: row.Ownership, MatchBy: MatchBy(row.MatchBy), UnknownGroups: UnknownGroups(row.UnknownGroups),
		},
		LastContactAt: timeOf(row.LastContactAt),
	}
}
