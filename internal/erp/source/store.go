package source

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

const reasonCodeTaken = "SOURCE_CODE_TAKEN"

// store keeps source systems.
type store struct{ db *database.DB }

func (s *store) insert(ctx context.Context, system System) error {
	err := s.db.Client(ctx).SourceSystem.Create().
		SetID(system.ID).SetVersion(system.Version).SetCreatedAt(system.CreatedAt).SetUpdatedAt(system.CreatedAt).
		SetCode(system.Code).SetName(system.Name).
		Exec(ctx)
	if database.IsUniqueViolation(err) {
		const text = "Another source system has this code."
		field := fault.Field{Path: "sourceSystem.code", Reason: reasonCodeTaken, Text: text}
		return &fault.Fault{Kind: fault.AlreadyExists, Reason: reasonCodeTaken, Text: text, Fields: []fault.Field{field}}
	}
	if err != nil {
		return fmt.Errorf("save source system %s: %w", system.ID, err)
	}
	return nil
}

// update writes what staff can change, if the source system still has the version before.
func (s *store) update(ctx context.Context, system System, now time.Time) error {
	count, err := s.db.Client(ctx).SourceSystem.Update().
		Where(sourcesystem.ID(system.ID), sourcesystem.Version(system.Version-1)).
		SetName(system.Name).SetOwnership(system.Ownership).
		SetMatchBy(string(system.MatchBy)).SetUnknownGroups(string(system.UnknownGroups)).
		SetVersion(system.Version).SetUpdatedAt(now).
		Save(ctx)
	if err != nil {
		return fmt.Errorf("save source system %s: %w", system.ID, err)
	}
	if count == 0 {
		return database.ErrRaced
	}
	return nil
}

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

func (s *store) findByCode(ctx context.Context, code string) (System, bool, error) {
	found, err := s.load(ctx, s.db.Client(ctx).SourceSystem.Query().Where(sourcesystem.Code(code)))
	if err != nil {
		return System{}, false, fmt.Errorf("find source system: %w", err)
	}
	if len(found) == 0 {
		return System{}, false, nil
	}
	return found[0], true, nil
}

func (s *store) list(ctx context.Context) ([]System, error) {
	found, err := s.load(ctx, s.db.Client(ctx).SourceSystem.Query().Order(sourcesystem.ByCode()))
	if err != nil {
		return nil, fmt.Errorf("list source systems: %w", err)
	}
	return found, nil
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
		ID: row.ID, Version: row.Version, Code: row.Code, Name: row.Name, CreatedAt: row.CreatedAt.UTC(),
		Settings: Settings{
			Ownership: row.Ownership, MatchBy: MatchBy(row.MatchBy), UnknownGroups: UnknownGroups(row.UnknownGroups),
		},
		LastContactAt: timeOf(row.LastContactAt),
	}
}
