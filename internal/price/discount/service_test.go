package discount_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit/audittest"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// timeline is a customer's history, newest first.
func (b bundle) timeline(t *testing.T, customerID uuid.UUID) []string {
	t.Helper()
	return audittest.Timeline(b.ctx, t, b.log, customerID)
}

func TestACustomersDiscountIsHistoryOfTheCustomer(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		granted := b.grant(t, forCustomer(customer), named(" Stały klient "), onCategory("Narzędzia", " Piły"), percent("12.5"), from("2.50"), days("2026-11-01", "2026-12-31"))
		assert.Equal(t, inUTC(granted), b.read(t, granted.ID), "it is read back as it was saved")
		assert.Equal(t, []any{"Stały klient", "Kawiarnia 1", "12.50", "2.5", int32(100), engine.ByShop, "1"}, []any{
			granted.Name, granted.TargetName, granted.Percent.String(), granted.MinQuantity.String(), granted.Priority, granted.Origin, granted.ETag(),
		})
		b.clock.Advance(time.Hour)
		changed, err := b.Update(b.ctx, discount.Update{
			ID: granted.ID, ETag: "1", Mask: []string{"fixedPrice", "scope", "priority"},
			Values: rebate(fixed("89.90", "pln"), onSKU("SAW"), priority(3)),
		})
		require.NoError(t, err)
		assert.Equal(t, []string{"89.90", "PLN", "0.00", "Piła", "2"}, []string{
			changed.FixedPrice.String(), changed.FixedPrice.Currency, changed.Percent.String(), changed.ItemName, changed.ETag(),
		})
		b.clock.Advance(time.Hour)
		ended, err := b.End(b.ctx, granted.ID, "2")
		require.NoError(t, err)
		assert.Equal(t, noon.Add(2*time.Hour), ended.EndedAt)
		assert.Equal(t, inUTC(ended), b.read(t, granted.ID))
		again, err := b.End(b.ctx, granted.ID, "")
		require.NoError(t, err)
		assert.Equal(t, "3", again.ETag(), "ending again changes nothing")
		assert.Equal(t, []string{
			"DISCOUNT_ENDED endTime:→2026-11-21T13:00:00Z",
			"DISCOUNT_UPDATED category:Narzędzia › Piły→ sku:→SAW percent:12.50→ fixedPrice:→89.90 PLN priority:100→3",
			"DISCOUNT_CREATED name:→Stały klient customer:→Kawiarnia 1 category:→Narzędzia › Piły percent:→12.50 minQuantity:→2.5 priority:→100 " +
				"validFrom:→2026-11-01 validTo:→2026-12-31",
		}, b.timeline(t, customer))
	})
}

func TestADiscountThatChangesHandsIsHistoryOfBoth(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		first, second := b.newCustomer(t), b.newCustomer(t)
		granted := b.grant(t, forCustomer(first))
		_, err := b.Update(b.ctx, discount.Update{ID: granted.ID, Mask: []string{"target"}, Values: rebate(forCustomer(second))})
		require.NoError(t, err)
		assert.Equal(t, []string{"DISCOUNT_UPDATED customer:Kawiarnia 1→Kawiarnia 2"}, b.timeline(t, second))
		assert.Len(t, b.timeline(t, first), 2)

		require.NoError(t, b.db.Client(b.ctx).Customer.UpdateOneID(first).SetName("Kawiarnia 2").Exec(b.ctx))
		_, err = b.Update(b.ctx, discount.Update{ID: granted.ID, Mask: []string{"target"}, Values: rebate(forCustomer(first))})
		require.NoError(t, err)
		assert.Contains(t, b.timeline(t, first), "DISCOUNT_UPDATED customer:Kawiarnia 2→Kawiarnia 2", "it is another customer of the same name")
	})
}

func TestWhatIsWrongIsNamedByField(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		for wrong, with := range map[string]func(*discount.Draft){
			"discount.name TOO_LONG":                            named(strings.Repeat("ż", 101)),
			"discount.target TARGET_REQUIRED":                   func(d *discount.Draft) { d.Target = engine.Target{} },
			"discount.target.customerId CUSTOMER_NOT_FOUND":     forCustomer(id.New()),
			"discount.target.groupId GROUP_NOT_FOUND":           forGroup(id.New()),
			"discount.scope SCOPE_REQUIRED":                     func(d *discount.Draft) { d.Scope = discount.ScopeDraft{} },
			"discount.scope.category.names[1] CATEGORY_INVALID": onCategory("a", ""),
			"discount.scope.brand BRAND_REQUIRED":               onBrand(" "),
			"discount.scope.sku SKU_REQUIRED":                   onSKU(""),
			"discount.scope.sku SKU_UNKNOWN":                    onSKU("saw"),
			"discount.percent AMOUNT_REQUIRED":                  func(d *discount.Draft) { d.Percent = nil },
			"discount.scope FIXED_PRICE_NEEDS_PRODUCT":          fixed("1", "PLN"),
			"discount.minQuantity QUANTITY_INVALID":             from("-1"),
			"discount.priority PRIORITY_INVALID":                priority(1_000_001),
			"discount.validFrom DATE_INVALID":                   days("2026-02-29", ""),
			"discount.validTo DATE_INVALID":                     days("", "31.12.2026"),
			"discount.validTo END_BEFORE_START":                 days("2026-12-02", "2026-12-01"),
		} {
			_, err := b.Create(b.ctx, rebate(with))
			assert.Equal(t, []string{wrong}, faulttest.Violations(err))
		}
		for _, p := range []string{"0", "0.00", "100.01", "-5", "1.001", "1e1", "", "5%"} {
			_, err := b.Create(b.ctx, rebate(percent(p)))
			assert.Equal(t, []string{"discount.percent PERCENT_INVALID"}, faulttest.Violations(err), p)
		}
		for _, c := range [][3]string{
			{"0", "PLN", "amount AMOUNT_INVALID"},
			{"-1", "PLN", "amount AMOUNT_INVALID"},
			{"1,5", "PLN", "amount AMOUNT_INVALID"},
			{"1.005", "PLN", "amount TOO_MANY_DECIMALS"},
			{"1.5", "JPY", "amount TOO_MANY_DECIMALS"},
			{"1", "ABC", "currency CURRENCY_UNKNOWN"},
		} {
			_, err := b.Create(b.ctx, rebate(onSKU("SAW"), fixed(c[0], c[1])))
			assert.Equal(t, []string{"discount.fixedPrice." + c[2]}, faulttest.Violations(err), c)
		}
		_, err := b.Create(b.ctx, discount.Draft{})
		assert.Equal(t, []string{"discount.target TARGET_REQUIRED", "discount.scope SCOPE_REQUIRED", "discount.percent AMOUNT_REQUIRED"}, faulttest.Violations(err))
		count, err := b.db.Client(b.ctx).Discount.Query().Count(b.ctx)
		require.NoError(t, err)
		assert.Zero(t, count)
	})
}

func TestUpdateRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		granted := b.grant(t)
		update := discount.Update{ID: granted.ID, Mask: []string{"name"}, Values: rebate(named("Zima"))}
		with := func(change func(*discount.Update)) error {
			changed := update
			change(&changed)
			_, err := b.Update(b.ctx, changed)
			return err
		}
		faulttest.Require(t, with(func(u *discount.Update) { u.ID = id.New() }), fault.NotFound, "DISCOUNT_NOT_FOUND")
		faulttest.Require(t, with(func(u *discount.Update) { u.ETag = "7" }), fault.Conflict, "ETAG_MISMATCH")
		faulttest.Require(t, with(func(u *discount.Update) { u.Mask = nil }), fault.Invalid, "MASK_REQUIRED")
		faulttest.Require(t, with(func(u *discount.Update) { u.Mask = []string{"origin"} }), fault.Invalid, "MASK_UNKNOWN")
		faulttest.Require(t, with(func(u *discount.Update) { u.Mask, u.Values.Percent = []string{"percent"}, nil }), fault.Invalid, "AMOUNT_REQUIRED")
		_, err := b.Update(b.ctx, discount.Update{ID: granted.ID, Mask: []string{"name", "priority"}, Values: rebate()})
		require.NoError(t, err)
		assert.Equal(t, "1", b.read(t, granted.ID).ETag(), "nothing differs, nothing is written")
		_, err = b.End(b.ctx, granted.ID, "7")
		faulttest.Require(t, err, fault.Conflict, "ETAG_MISMATCH")
		_, err = b.End(b.ctx, granted.ID, "1")
		require.NoError(t, err)
		faulttest.Require(t, with(func(*discount.Update) {}), fault.Precondition, "DISCOUNT_ENDED")
	})
}

func TestStaffNeverTouchDiscountsOfAnERP(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		pushed := b.pushOne(b.newSource(t, "OPTIMA"), t, "R1")
		_, err := b.Update(b.ctx, discount.Update{ID: pushed.ID, Mask: []string{"name"}, Values: rebate(named("Zima"))})
		faulttest.Require(t, err, fault.Precondition, "DISCOUNT_OWNED_BY_ERP")
		_, err = b.End(b.ctx, pushed.ID, "")
		faulttest.Require(t, err, fault.Precondition, "DISCOUNT_OWNED_BY_ERP")
		assert.Equal(t, pushed, b.read(t, pushed.ID))
	})
}

func TestWhatADiscountWasIsKept(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		granted := b.grant(t, named("a"))
		for hour, p := range []string{"20", "30"} {
			b.clock.Set(noon.Add(time.Duration(hour+1) * time.Hour))
			_, err := b.Update(b.ctx, discount.Update{ID: granted.ID, Mask: []string{"percent"}, Values: rebate(percent(p))})
			require.NoError(t, err)
		}
		b.clock.Advance(time.Hour)
		_, err := b.End(b.ctx, granted.ID, "")
		require.NoError(t, err)
		rows, err := b.db.Client(b.ctx).PastDiscount.Query().Order(entsql.OrderByField("until").ToFunc()).All(b.ctx)
		require.NoError(t, err)
		past := make([]string, len(rows))
		for i, row := range rows {
			assert.Equal(t, granted.ID, row.DiscountID)
			past[i] = fmt.Sprint(row.Since.Sub(noon).Hours(), " to ", row.Until.Sub(noon).Hours(), ": ", row.PercentE2, " ", row.EndedAt == nil)
		}
		assert.Equal(t, []string{"0 to 1: 1000 true", "1 to 2: 2000 true", "2 to 3: 3000 true"}, past)
	})
}

func TestACustomerTakesItsDiscountsAlong(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		granted := b.grant(t, forCustomer(customer))
		b.clock.Advance(time.Hour)
		_, err := b.Update(b.ctx, discount.Update{ID: granted.ID, Mask: []string{"percent"}, Values: rebate(percent("20"))})
		require.NoError(t, err)
		b.grant(t)
		require.NoError(t, b.db.Client(b.ctx).Customer.DeleteOneID(customer).Exec(b.ctx))
		_, err = b.Get(b.ctx, granted.ID)
		faulttest.Require(t, err, fault.NotFound, "DISCOUNT_NOT_FOUND")
		past, err := b.db.Client(b.ctx).PastDiscount.Query().Count(b.ctx)
		require.NoError(t, err)
		assert.Zero(t, past)
	})
}

func TestAGroupStaysWhileADiscountIsForIt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		hurt := b.newGroup(t, "Hurt")
		granted := b.grant(t, forGroup(hurt))
		f := faulttest.Require(t, b.groups.Delete(b.ctx, hurt, ""), fault.Precondition, "GROUP_IN_USE")
		assert.Equal(t, "1", f.Metadata["discounts"])
		_, err := b.End(b.ctx, granted.ID, "")
		require.NoError(t, err)
		require.NoError(t, b.groups.Delete(b.ctx, hurt, ""))
		assert.Empty(t, b.read(t, granted.ID).TargetName)
	})
}

func TestEveryAcceptedDiscountIsReadBackEqual(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		customer := b.newCustomer(t)
		hurt := b.newGroup(t, "Hurt")
		rapid.Check(t, func(r *rapid.T) {
			draft := rebate(
				rapid.SampledFrom([]func(*discount.Draft){forCustomer(customer), forGroup(hurt), func(*discount.Draft) {}}).Draw(r, "target"),
				rapid.SampledFrom([]func(*discount.Draft){onSKU("SAW"), onBrand("Łoś"), onCategory("a", "b"), func(*discount.Draft) {}}).Draw(r, "scope"),
				percent(rapid.StringMatching(`\d{1,3}(\.\d{1,2})?`).Draw(r, "percent")),
				from(rapid.StringMatching(`\d{0,6}(\.\d{1,4})?`).Draw(r, "quantity")), priority(rapid.Int32Range(-1, 1_000_001).Draw(r, "priority")),
				named(rapid.StringN(0, 20, -1).Draw(r, "name")), days(rapid.StringMatching(`202[0-9]-0[0-9]-[0-3][0-9]`).Draw(r, "from"), ""),
			)
			if rapid.Bool().Draw(r, "fixed") {
				fixed(rapid.StringMatching(`\d{1,14}(\.\d{1,2})?`).Draw(r, "price"), rapid.SampledFrom([]string{"PLN", "JPY", "KWD"}).Draw(r, "currency"))(&draft)
			}
			created, err := b.Create(b.ctx, draft)
			if err != nil {
				_, ok := fault.As(err)
				require.True(t, ok, "%v", err)
				return
			}
			assert.Equal(t, b.read(t, created.ID), inUTC(created))
		})
	})
}
