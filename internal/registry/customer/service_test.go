package customer_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestUpdateChangesWhatIsNamedAndNothingElse(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t, phoned("601 602 603"), taxed("", "5250001026"))
		later := b.clock.Advance(time.Hour)
		saved := b.update(t, created.ID, customer.Change{
			Name: new("Kawa Sp. z o.o."), PaymentTermsDays: new(new(int32(14))), PaymentMethods: &[]string{"transfer"},
			CreditLimit: new(&customer.Amount{Amount: "2500.5", Currency: "PLN"}), AccountManagerID: &b.staff,
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
			PaymentTermsDays: new((*int32)(nil)), PaymentMethods: &[]string{}, CreditLimit: new((*customer.Amount)(nil)),
			AccountManagerID: &uuid.Nil, Phone: new(""),
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
		saved := b.update(t, created.ID, customer.Change{Name: new(" Hurtownia Kawy "), Phone: new("601 602 603"), ShopIDs: &[]uuid.UUID{b.shop}})
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
		faulttest.Require(t, update(customer.UpdateInput{ID: id.New()}), fault.NotFound, "CUSTOMER_NOT_FOUND")
		stale := faulttest.Require(t, update(customer.UpdateInput{ID: created.ID, ETag: "7"}), fault.Conflict, "ETAG_MISMATCH")
		assert.Equal(t, map[string]string{"etag": "1"}, stale.Metadata)
		f := faulttest.Require(t, update(customer.UpdateInput{ID: created.ID, Change: customer.Change{Name: new(""), Email: new("x")}}),
			fault.Invalid, "INVALID_FIELDS")
		assert.Equal(t, []string{"customer.name NAME_REQUIRED", "customer.email EMAIL_INVALID"}, faulttest.Violations(f))
		f = faulttest.Require(t, update(customer.UpdateInput{ID: created.ID, Change: customer.Change{
			AccountManagerID: new(id.New()), ShopIDs: &[]uuid.UUID{b.shop, id.New()},
		}}), fault.Invalid, "INVALID_FIELDS")
		assert.Equal(t, []string{"customer.accountManagerId STAFF_NOT_FOUND", "customer.shopIds SHOP_NOT_FOUND"}, faulttest.Violations(f))
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
		change := customer.Change{Name: new("Kawa"), PriceLevel: new("B"), TaxID: new("")}
		before := b.dump(t)
		_, err := b.Update(b.ctx, customer.UpdateInput{ID: created.ID, Change: change})
		f := faulttest.Require(t, err, fault.Precondition, "FIELD_OWNED_BY_ERP")
		assert.Equal(t, []string{"customer.taxId FIELD_OWNED_BY_ERP", "customer.priceLevel FIELD_OWNED_BY_ERP"}, faulttest.Violations(f))
		assert.Equal(t, before, b.dump(t))

		b.update(t, created.ID, customer.Change{Name: new("Kawa"), TaxID: new("5250001026")}) // as it was
		erp := auth.With(b.ctx, auth.Identity{Kind: auth.ERP})
		_, err = b.Update(erp, customer.UpdateInput{ID: created.ID, Change: change})
		require.NoError(t, err)
		assert.Equal(t, "B", b.get(t, created.ID).PriceLevel)

		free := b.newCustomer(t)
		b.update(t, free.ID, change)
	})
}

// TestConcurrentUpdatesLoseNothing lets many callers change a field each. Whoever is not told
// otherwise must find the change saved.
func TestConcurrentUpdatesLoseNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t, person("Jan", "Nowak"))
		value := new("x")
		all := []customer.Change{
			{Name: value},
			{FirstName: value},
			{LastName: value},
			{Phone: new("601602603")},
			{RegistrationNumber: value},
			{PriceLevel: value},
			{Note: value},
			{Language: new("cs")},
			{Currency: new("CZK")},
			{PaymentMethods: &[]string{"x"}},
			{AccountManagerID: &b.staff},
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
				faulttest.Require(t, told[i], fault.Conflict, "CONCURRENT_CHANGE")
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
