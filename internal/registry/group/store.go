package group

import (
	"context"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entgroup "github.com/kartoteka/kartoteka/gen/ent/group"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var errNotFound = fault.New(fault.NotFound, "GROUP_NOT_FOUND", "There is no such group.")

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
func (s store) list(ctx context.Context, query ListQuery, after *place, limit int) ([]Group, error) {
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
	if after != nil {
		rows.Where(func(selector *entsql.Selector) {
			selector.Where(entsql.CompositeGT(sortKey(selector), after.sortOrder, after.nameKey, after.id))
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

func (s store) isNameTaken(ctx context.Context, group Group) (bool, error) {
	taken, err := s.db.Client(ctx).Group.Query().
		Where(entgroup.NameKey(fold.Key(group.Name)), entgroup.IDNEQ(group.ID)).
		Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look up group by name: %w", err)
	}
	return taken, nil
}

func (s store) insert(ctx context.Context, groups ...Group) error {
	rows := database.Rows{
		Table: entgroup.Table,
		Columns: []string{
			entgroup.FieldID, entgroup.FieldVersion, entgroup.FieldName, entgroup.FieldNameKey, entgroup.FieldSearchText,
			entgroup.FieldDescription, entgroup.FieldSortOrder, entgroup.FieldApprovalRequired, entgroup.FieldColor,
			entgroup.FieldCreatedAt, entgroup.FieldUpdatedAt,
		},
		Values: make([][]any, len(groups)),
	}
	for i, group := range groups {
		rows.Values[i] = []any{
			group.ID, group.Version, group.Name, fold.Key(group.Name), fold.Text(group.Name),
			group.Description, group.SortOrder, group.ApprovalRequired, group.Color,
			group.CreatedAt, group.UpdatedAt,
		}
	}
	if _, err := s.db.Insert(ctx, rows); err != nil {
		return database.Raced(err)
	}
	return nil
}

// update saves a group, without its codes, over the version before its own.
func (s store) update(ctx context.Context, group Group) error {
	saved, err := s.db.Client(ctx).Group.Update().
		Where(entgroup.ID(group.ID), entgroup.Version(group.Version-1)).
		SetVersion(group.Version).
		SetName(group.Name).
		SetNameKey(fold.Key(group.Name)).
		SetSearchText(fold.Text(group.Name)).
		SetDescription(group.Description).
		SetSortOrder(group.SortOrder).
		SetApprovalRequired(group.ApprovalRequired).
		SetColor(group.Color).
		SetUpdatedAt(group.UpdatedAt).
		Save(ctx)
	if err != nil {
		return fmt.Errorf("update group %s: %w", group.ID, database.Raced(err))
	}
	if saved == 0 {
		return database.ErrRaced
	}
	return nil
}

// delete deletes a group with its codes; memberships stand in its way.
func (s store) delete(ctx context.Context, group Group) error {
	deleted, err := s.db.Client(ctx).Group.Delete().
		Where(entgroup.ID(group.ID), entgroup.Version(group.Version)).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete group %s: %w", group.ID, database.Raced(err))
	}
	if deleted == 0 {
		return database.ErrRaced
	}
	return nil
}

func fromRow(row *ent.Group) Group {
	return Group{
		ID: row.ID, Version: row.Version,
		Name: row.Name, Description: row.Description, SortOrder: row.SortOrder,
		ApprovalRequired: row.ApprovalRequired, Color: row.Color, Codes: codesFrom(row.Edges.Codes),
		CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
}
