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

// keepPastMemberships keeps memberships that end, for prices of the past.
func (s store) keepPastMemberships(ctx context.Context, ending []*ent.Membership, until time.Time) error {
	rows := database.Rows{
		Table: pastmembership.Table,
		Columns: []string{
			pastmembership.FieldID, pastmembership.FieldCustomerID, pastmembership.FieldGroupID,
			pastmembership.FieldSince, pastmembership.FieldUntil,
		},
		Values: make([][]any, len(ending)),
	}
	for i, m := range ending {
		rows.Values[i] = []any{id.New(), m.CustomerID, m.GroupID, m.Since, until}
	}
	if _, err := s.db.Insert(ctx, rows); err != nil {
		return database.Raced(err)
	}
	return nil
}

// countDiscounts counts the discounts of the group that were not ended.
func (s store) countDiscounts(ctx context.Context, groupID uuid.UUID) (int, error) {
	count, err := s.db.Client(ctx).Discount.Query().Where(entdiscount.GroupID(groupID)).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count discounts of group %s: %w", groupID, err)
	}
	return count, nil
}
