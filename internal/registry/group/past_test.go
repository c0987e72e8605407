package group_test

import (
	"testing"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// pastMemberships are the memberships of the customer that have ended: from when to when, in hours after noon.
func (b bundle) pastMemberships(t *testing.T, customerID uuid.UUID) [][2]float64 {
	t.Helper()
	rows, err := b.db.Client(b.ctx).PastMembership.Query().
		Where(func(s *entsql.Selector) { s.Where(entsql.EQ("customer_id", customerID)) }).
		Order(entsql.OrderByField("until").ToFunc()).All(b.ctx)
	require.NoError(t, err)
	spans := make([][2]float64, len(rows))
	for i, row := range rows {
		spans[i] = [2]float64{row.Since.Sub(noon).Hours(), row.Until.Sub(noon).Hours()}
	}
	return spans
}

func TestAMembershipThatEndsIsKeptForPricesOfThePast(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima, hurt, members := b.newSource(t, "OPTIMA"), b.newGroup(t), b.newCustomers(t, 2)
		_, err := b.AddMembers(b.ctx, hurt.ID, members)
		require.NoError(t, err)
		b.clock.Advance(time.Hour)
		b.put(t, optima, hurt, members[0])
		b.clock.Advance(time.Hour)
		_, err = b.RemoveMembers(b.ctx, hurt.ID, members)
		require.NoError(t, err)
		b.clock.Advance(time.Hour)
		_, err = b.ReplaceForSource(b.ctx, optima, map[uuid.UUID][]group.Ref{members[0]: nil})
		require.NoError(t, err)
		assert.Equal(t, [][2]float64{{0, 2}, {1, 3}}, b.pastMemberships(t, members[0]))
		assert.Equal(t, [][2]float64{{0, 2}}, b.pastMemberships(t, members[1]))
	})
}

// pastOrders are the sort orders that the group had, and until when, in hours after noon.
func (b bundle) pastOrders(t *testing.T, groupID uuid.UUID) [][2]float64 {
	t.Helper()
	rows, err := b.db.Client(b.ctx).PastGroupOrder.Query().
		Where(func(s *entsql.Selector) { s.Where(entsql.EQ("group_id", groupID)) }).
		Order(entsql.OrderByField("until").ToFunc()).All(b.ctx)
	require.NoError(t, err)
	orders := make([][2]float64, len(rows))
	for i, row := range rows {
		orders[i] = [2]float64{float64(row.SortOrder), row.Until.Sub(noon).Hours()}
	}
	return orders
}

func TestASortOrderIsKeptForPricesOfThePast(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		hurt := b.newGroup(t, placed("Hurt", 10))
		for _, order := range []int32{10, 20, 30} {
			b.clock.Advance(time.Hour)
			_, err := b.Update(b.ctx, hurt.ID, "", group.Change{SortOrder: &order})
			require.NoError(t, err)
		}
		b.clock.Advance(time.Hour)
		require.NoError(t, b.Delete(b.ctx, hurt.ID, ""))
		assert.Equal(t, [][2]float64{{10, 2}, {20, 3}, {30, 4}}, b.pastOrders(t, hurt.ID))
	})
}

func TestAGroupWithDiscountsIsNotDeleted(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		hurt := b.newGroup(t)
		granted := func(ended bool) {
			create := b.db.Client(b.ctx).Discount.Create().SetTargetID(hurt.ID).SetTargetKind("group").SetScope("").
				SetPercentE2(1000).SetPriority(100).SetOrigin("shop").SetCreatedAt(noon).SetUpdatedAt(noon)
			if ended {
				create.SetEndedAt(noon)
			} else {
				create.SetGroupID(hurt.ID)
			}
			require.NoError(t, create.Exec(b.ctx))
		}
		granted(true)
		granted(false)
		granted(false)
		f := faulttest.Require(t, b.Delete(b.ctx, hurt.ID, ""), fault.Precondition, "GROUP_IN_USE")
		assert.Equal(t, map[string]string{"members": "0", "discounts": "2"}, f.Metadata)

		require.NoError(t, b.db.Client(b.ctx).Discount.Update().SetEndedAt(noon).ClearGroupID().Exec(b.ctx))
		require.NoError(t, b.Delete(b.ctx, hurt.ID, ""), "discounts that were ended keep no group")
	})
}
