package group

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	entgroup "github.com/kartoteka/kartoteka/gen/ent/group"
	"github.com/kartoteka/kartoteka/gen/ent/groupcode"
	"github.com/kartoteka/kartoteka/gen/ent/membership"
	"github.com/kartoteka/kartoteka/gen/ent/predicate"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
)

func (s store) sourceCode(ctx context.Context, sourceID uuid.UUID) (string, error) {
	code, err := s.db.Client(ctx).SourceSystem.Query().
		Where(sourcesystem.ID(sourceID)).
		Select(sourcesystem.FieldCode).
		String(ctx)
	if err != nil {
		return "", fmt.Errorf("get code of source system %s: %w", sourceID, err)
	}
	return code, nil
}

// groupsByCode returns the groups that the source system has these codes for, by code.
func (s store) groupsByCode(ctx context.Context, sourceID uuid.UUID, codes []string) (map[string]uuid.UUID, error) {
	rows, err := s.db.Client(ctx).GroupCode.Query().
		Where(groupcode.SourceSystemID(sourceID), groupcode.CodeIn(codes...)).
		All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up groups by code: %w", err)
	}
	groups := make(map[string]uuid.UUID, len(codes))
	for _, row := range rows {
		groups[row.Code] = row.GroupID
	}
	return groups, nil
}

// groupsByName returns the groups that have one of the names, by folded name.
func (s store) groupsByName(ctx context.Context, names []string) (map[string]uuid.UUID, error) {
	keys := make([][]byte, len(names))
	for i, name := range names {
		keys[i] = nameKey(name)
	}
	rows, err := s.db.Client(ctx).Group.Query().
		Where(entgroup.NameKeyIn(keys...)).
		Select(entgroup.FieldID, entgroup.FieldNameKey).
		All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up groups by name: %w", err)
	}
	groups := make(map[string]uuid.UUID, len(rows))
	for _, row := range rows {
		groups[string(row.NameKey)] = row.ID
	}
	return groups, nil
}

// lastSortOrder returns the place of the last group, zero where there is none.
func (s store) lastSortOrder(ctx context.Context) (int32, error) {
	last, err := s.db.Client(ctx).Group.Query().
		Order(entgroup.BySortOrder(entsql.OrderDesc())).
		Limit(1).
		Select(entgroup.FieldSortOrder).
		Ints(ctx)
	if err != nil {
		return 0, fmt.Errorf("look up last group: %w", err)
	}
	if len(last) == 0 {
		return 0, nil
	}
	return int32(last[0]), nil
}

// touch raises the versions of groups of which something else than their own row has changed.
func (s store) touch(ctx context.Context, ids []uuid.UUID, now time.Time) error {
	if len(ids) == 0 {
		return nil
	}
	err := s.db.Client(ctx).Group.Update().
		Where(entgroup.IDIn(ids...)).
		AddVersion(1).
		SetUpdatedAt(now).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("touch groups: %w", err)
	}
	return nil
}

// membershipsOfSource returns the ids of the memberships that the source system gave, by customer and group.
func (s store) membershipsOfSource(ctx context.Context, sourceID uuid.UUID, customerIDs []uuid.UUID) (map[uuid.UUID]map[uuid.UUID]uuid.UUID, error) {
	rows, err := s.db.Client(ctx).Membership.Query().
		Where(ofSource(sourceID), membership.CustomerIDIn(customerIDs...)).
		Select(membership.FieldID, membership.FieldCustomerID, membership.FieldGroupID).
		All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list memberships of source system %s: %w", sourceID, err)
	}
	memberships := map[uuid.UUID]map[uuid.UUID]uuid.UUID{}
	for _, row := range rows {
		if memberships[row.CustomerID] == nil {
			memberships[row.CustomerID] = map[uuid.UUID]uuid.UUID{}
		}
		memberships[row.CustomerID][row.GroupID] = row.ID
	}
	return memberships, nil
}

func ofSource(sourceID uuid.UUID) predicate.Membership {
	return membership.And(membership.Origin(string(ByERP)), membership.SourceKey(sourceID.String()))
}

func (s store) deleteMemberships(ctx context.Context, ids []uuid.UUID, now time.Time) error {
	if len(ids) == 0 {
		return nil
	}
	return s.endMemberships(ctx, membership.IDIn(ids...), len(ids), now)
}
