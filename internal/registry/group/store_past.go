package group

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entdiscount "github.com/kartoteka/kartoteka/gen/ent/discount"
	"github.com/kartoteka/kartoteka/gen/ent/pastmembership"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// keepPastOrder keeps the sort order that the group had until now, for prices of the past (GROUP-2).
func (s store) keepPastOrder(ctx context.Context, group Group, until time.Time) error {
	err := s.db.Client(ctx).PastGroupOrder.Create().
		SetGroupID(group.ID).SetSortOrder(group.SortOrder).SetUntil(until).Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep past order of group %s: %w", group.ID, err)
	}
	return nil
}

// pastMembership is a membership that ended.
type pastMembership struct {
	*ent.Membership

	until time.Time
}

// pastTable is where memberships that ended are kept, for prices of the past.
var pastTable = database.Table[pastMembership]{Name: pastmembership.Table, Columns: []database.Column[pastMembership]{
	{Name: pastmembership.FieldID, Value: func(pastMembership) any { return id.New() }},
	{Name: pastmembership.FieldCustomerID, Value: func(m pastMembership) any { return m.CustomerID }},
	{Name: pastmembership.FieldGroupID, Value: func(m pastMembership) any { return m.GroupID }},
	{Name: pastmembership.FieldSince, Value: func(m pastMembership) any { return m.Since }},
	{Name: pastmembership.FieldUntil, Value: func(m pastMembership) any { return m.until }},
}}

// countDiscounts counts the discounts of the group that were not ended.
func (s store) countDiscounts(ctx context.Context, groupID uuid.UUID) (int, error) {
	count, err := s.db.Client(ctx).Discount.Query().Where(entdiscount.GroupID(groupID)).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count discounts of group %s: %w", groupID, err)
	}
	return count, nil
}
