package group

import (
	"context"
	"encoding/binary"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entgroup "github.com/kartoteka/kartoteka/gen/ent/group"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var errNotFound = fault.New(fault.NotFound, "GROUP_NOT_FOUND", "There is no such group.")

// table is where groups are kept, without their codes and members.
var table = database.Table[Group]{Name: entgroup.Table, Columns: []database.Column[Group]{
	{Name: entgroup.FieldID, Value: func(g Group) any { return g.ID }},
	{Name: entgroup.FieldVersion, Value: func(g Group) any { return g.Version }},
	{Name: entgroup.FieldCreatedAt, Value: func(g Group) any { return g.CreatedAt }},
	{Name: entgroup.FieldUpdatedAt, Value: func(g Group) any { return g.UpdatedAt }},
	{Name: entgroup.FieldName, Value: func(g Group) any { return g.Name }},
	{Name: entgroup.FieldNameKey, Value: func(g Group) any { return nameKey(g.Name) }},
	{Name: entgroup.FieldSearchText, Value: func(g Group) any { return fold.Search(g.Name) }},
	{Name: entgroup.FieldDescription, Value: func(g Group) any { return g.Description }},
	{Name: entgroup.FieldSortOrder, Value: func(g Group) any { return g.SortOrder }},
	{Name: entgroup.FieldApprovalRequired, Value: func(g Group) any { return g.ApprovalRequired }},
	{Name: entgroup.FieldColor, Value: func(g Group) any { return g.Color }},
}}

// store keeps groups. It is the only part of the package that knows the tables.
type store struct {
	db *database.DB
}

func (s store) get(ctx context.Context, id uuid.UUID) (Group, error) {
	row, err := s.db.Client(ctx).Group.Query().Where(entgroup.ID(id)).WithCodes(withSourceSystem).Only(ctx)
	if ent.IsNotFound(err) {
		return Group{}, errNotFound
	}
	if err != nil {
		return Group{}, fmt.Errorf("get group %s: %w", id, err)
	}
	return fromRow(row), nil
}

// list returns groups in their order, from behind the place on.
func (s store) list(ctx context.Context, query ListQuery, after page.Place, limit int) ([]Group, error) {
	rows := s.db.Client(ctx).Group.Query().
		Order(inOrder).
		Limit(limit).
		WithCodes(withSourceSystem)
	for _, word := range fold.Words(query.Words) {
		rows.Where(entgroup.SearchTextContains(word))
	}
	if len(query.IDs) > 0 {
		rows.Where(entgroup.IDIn(query.IDs...))
	}
	if after.ID != uuid.Nil {
		sortOrder, nameKey, err := parseKey(after.Key)
		if err != nil {
			return nil, err
		}
		rows.Where(func(selector *entsql.Selector) {
			selector.Where(entsql.CompositeGT(sortKey(selector), sortOrder, nameKey, after.ID))
		})
	}
	found, err := rows.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list groups: %w", err)
	}
	groups := make([]Group, len(found))
	for i, row := range found {
		groups[i] = fromRow(row)
	}
	return groups, nil
}

// sortKey is the columns by which groups are listed (GROUP-2).
func sortKey(selector *entsql.Selector) []string {
	return selector.Columns(entgroup.FieldSortOrder, entgroup.FieldNameKey, entgroup.FieldID)
}

func inOrder(selector *entsql.Selector) { selector.OrderBy(sortKey(selector)...) }

// placeOf returns the place of a group. Its key consists of the sort order and the name.
func placeOf(group Group) page.Place {
	key := binary.BigEndian.AppendUint32(nil, uint32(group.SortOrder))
	return page.Place{Key: append(key, nameKey(group.Name)...), ID: group.ID}
}

func parseKey(key []byte) (sortOrder int32, nameKey []byte, err error) {
	const sortOrderBytes = 4
	if len(key) < sortOrderBytes {
		return 0, nil, page.ErrInvalid()
	}
	return int32(binary.BigEndian.Uint32(key)), key[sortOrderBytes:], nil
}

func (s store) isNameTaken(ctx context.Context, group Group) (bool, error) {
	taken, err := s.db.Client(ctx).Group.Query().
		Where(entgroup.NameKey(nameKey(group.Name)), entgroup.IDNEQ(group.ID)).
		Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look up group by name: %w", err)
	}
	return taken, nil
}

func fromRow(row *ent.Group) Group {
	return Group{
		ID: row.ID, Version: row.Version,
		Name: row.Name, Description: row.Description, SortOrder: row.SortOrder,
		ApprovalRequired: row.ApprovalRequired, Color: row.Color, Codes: codesFrom(row.Edges.Codes),
		CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
}
