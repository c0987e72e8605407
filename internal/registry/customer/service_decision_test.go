package customer_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestDecisions(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t)
		require.NoError(t, b.db.Client(b.ctx).Customer.UpdateOneID(created.ID).SetApproval("pending").SetStatus("pending").Exec(b.ctx))

		_, err := b.Reject(b.ctx, created.ID, "", "a\x00b")
		faulttest.Require(t, err, fault.Invalid, "CHARACTERS_INVALID")
		saved, err := b.Reject(b.ctx, created.ID, "1", " dane\nniepełne ")
		require.NoError(t, err)
		assert.Equal(t, customer.Rejected, saved.Status())
		_, err = b.Reject(b.ctx, created.ID, "", "")
		faulttest.Require(t, err, fault.Precondition, "NOT_PENDING")
		saved, err = b.Approve(b.ctx, created.ID, saved.ETag())
		require.NoError(t, err)
		assert.Equal(t, customer.Active, saved.Status())
		_, err = b.Approve(b.ctx, created.ID, "1")
		faulttest.Require(t, err, fault.Conflict, "ETAG_MISMATCH")
		_, err = b.Approve(b.ctx, created.ID, "")
		faulttest.Require(t, err, fault.Precondition, "ALREADY_APPROVED")

		assert.Equal(t, []string{
			"CUSTOMER_REJECTED approval:pending→rejected reason:→dane\nniepełne",
			"CUSTOMER_APPROVED approval:rejected→approved",
		}, b.history(t)[1:])
		assert.Equal(t, []string{"upsert 2 approval", "upsert 3 approval"}, b.events(t)[1:])
	})
}

func TestBlocksAreKeptAndLifted(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t)
		_, err := b.Block(b.ctx, created.ID, "1", customer.StopsOrdering, "zaległości, \"stare\"")
		require.NoError(t, err)
		_, err = b.Block(b.ctx, created.ID, "2", customer.StopsLogin, "")
		require.NoError(t, err)
		found := b.get(t, created.ID)
		assert.Equal(t, []customer.Block{
			{Source: customer.ByStaff, Scope: customer.StopsOrdering, Reason: "zaległości, \"stare\"", Since: noon},
			{Source: customer.ByStaff, Scope: customer.StopsLogin, Since: noon},
		}, found.Blocks)
		assert.Equal(t, customer.Blocked, found.Status())
		_, err = b.Block(b.ctx, created.ID, "", customer.StopsLogin, "")
		faulttest.Require(t, err, fault.Precondition, "ALREADY_BLOCKED")

		saved, err := b.Unblock(b.ctx, created.ID, "3")
		require.NoError(t, err)
		assert.Empty(t, saved.Blocks)
		assert.Empty(t, b.get(t, created.ID).Blocks)
		_, err = b.Unblock(b.ctx, created.ID, "")
		faulttest.Require(t, err, fault.Precondition, "NOT_BLOCKED")
		assert.Equal(t, []string{"block 2 blocks", "block 3 blocks", "upsert 4 blocks"}, b.events(t)[1:])
		assert.Equal(t, `CUSTOMER_UNBLOCKED blocks:"staff ordering zaległości, \"stare\"", staff login→`, b.history(t)[3])
	})
}

func TestDeleteRemovesTheCustomerAndWhatHangsOnIt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		kept := b.newCustomer(t, housed(customer.AddressChange{Country: new("PL")}))
		before := b.dump(t, "counters", "feed_events", "feed_heads", "history")
		created := b.newCustomer(t, mailed("jan@kawa.example"), housed(customer.AddressChange{Country: new("PL")}))
		b.join(t, created.ID, b.newGroup(t, "VIP", 1))

		faulttest.Require(t, b.Delete(b.ctx, created.ID, "9"), fault.Conflict, "ETAG_MISMATCH")
		require.NoError(t, b.Delete(b.ctx, created.ID, "1"))
		faulttest.Require(t, b.Delete(b.ctx, created.ID, ""), fault.NotFound, "CUSTOMER_NOT_FOUND")

		after := b.dump(t, "counters", "feed_events", "feed_heads", "history")
		delete(after, "customer_groups")
		delete(before, "customer_groups")
		assert.Equal(t, before, after)
		assert.Equal(t, "deleted 2 ", b.events(t)[2])
		assert.Equal(t, "CUSTOMER_DELETED", b.history(t)[4])
		assert.Equal(t, []string{kept.Number()}, b.find(t, "kawa"))
		assert.NotEqual(t, created.Number(), b.newCustomer(t, mailed("jan@kawa.example")).Number(), "a number is never reused")
	})
}

func TestDeleteRefusesWhatASourceSystemWouldBringBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t)
		b.knows(t, b.newSource(t, "optima"), created.ID, "K-1")
		before := b.dump(t)
		faulttest.Require(t, b.Delete(b.ctx, created.ID, ""), fault.Precondition, "CUSTOMER_IN_ERP")
		assert.Equal(t, before, b.dump(t))
	})
}
