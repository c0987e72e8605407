package group

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/customer"
	"github.com/kartoteka/kartoteka/gen/ent/membership"
	"github.com/kartoteka/kartoteka/gen/ent/predicate"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// member is one membership in a group that is known.
type member struct {
	customerID uuid.UUID
	origin     Origin
}

// countMembers counts the customers in each of the groups; one who is there for two reasons counts once.
func (s store) countMembers(ctx context.Context, groupIDs []uuid.UUID) (map[uuid.UUID]int, error) {
	const members = "members"
	var rows []struct {
		GroupID uuid.UUID `json:"group_id"`
		Members int       `json:"members"`
	}
	err := s.db.Client(ctx).Membership.Query().
		Where(membership.GroupIDIn(groupIDs...)).
		GroupBy(membership.FieldGroupID).
		Aggregate(func(selector *entsql.Selector) string {
			return entsql.As(entsql.Count(entsql.Distinct(selector.C(membership.FieldCustomerID))), members)
		}).
		Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count members of groups: %w", err)
	}
	counts := make(map[uuid.UUID]int, len(rows))
	for _, row := range rows {
		counts[row.GroupID] = row.Members
	}
	return counts, nil
}

// members returns the memberships of the customers in the group.
func (s store) members(ctx context.Context, groupID uuid.UUID, customerIDs []uuid.UUID) ([]member, error) {
	rows, err := s.db.Client(ctx).Membership.Query().
		Where(membership.GroupID(groupID), membership.CustomerIDIn(customerIDs...)).
		Select(membership.FieldCustomerID, membership.FieldOrigin).
		All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list members of group %s: %w", groupID, err)
	}
	members := make([]member, len(rows))
	for i, row := range rows {
		members[i] = member{customerID: row.CustomerID, origin: Origin(row.Origin)}
	}
	return members, nil
}

// existing returns those of the ids that are customers.
func (s store) existing(ctx context.Context, customerIDs []uuid.UUID) (map[uuid.UUID]bool, error) {
	ids, err := s.db.Client(ctx).Customer.Query().Where(customer.IDIn(customerIDs...)).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up customers: %w", err)
	}
	existing := make(map[uuid.UUID]bool, len(ids))
	for _, id := range ids {
		existing[id] = true
	}
	return existing, nil
}

// membershipRow is a membership as it is kept.
type membershipRow struct {
	customerID, groupID uuid.UUID
	origin              Origin
	sourceID            uuid.UUID // Nil without one
	sourceCode          string
	since               time.Time
}

// membershipTable is where memberships are kept.
var membershipTable = database.Table[membershipRow]{Name: membership.Table, Columns: []database.Column[membershipRow]{
	{Name: membership.FieldID, Value: func(membershipRow) any { return id.New() }},
	{Name: membership.FieldCustomerID, Value: func(m membershipRow) any { return m.customerID }},
	{Name: membership.FieldGroupID, Value: func(m membershipRow) any { return m.groupID }},
	{Name: membership.FieldOrigin, Value: func(m membershipRow) any { return string(m.origin) }},
	{Name: membership.FieldSourceSystemID, Value: func(m membershipRow) any { return database.OrNull(m.sourceID) }},
	{Name: membership.FieldSourceKey, Value: func(m membershipRow) any { return id.Text(m.sourceID) }},
	{Name: membership.FieldSourceCode, Value: func(m membershipRow) any { return m.sourceCode }},
	{Name: membership.FieldSince, Value: func(m membershipRow) any { return m.since }},
}}

// deleteByStaff takes back the memberships by staff of the customers, each of whom has one.
func (s store) deleteByStaff(ctx context.Context, groupID uuid.UUID, customerIDs []uuid.UUID, now time.Time) error {
	ending := membership.And(
		membership.GroupID(groupID), membership.CustomerIDIn(customerIDs...), membership.Origin(string(ByStaff)))
	return s.endMemberships(ctx, ending, len(customerIDs), now)
}

// endMemberships deletes memberships, as many as are expected, and keeps them for prices of the past.
func (s store) endMemberships(ctx context.Context, ending predicate.Membership, expected int, now time.Time) error {
	rows, err := s.db.Client(ctx).Membership.Query().Where(ending).All(ctx)
	if err != nil {
		return fmt.Errorf("read memberships that end: %w", err)
	}
	deleted, err := s.db.Client(ctx).Membership.Delete().Where(ending).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete memberships: %w", err)
	}
	if deleted != expected || len(rows) != expected {
		return database.ErrRaced
	}
	past := make([]pastMembership, len(rows))
	for i, row := range rows {
		past[i] = pastMembership{Membership: row, until: now}
	}
	return pastTable.Insert(ctx, s.db, past...)
}
