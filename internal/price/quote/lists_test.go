package quote_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/price/coupon"
	"github.com/kartoteka/kartoteka/internal/price/engine"
	"github.com/kartoteka/kartoteka/internal/price/quote"
)

var everyone = engine.Target{Kind: engine.Everyone}

// No process prices by what another one has changed: neither a new discount, nor a changed one, nor
// one that moved to others, nor one that is gone.
func TestNoPriceIsStaleAtAnyReplica(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		lines, group, customer := b.saw(), b.newGroup(1), b.newCustomer()
		b.join(customer, group, longAgo)
		other := quote.NewService(b.db, b.clock, &coupon.Service{})
		cost := func(price string) {
			b.Helper()
			for _, replica := range []*quote.Service{b.Service, other, b.Service} {
				made, err := replica.Quote(b.ctx, b.ask(customer, lines))
				require.NoError(b, err)
				assert.Equal(b, price, made.Lines[0].Unit.String())
			}
		}
		cost("100")
		d := percent(toGroup(group), 1000)
		b.grant(d, longAgo)
		cost("90")
		require.NoError(b, b.client().Discount.UpdateOneID(d.ID).SetPercentE2(2000).Exec(b.ctx))
		cost("80")
		require.NoError(b, b.client().Discount.UpdateOneID(d.ID).SetTargetID(b.newGroup(1)).Exec(b.ctx))
		cost("100")
		require.NoError(b, b.client().Discount.UpdateOneID(d.ID).SetTargetID(group).Exec(b.ctx))
		cost("80")
		require.NoError(b, b.client().Discount.DeleteOneID(d.ID).Exec(b.ctx))
		cost("100")
	})
}

func TestWhatWasNeverCommittedIsNeverKept(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		lines := b.saw()
		asked := b.ask(uuid.Nil, lines)
		undone := errors.New("undone")
		err := b.db.InTx(b.ctx, func(ctx context.Context) error {
			within := b
			within.ctx = ctx
			within.grant(percent(everyone, 5000), longAgo)
			assert.Equal(b, "50", within.quote(ctx, asked).Lines[0].Unit.String())
			return undone
		})
		require.ErrorIs(b, err, undone)
		b.grant(percent(everyone, 1000), longAgo) // under the version that the other one had
		assert.Equal(b, "90", b.quote(b.ctx, asked).Lines[0].Unit.String())
	})
}

// What is over everywhere is not read; what is over in one zone may still count in another.
func TestADiscountCountsToTheEndOfItsDayInTheZoneOfTheShop(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		lines, d := b.saw(), percent(everyone, 1000)
		d.ValidTo = "2026-10-24"
		b.grant(d, longAgo)
		b.shop = b.newShop(engine.Rules{Shop: engine.One, Currency: "PLN"}, "Etc/GMT+12") // no zone is further behind
		noon := time.Date(2026, 10, 25, 12, 0, 0, 0, time.UTC)                            // when its 25th begins
		for now, price := range map[time.Time]string{noon.Add(-time.Second): "90", noon: "100", noon.AddDate(0, 0, 1): "100"} {
			asked := b.ask(uuid.Nil, lines)
			kept := quote.NewService(b.db, clock.NewManual(now), b.coupons)
			for range 2 { // as it is read, and as it is kept
				made, err := kept.Quote(b.ctx, asked)
				require.NoError(b, err)
				assert.Equal(b, price, made.Lines[0].Unit.String(), now)
			}
			b.inTx(func(b bundle) {
				made, err := kept.Quote(b.ctx, asked)
				require.NoError(b, err)
				assert.Equal(b, price, made.Lines[0].Unit.String(), now)
			})
		}
	})
}

// A clock that is put back, as after a wrong one, does not price by what was read before.
func TestAClockThatIsPutBackFindsWhatWasOverMeanwhile(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		lines, d := b.saw(), percent(everyone, 1000)
		d.ValidTo = "2026-10-24"
		b.grant(d, longAgo)
		lastDay := time.Date(2026, 10, 24, 12, 0, 0, 0, time.UTC)
		cost := func(now time.Time, price string) {
			b.Helper()
			b.clock.Set(now)
			assert.Equal(b, price, b.quote(b.ctx, b.ask(uuid.Nil, lines)).Lines[0].Unit.String())
		}
		cost(lastDay, "90")
		other := percent(everyone, 1)
		other.Scope = engine.ScopeProduct("OTHER")
		b.grant(other, longAgo) // so that the list is read anew
		cost(lastDay.AddDate(0, 0, 7), "100")
		cost(lastDay, "90")
	})
}

// Of a target of more discounts than are kept as a whole, those are kept that were asked for.
func TestALongPriceListIsAskedByProduct(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		first, second, unpriced := b.saw(), b.saw(), b.saw()
		group, customer := b.newGroup(1), b.newCustomer()
		b.join(customer, group, longAgo)
		grant := func(target engine.Target, line engine.Line, price int64) uuid.UUID {
			d := percent(target, 0)
			d.Scope, d.FixedPrice = engine.ScopeProduct(line.SKU), money.FromE4(price*1_0000, "PLN")
			b.grant(d, longAgo)
			return d.ID
		}
		b.inTx(func(b bundle) {
			for _, target := range []engine.Target{everyone, toGroup(group)} {
				for range 1_001 {
					d := percent(target, 5000)
					d.Scope = engine.ScopeProduct("OTHER")
					b.grant(d, longAgo)
				}
			}
		})
		cheap := grant(everyone, first[0], 77)
		grant(toGroup(group), second[0], 66)
		cost := func(customer uuid.UUID, prices ...string) {
			b.Helper()
			lines := slices.Concat(first, second, unpriced)[:len(prices)]
			var made []string
			for _, line := range b.quote(b.ctx, b.ask(customer, lines)).Lines {
				made = append(made, line.Unit.String())
			}
			assert.Equal(b, prices, made)
		}
		for range 2 { // as it is read, and as it is kept
			cost(uuid.Nil, "77")
			cost(customer, "77", "66") // of which one part is known already
			cost(customer, "77", "66", "100")
		}
		grant(everyone, unpriced[0], 55)
		cost(customer, "77", "66", "55")
		require.NoError(b, b.client().Discount.DeleteOneID(cheap).Exec(b.ctx))
		cost(customer, "100", "66", "55")
	})
}

func TestTheListOfEveryoneIsThereFromTheBeginning(t *testing.T) {
	t.Parallel()
	db := databasetest.Open(t, databasetest.SQLite(t))
	rows, err := db.Client(t.Context()).PriceList.Query().All(t.Context())
	require.NoError(t, err)
	require.Len(t, rows, 1, "that of everyone is there from the beginning")
	assert.Equal(t, uuid.Nil, rows[0].ID)
}
