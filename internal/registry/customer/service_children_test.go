package customer_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestChildrenChanged(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		one, other := b.newCustomer(t), b.newCustomer(t)
		changed := func(ids []uuid.UUID, fields ...string) error {
			return b.db.InTx(b.ctx, func(ctx context.Context) error { return b.ChildrenChanged(ctx, ids, fields...) })
		}
		later := b.clock.Advance(time.Minute)
		require.NoError(t, changed([]uuid.UUID{one.ID, other.ID, one.ID}, "groupIds"))
		for _, c := range []*customer.Customer{one, other} {
			found := b.get(t, c.ID)
			assert.Equal(t, []any{"2", later}, []any{found.ETag(), found.UpdatedAt})
		}
		assert.Equal(t, []string{"upsert 2 groupIds", "upsert 2 groupIds"}, b.events(t)[2:], "a customer named twice is touched once")

		before := b.dump(t)
		faulttest.Require(t, changed([]uuid.UUID{one.ID, id.New()}, "groupIds"), fault.NotFound, "CUSTOMER_NOT_FOUND")
		require.NoError(t, changed(nil, "groupIds"))
		assert.Equal(t, before, b.dump(t))
	})
}

func TestChildrenChangedDerivesAnewWhatComesFromEmployees(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t, mailed("jan@kawa.example"))
		b.hire(t, created.ID, "ewa@herbata.example")
		assert.Equal(t, []string{created.Number()}, b.find(t, "herbata"))
		assert.False(t, b.isRed(t, created.ID))

		_, err := b.db.Client(b.ctx).Employee.Update().SetIsDefault(false).Save(b.ctx)
		require.NoError(t, err)
		b.rederive(t, created.ID)
		assert.True(t, b.isRed(t, created.ID), "no default is marked")

		_, err = b.db.Client(b.ctx).Employee.Delete().Exec(b.ctx)
		require.NoError(t, err)
		b.rederive(t, created.ID)
		assert.True(t, b.isRed(t, created.ID))
		assert.Empty(t, b.find(t, "herbata"))
	})
}

func TestChildrenChangedTouchesMoreCustomersThanAStatementTakes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		many := b.insertMany(t, 1_100, func(*customer.Customer, int) {})
		ids := make([]uuid.UUID, len(many))
		for i, c := range many {
			ids[i] = c.ID
		}
		require.NoError(t, b.db.InTx(b.ctx, func(ctx context.Context) error { return b.ChildrenChanged(ctx, ids, "groupIds") }))
		count, err := b.db.Client(b.ctx).FeedEvent.Query().Count(b.ctx)
		require.NoError(t, err)
		assert.Equal(t, 2*len(many), count, "each is told of when it is made and when it is touched")
	})
}

// isRed reports whether the list of those that need a default employee shows the customer (CUST-8).
func (b bundle) isRed(t *testing.T, customerID uuid.UUID) bool {
	t.Helper()
	shown, _, err := b.List(b.ctx, customer.ListInput{Filter: where("needsDefaultEmployee", "true")})
	require.NoError(t, err)
	for _, c := range shown {
		if c.ID == customerID {
			return true
		}
	}
	return false
}

// find returns the numbers of the customers that a search shows, in its order.
func (b bundle) find(t *testing.T, query string) []string {
	t.Helper()
	shown, _, err := b.List(b.ctx, customer.ListInput{Filter: customer.Filter{Query: query}})
	require.NoError(t, err)
	numbers := make([]string, len(shown))
	for i, c := range shown {
		numbers[i] = c.Number()
	}
	return numbers
}

// insertMany writes companies past all rules, quickly.
func (b bundle) insertMany(t *testing.T, count int, with func(c *customer.Customer, i int)) []*customer.Customer {
	t.Helper()
	serial, err := b.Numbers.Take(b.ctx, int64(count))
	require.NoError(t, err)
	all := make([]*customer.Customer, count)
	for i := range all {
		all[i] = newCustomer(func(c *customer.Customer) {
			c.Serial, c.Name, c.ShopIDs = serial+int64(i), fmt.Sprintf("Firma %05d", i), []uuid.UUID{b.shop}
			with(c, i)
		})
	}
	edits := make([]customer.Edit, count)
	for i, c := range all {
		edits[i] = customer.Edit{After: c}
	}
	require.NoError(t, b.db.InTx(b.ctx, func(ctx context.Context) error { return b.Commit(ctx, edits...) }))
	return all
}
