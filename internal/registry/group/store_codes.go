package group

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/groupcode"
	"github.com/kartoteka/kartoteka/gen/ent/predicate"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// codeRow is a code as it is kept.
type codeRow struct {
	groupID, sourceID uuid.UUID
	code              string
}

// codeTable is where the codes of groups are kept.
var codeTable = database.Table[codeRow]{Name: groupcode.Table, Columns: []database.Column[codeRow]{
	{Name: groupcode.FieldID, Value: func(codeRow) any { return id.New() }},
	{Name: groupcode.FieldGroupID, Value: func(c codeRow) any { return c.groupID }},
	{Name: groupcode.FieldSourceSystemID, Value: func(c codeRow) any { return c.sourceID }},
	{Name: groupcode.FieldCode, Value: func(c codeRow) any { return c.code }},
}}

// sourceSystems returns the ids of the source systems that the codes belong to, by their own code.
func (s store) sourceSystems(ctx context.Context, codes []Code) (map[string]uuid.UUID, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	wanted := make([]string, len(codes))
	for i, code := range codes {
		wanted[i] = code.SourceSystem
	}
	rows, err := s.db.Client(ctx).SourceSystem.Query().
		Where(sourcesystem.CodeIn(wanted...)).
		Select(sourcesystem.FieldID, sourcesystem.FieldCode).
		All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up source systems: %w", err)
	}
	systems := make(map[string]uuid.UUID, len(rows))
	for _, row := range rows {
		systems[row.Code] = row.ID
	}
	return systems, nil
}

// takenCodes returns those of the codes that other groups have, without a group.
func (s store) takenCodes(ctx context.Context, groupID uuid.UUID, codes []codeRow) (map[codeRow]bool, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	anyOf := make([]predicate.GroupCode, len(codes))
	for i, code := range codes {
		anyOf[i] = groupcode.And(groupcode.SourceSystemID(code.sourceID), groupcode.Code(code.code))
	}
	rows, err := s.db.Client(ctx).GroupCode.Query().
		Where(groupcode.Or(anyOf...), groupcode.GroupIDNEQ(groupID)).
		All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up codes of groups: %w", err)
	}
	taken := make(map[codeRow]bool, len(rows))
	for _, row := range rows {
		taken[codeRow{sourceID: row.SourceSystemID, code: row.Code}] = true
	}
	return taken, nil
}

func (s store) replaceCodes(ctx context.Context, groupID uuid.UUID, codes []codeRow) error {
	if _, err := s.db.Client(ctx).GroupCode.Delete().Where(groupcode.GroupID(groupID)).Exec(ctx); err != nil {
		return fmt.Errorf("delete codes of group %s: %w", groupID, err)
	}
	return codeTable.Insert(ctx, s.db, codes...)
}

func withSourceSystem(query *ent.GroupCodeQuery) {
	query.WithSourceSystem(func(query *ent.SourceSystemQuery) {
		query.Select(sourcesystem.FieldID, sourcesystem.FieldCode)
	})
}

func codesFrom(rows []*ent.GroupCode) []Code {
	codes := make([]Code, len(rows))
	for i, row := range rows {
		codes[i] = Code{SourceSystem: row.Edges.SourceSystem.Code, Code: row.Code}
	}
	slices.SortFunc(codes, Code.compare)
	return codes
}
