package customer_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/auth"
	"github.com/kartoteka/kartoteka/internal/customer"
	"github.com/kartoteka/kartoteka/internal/fault"
	"github.com/kartoteka/kartoteka/internal/id"
)

func TestUpdateChangesWhatIsNamedAndNothingElse(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t, phoned("601 602 603"), taxed("", "5250001026"))
		later := b.clock.Advance(time.Hour)
		saved := b.update(t, created.ID, customer.Change{
			Name: ptr("Kawa Sp. z o.o."), PaymentTermsDays: ptr(ptr(int32(14))), PaymentMethods: &[]string{"transfer"},
			CreditLimit: ptr(&customer.Amount{Amount: "2500.5", Currency: "PLN"}), AccountManagerID: &b.staff,
		})
		want := created.Clone()
		want.Name, want.AccountManagerID, want.PaymentMethods = "Kawa Sp. z o.o.", b.staff, []string{"transfer"}
		want.PaymentTermsDays, want.CreditLimit = saved.PaymentTermsDays, saved.CreditLimit
		want.Version, want.UpdatedAt = 2, later
		assert.Equal(t, want, saved)
		assert.Equal(t, "2500.50 14", fmt.Sprint(b.get(t, created.ID).CreditLimit, *b.get(t, created.ID).PaymentTermsDays))

		assert.Equal(t, "CUSTOMER_UPDATED name:Hurtownia Kawy→Kawa Sp. z o.o. accountManagerId:→"+b.staff.String()+
			" paymentTermsDays:→14 creditLimit:→2500.50 PLN paymentMethods:→transfer", b.history(t)[1])
		assert.Equal(t, "upsert 2 name,accountManagerId,paymentTermsDays,creditLimit,paymentMethods", b.events(t)[1])

		emptied := b.update(t, created.ID, customer.Change{
			PaymentTermsDays: ptr((*int32)(nil)), PaymentMethods: &[]string{}, CreditLimit: ptr((*customer.Amount)(nil)),
			AccountManagerID: &uuid.Nil, Phone: ptr(""),
		})
		found := b.get(t, created.ID)
		assert.Equal(t, "3", emptied.ETag())
		assert.Equal(t, []any{true, 0, true, uuid.Nil, "", ""}, []any{
			found.PaymentTermsDays == nil, len(found.PaymentMethods), found.CreditLimit == nil, found.AccountManagerID, found.Phone, found.PhoneKey,
		})
	})
}

func TestUpdateOfNothingWritesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t, phoned("601 602 603"))
		before := b.dump(t)
		b.clock.Advance(time.Hour)
		saved := b.update(t, created.ID, customer.Change{Name: ptr(" Hurtownia Kawy "), Phone: ptr("601 602 603"), ShopIDs: &[]uuid.UUID{b.shop}})
		assert.Equal(t, created, saved)
		assert.Equal(t, before, b.dump(t))
	})
}

func TestUpdateRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t)
		before := b.dump(t)
		update := func(in customer.UpdateInput) error {
			_, err := b.Update(b.ctx, in)
			return err
		}
		refused(t, update(customer.UpdateInput{ID: id.New()}), fault.NotFound, "CUSTOMER_NOT_FOUND")
		stale := refused(t, update(customer.UpdateInput{ID: created.ID, ETag: "7"}), fault.Conflict, "ETAG_MISMATCH")
		assert.Equal(t, map[string]string{"etag": "1"}, stale.Metadata)
		f := refused(t, update(customer.UpdateInput{ID: created.ID, Change: customer.Change{Name: ptr(""), Email: ptr("x")}}),
			fault.Invalid, "INVALID_FIELDS")
		assert.Equal(t, []string{"customer.name NAME_REQUIRED", "customer.email EMAIL_INVALID"}, violations(f.Fields))
		f = refused(t, update(customer.UpdateInput{ID: created.ID, Change: customer.Change{
			AccountManagerID: ptr(id.New()), ShopIDs: &[]uuid.UUID{b.shop, id.New()},
		}}), fault.Invalid, "INVALID_FIELDS")
		assert.Equal(t, []string{"customer.accountManagerId STAFF_NOT_FOUND", "customer.shopIds SHOP_NOT_FOUND"}, violations(f.Fields))
		assert.Equal(t, before, b.dump(t))
	})
}

func TestUpdateMovesBetweenShops(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		czech, greek := b.newShop(t, "cz", "CZ"), b.newShop(t, "gr", "GR")
		created := b.newCustomer(t)
		b.update(t, created.ID, customer.Change{ShopIDs: &[]uuid.UUID{greek, czech}})
		assert.Equal(t, []uuid.UUID{czech, greek}, b.get(t, created.ID).ShopIDs, "in the order of their codes")
		b.update(t, created.ID, customer.Change{ShopIDs: &[]uuid.UUID{}})
		assert.Equal(t, []uuid.UUID{b.shop}, b.get(t, created.ID).ShopIDs, "a customer belongs to a shop at least")
	})
}

func TestFieldsThatTheERPOwnsAreClosedToStaff(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t, taxed("", "5250001026"))
		b.knows(t, b.newSource(t, "optima"), created.ID, "K-1")
		change := customer.Change{Name: ptr("Kawa"), PriceLevel: ptr("B"), TaxID: ptr("")}
		before := b.dump(t)
		_, err := b.Update(b.ctx, customer.UpdateInput{ID: created.ID, Change: change})
		f := refused(t, err, fault.Precondition, "FIELD_OWNED_BY_ERP")
		assert.Equal(t, []string{"customer.taxId FIELD_OWNED_BY_ERP", "customer.priceLevel FIELD_OWNED_BY_ERP"}, violations(f.Fields))
		assert.Equal(t, before, b.dump(t))

		b.update(t, created.ID, customer.Change{Name: ptr("Kawa"), TaxID: ptr("5250001026")}) // as it was
		erp := auth.With(b.ctx, auth.Identity{Kind: auth.ERP})
		_, err = b.Update(erp, customer.UpdateInput{ID: created.ID, Change: change})
		require.NoError(t, err)
		assert.Equal(t, "B", b.get(t, created.ID).PriceLevel)

		free := b.newCustomer(t)
		b.update(t, free.ID, change)
	})
}

func TestDecisions(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t)
		require.NoError(t, b.db.Client(b.ctx).Customer.UpdateOneID(created.ID).SetApproval("pending").SetStatus("pending").Exec(b.ctx))

		_, err := b.Reject(b.ctx, created.ID, "", "a\x00b")
		refused(t, err, fault.Invalid, "CHARACTERS_INVALID")
		saved, err := b.Reject(b.ctx, created.ID, "1", " dane\nniepełne ")
		require.NoError(t, err)
		assert.Equal(t, customer.Rejected, saved.Status())
		_, err = b.Reject(b.ctx, created.ID, "", "")
		refused(t, err, fault.Precondition, "NOT_PENDING")
		saved, err = b.Approve(b.ctx, created.ID, saved.ETag())
		require.NoError(t, err)
		assert.Equal(t, customer.Active, saved.Status())
		_, err = b.Approve(b.ctx, created.ID, "1")
		refused(t, err, fault.Conflict, "ETAG_MISMATCH")
		_, err = b.Approve(b.ctx, created.ID, "")
		refused(t, err, fault.Precondition, "ALREADY_APPROVED")

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
		refused(t, err, fault.Precondition, "ALREADY_BLOCKED")

		saved, err := b.Unblock(b.ctx, created.ID, "3")
		require.NoError(t, err)
		assert.Empty(t, saved.Blocks)
		assert.Empty(t, b.get(t, created.ID).Blocks)
		_, err = b.Unblock(b.ctx, created.ID, "")
		refused(t, err, fault.Precondition, "NOT_BLOCKED")
		assert.Equal(t, []string{"block 2 blocks", "block 3 blocks", "upsert 4 blocks"}, b.events(t)[1:])
		assert.Equal(t, `CUSTOMER_UNBLOCKED blocks:"staff ordering zaległości, \"stare\"", staff login→`, b.history(t)[3])
	})
}

func TestDeleteRemovesTheCustomerAndWhatHangsOnIt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		kept := b.newCustomer(t, housed(customer.AddressChange{Country: ptr("PL")}))
		before := b.dump(t, "counters", "feed_events", "feed_heads", "history")
		created := b.newCustomer(t, mailed("jan@kawa.example"), housed(customer.AddressChange{Country: ptr("PL")}))
		b.join(t, created.ID, b.newGroup(t, "VIP", 1))

		refused(t, b.Delete(b.ctx, created.ID, "9"), fault.Conflict, "ETAG_MISMATCH")
		require.NoError(t, b.Delete(b.ctx, created.ID, "1"))
		refused(t, b.Delete(b.ctx, created.ID, ""), fault.NotFound, "CUSTOMER_NOT_FOUND")

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
		refused(t, b.Delete(b.ctx, created.ID, ""), fault.Precondition, "CUSTOMER_IN_ERP")
		assert.Equal(t, before, b.dump(t))
	})
}

// TestConcurrentUpdatesLoseNothing lets many callers change a field each. Whoever is not told
// otherwise must find the change saved.
func TestConcurrentUpdatesLoseNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t, person("Jan", "Nowak"))
		value := ptr("x")
		all := []customer.Change{
			{Name: value}, {FirstName: value}, {LastName: value}, {Phone: ptr("601602603")}, {RegistrationNumber: value}, {PriceLevel: value},
			{Note: value}, {Language: ptr("cs")}, {Currency: ptr("CZK")}, {PaymentMethods: &[]string{"x"}}, {AccountManagerID: &b.staff},
		}
		told := make([]error, len(all))
		var running sync.WaitGroup
		for i, change := range all {
			running.Go(func() {
				_, told[i] = b.Update(b.ctx, customer.UpdateInput{ID: created.ID, Change: change})
			})
		}
		running.Wait()

		saved := b.get(t, created.ID)
		applied := 0
		for i, change := range all {
			if told[i] != nil {
				refused(t, told[i], fault.Conflict, "CONCURRENT_CHANGE")
				continue
			}
			applied++
			after := saved.Clone()
			require.Empty(t, after.Apply(change, "PL"))
			assert.Empty(t, customer.Diff(saved, after), "what was acknowledged is saved")
		}
		assert.Equal(t, fmt.Sprint(1+applied), saved.ETag())
		assert.Len(t, b.events(t), 1+applied)
		assert.Len(t, b.history(t), 1+applied)
	})
}

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
		refused(t, changed([]uuid.UUID{one.ID, id.New()}, "groupIds"), fault.NotFound, "CUSTOMER_NOT_FOUND")
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
		assert.Equal(t, len(many), count)
	})
}

// isRed reports whether the list of those that need a default employee shows the customer (CUST-8).
func (b bundle) isRed(t *testing.T, customerID uuid.UUID) bool {
	t.Helper()
	shown, _, err := b.List(b.ctx, customer.ListInput{Filter: customer.Filter{NeedsDefaultEmployee: ptr(true)}})
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
	require.NoError(t, b.db.InTx(b.ctx, func(ctx context.Context) error { return b.InsertMany(ctx, all) }))
	return all
}
