package customer_test

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// full is a customer with a value in every field that its own row and shops keep.
func (b bundle) full() *customer.Customer {
	discount, limit := money.PercentFromE2(1250), money.FromE4(250_000_000, "JPY")
	c := customer.New(customer.FromMarketplace, noon.Add(time.Microsecond))
	c.Serial, c.Version, c.UpdatedAt = 100_777, 7, noon.Add(time.Hour)
	c.Kind, c.Name, c.FirstName, c.LastName = customer.Person, "Łódź 'x' \\ \"y\"", "Jan", "Nowak"
	c.Email = email.Address{Typed: "Jan@Żółw.example", Key: "jan@xn--x.example"}
	c.Phone, c.PhoneKey, c.TaxID, c.TaxCountry, c.TaxKey = "601 602 603", "+48601602603", "525-000-10-26", "PL", "PL5250001026"
	c.RegistrationNumber, c.TaxOffice, c.TaxStatus, c.AccountState = "R1", "Α΄ Αθηνών", customer.ExtraEU, customer.Contact
	c.Approval, c.AccountManagerID, c.ShopIDs = customer.ApprovalRejected, b.staff, []uuid.UUID{b.shop}
	c.Blocks = []customer.Block{
		{Source: customer.ByStaff, Scope: customer.StopsOrdering, Reason: "\u2028 <x> \"ż\"", Since: noon},
		{Source: customer.ByERP, Scope: customer.StopsLogin, Reason: "DEACTIVATED", SourceSystem: "optima", Since: noon.Add(time.Microsecond)},
	}
	c.PriceLevel, c.PaymentTermsDays, c.CreditLimit = "B", new(int32(0)), &limit
	c.PaymentMethods, c.Language, c.Currency, c.Note, c.ERPDiscount = []string{"a, b", "ż"}, "cs", "CZK", "dwie\nlinie", &discount
	return c
}

// others are the fields that other tables keep.
var others = []string{"HasDefaultEmployee", "EmployeeEmails", "ExternalIDs", "Memberships", "TwinID"}

func TestEveryFieldOfACustomerIsKept(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		saved := b.full()
		for i := range reflect.TypeFor[customer.Customer]().NumField() {
			field := reflect.TypeFor[customer.Customer]().Field(i).Name
			if !slices.Contains(others, field) {
				assert.False(t, reflect.ValueOf(*saved).Field(i).IsZero(), "%s has a value to be kept", field)
			}
		}
		require.NoError(t, b.db.InTx(b.ctx, func(ctx context.Context) error { return b.Commit(ctx, customer.Edit{After: saved}) }))
		assert.Equal(t, saved, b.get(t, saved.ID))
		listed, _, err := b.List(b.ctx, customer.ListInput{})
		require.NoError(t, err)
		assert.Equal(t, []*customer.Customer{saved}, listed)
	})
}

func TestCommitSavesEveryFieldAndItsEmptiness(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		full := b.full()
		empty := newCustomer(func(c *customer.Customer) {
			c.ID, c.Serial, c.CreatedAt, c.ShopIDs = full.ID, full.Serial, full.CreatedAt, []uuid.UUID{b.newShop(t, "cz", "CZ")}
			c.Origin = full.Origin
		})
		turn := func(before, after *customer.Customer) error {
			return b.db.InTx(b.ctx, func(ctx context.Context) error {
				return b.Commit(ctx, customer.Edit{Before: before, After: after})
			})
		}
		require.NoError(t, b.db.InTx(b.ctx, func(ctx context.Context) error { return b.Commit(ctx, customer.Edit{After: full}) }))
		require.NoError(t, turn(full, empty))
		found := b.get(t, full.ID)
		assert.Equal(t, empty, found)
		again := full.Clone()
		require.NoError(t, turn(found, again))
		assert.Equal(t, int64(9), again.Version)
		assert.Equal(t, again, b.get(t, full.ID))
		require.ErrorIs(t, turn(found, full.Clone()), database.ErrRaced, "the row is at another version by now")
	})
}

func TestCommitChangesOfEachWhatDiffers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		shop := b.newShop(t, "cz", "CZ")
		saved := []*customer.Customer{b.newCustomer(t), b.newCustomer(t), b.newCustomer(t)}
		var edits []customer.Edit
		for i, before := range saved {
			after := before.Clone()
			switch i {
			case 0:
				after.ShopIDs = []uuid.UUID{shop}
			case 1:
				after.Note = "inna"
			}
			edits = append(edits, customer.Edit{Before: before, After: after})
		}
		require.NoError(t, b.db.InTx(b.ctx, func(ctx context.Context) error { return b.Commit(ctx, edits...) }))
		for _, edit := range edits {
			assert.Equal(t, edit.After, b.get(t, edit.After.ID))
		}
	})
}

func TestLoadManyLeavesOutTheUnknown(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		one, other := b.newCustomer(t), b.newCustomer(t)
		found, err := b.LoadMany(b.ctx, []uuid.UUID{one.ID, uuid.New(), other.ID})
		require.NoError(t, err)
		assert.Equal(t, map[uuid.UUID]*customer.Customer{one.ID: one, other.ID: other}, found)
		none, err := b.LoadMany(b.ctx, nil)
		require.NoError(t, err)
		assert.Empty(t, none)
	})
}

func TestReplaceAddresses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		owner := b.newCustomer(t, housed(at("A"), at("B"))).ID
		before, err := b.AddressesOf(b.ctx, []uuid.UUID{owner, uuid.New()})
		require.NoError(t, err)
		require.Len(t, before, 1)
		after := *before[owner][0]
		after.Label, after.SourceSystemID = "C", b.newSource(t, "optima")
		require.NoError(t, b.db.InTx(b.ctx, func(ctx context.Context) error {
			return b.ReplaceAddresses(ctx, []uuid.UUID{after.ID}, []*customer.Address{&after}, noon)
		}))
		assert.Equal(t, []string{"shipping C*", "shipping B"}, b.addresses(t, owner))
		kept, err := b.AddressesOf(b.ctx, []uuid.UUID{owner})
		require.NoError(t, err)
		after.SourceSystem = "optima"
		assert.Equal(t, &after, kept[owner][0])
		none, err := b.AddressesOf(b.ctx, nil)
		require.NoError(t, err)
		assert.Empty(t, none)
	})
}
