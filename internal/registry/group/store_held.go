package group

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/heldmembership"
	"github.com/kartoteka/kartoteka/gen/ent/membership"
	"github.com/kartoteka/kartoteka/gen/ent/predicate"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// memberOfSource is a membership of one group, by customer and by the source system that gave it.
type memberOfSource struct{ customerID, sourceID uuid.UUID }

// heldTable is where memberships wait for their group.
var heldTable = database.Table[held]{Name: heldmembership.Table, Columns: []database.Column[held]{
	{Name: heldmembership.FieldID, Value: func(held) any { return id.New() }},
	{Name: heldmembership.FieldSourceSystemID, Value: func(h held) any { return h.sourceID }},
	{Name: heldmembership.FieldCustomerID, Value: func(h held) any { return h.customerID }},
	{Name: heldmembership.FieldName, Value: func(h held) any { return h.name }},
	{Name: heldmembership.FieldNameKey, Value: func(h held) any { return h.key }},
}}

func (s store) replaceHeld(ctx context.Context, sourceID uuid.UUID, customerIDs []uuid.UUID, rows []held) error {
	if len(customerIDs) == 0 {
		return nil
	}
	_, err := s.db.Client(ctx).HeldMembership.Delete().
		Where(heldmembership.SourceSystemID(sourceID), heldmembership.CustomerIDIn(customerIDs...)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete held memberships: %w", err)
	}
	return heldTable.Insert(ctx, s.db, rows...)
}

// heldFor returns memberships that wait for a group of the name, or of the code in its source system.
func (s store) heldFor(ctx context.Context, key []byte, codes []codeRow, limit int) ([]held, error) {
	meant := []predicate.HeldMembership{heldmembership.NameKey(key)}
	for _, code := range codes {
		meant = append(meant, heldmembership.And(heldmembership.SourceSystemID(code.sourceID), heldmembership.Name(code.code)))
	}
	rows, err := s.db.Client(ctx).HeldMembership.Query().Where(heldmembership.Or(meant...)).
		Order(heldmembership.ByID()).Limit(limit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("find held memberships: %w", err)
	}
	waiting := make([]held, len(rows))
	for i, row := range rows {
		waiting[i] = held{id: row.ID, customerID: row.CustomerID, sourceID: row.SourceSystemID, name: row.Name}
	}
	return waiting, nil
}

func (s store) isHeld(ctx context.Context, sourceID uuid.UUID) (bool, error) {
	found, err := s.db.Client(ctx).HeldMembership.Query().Where(heldmembership.SourceSystemID(sourceID)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look for held memberships: %w", err)
	}
	return found, nil
}

func (s store) deleteHeld(ctx context.Context, ids []uuid.UUID) error {
	if _, err := s.db.Client(ctx).HeldMembership.Delete().Where(heldmembership.IDIn(ids...)).Exec(ctx); err != nil {
		return fmt.Errorf("delete held memberships: %w", err)
	}
	return nil
}

// sourcesOfMembers returns which of the customers source systems have put into the group.
func (s store) sourcesOfMembers(ctx context.Context, groupID uuid.UUID, customerIDs []uuid.UUID) (map[memberOfSource]bool, error) {
	rows, err := s.db.Client(ctx).Membership.Query().
		Where(membership.GroupID(groupID), membership.CustomerIDIn(customerIDs...), membership.Origin(string(ByERP)), membership.SourceSystemIDNotNil()).
		Select(membership.FieldID, membership.FieldCustomerID, membership.FieldSourceSystemID).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list members of group %s: %w", groupID, err)
	}
	there := make(map[memberOfSource]bool, len(rows))
	for _, row := range rows {
		there[memberOfSource{row.CustomerID, *row.SourceSystemID}] = true
	}
	return there, nil
}
