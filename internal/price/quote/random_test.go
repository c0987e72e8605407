package quote_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/price/engine"
	"github.com/kartoteka/kartoteka/internal/price/engine/enginetest"
	"github.com/kartoteka/kartoteka/internal/price/quote"
)

// registry is a database full of discounts, and the same in memory.
type registry struct {
	customers, groups []uuid.UUID
	members           map[uuid.UUID]map[uuid.UUID]int32 // of each customer, its groups with their sort order
	discounts         []*engine.Discount
	lines             []engine.Line
	shops             []asking
}

// asking is a shop, and a case of somebody who asks there.
type asking struct {
	shop uuid.UUID
	on   engine.Case
}

// draw fills the database.
func (b bundle) draw(d enginetest.Draw) registry {
	b.Helper()
	r := registry{members: map[uuid.UUID]map[uuid.UUID]int32{}}
	orders := map[uuid.UUID]int32{}
	for range 5 {
		order := d.Int32N(2)
		group := b.newGroup(order)
		r.groups, orders[group] = append(r.groups, group), order
	}
	for range 4 {
		customer := b.newCustomer()
		r.customers, r.members[customer] = append(r.customers, customer), map[uuid.UUID]int32{}
		for _, group := range r.groups {
			if d.IntN(2) == 0 {
				b.join(customer, group, longAgo)
				r.members[customer][group] = orders[group]
			}
		}
	}
	for range 20 {
		line := d.Line()
		b.sell(&line, "PLN")
		r.lines = append(r.lines, line)
	}
	for range 60 {
		drawn := d.Discount(r.targets())
		if _, ok := drawn.Scope.Product(); ok {
			drawn.Scope = engine.ScopeProduct(enginetest.Pick(d, r.lines...).SKU)
		}
		if !drawn.EndedAt.IsZero() {
			drawn.EndedAt = enginetest.Noon.AddDate(0, 0, -3) // before anybody asks
		}
		b.grant(drawn, longAgo)
		r.discounts = append(r.discounts, drawn)
	}
	for range 20 {
		on := d.Case(uuid.Nil, nil)
		r.shops = append(r.shops, asking{b.newShop(on.Rules, on.Zone.String()), on})
	}
	return r
}

func (r registry) targets() []engine.Target {
	targets := []engine.Target{{Kind: engine.Everyone}, {Kind: engine.Everyone}}
	for _, customer := range r.customers {
		targets = append(targets, engine.Target{Kind: engine.Customer, ID: customer})
	}
	for _, group := range r.groups {
		targets = append(targets, engine.Target{Kind: engine.Group, ID: group})
	}
	return targets
}

// Both databases and the slow reference agree, whoever asks for whatever in whichever shop; quote and
// explanation are of one mind. Both are asked the same.
func TestTheDatabasesAgreeWithTheSlowReference(t *testing.T) {
	t.Parallel()
	seed, atLeast, questions := scale.Seed(t), scale.Of(2_000, 1_000_000), scale.Of(8, 260)
	each(t, func(b bundle) {
		c, lines, registries := scale.StartWith(b.T, "DISC-3", seed), 0, 0
		for ; lines < atLeast; registries++ {
			var d enginetest.Draw
			var r registry
			b.inTx(func(b bundle) {
				d = enginetest.NewDraw(c.Stream(registries)) // the same when the transaction begins again
				b.forget()                                   // those for everyone would stay
				r = b.draw(d)
			})
			for range questions {
				lines += b.compare(d, r)
			}
		}
		c.Saw("%d lines of %d questions in %d registries, each as the slow reference says", lines, registries*questions, registries)
	})
}

// forget deletes all discounts.
func (b bundle) forget() {
	b.Helper()
	_, err := b.db.Client(b.ctx).Discount.Delete().Exec(b.ctx)
	require.NoError(b, err)
}

// compare asks for the prices of some lines, and returns of how many.
func (b bundle) compare(d enginetest.Draw, r registry) int {
	b.Helper()
	customer := enginetest.Pick(d, append(slices.Clone(r.customers), uuid.Nil)...)
	at := enginetest.Pick(d, r.shops...)
	on := at.on
	on.Customer, on.Groups, b.shop = customer, r.members[customer], at.shop
	b.clock.Set(on.At)
	lines := make([]engine.Line, 1+d.IntN(99))
	for i := range lines {
		lines[i] = enginetest.Pick(d, r.lines...)
		lines[i].Quantity = d.Line().Quantity
	}
	asked := b.ask(customer, lines)
	made := b.quote(b.ctx, asked)
	told, err := b.Explain(b.ctx, asked, "en")
	require.NoError(b, err)
	for i, want := range enginetest.Resolve(on, lines, r.discounts) {
		got := &made.Lines[i]
		require.Zero(b, want.Unit.Cmp(got.Unit.Rat()), "line %d: %s, not %s", i, got.Unit, want.Unit)
		require.Zero(b, want.Total.Cmp(got.Total.Amount.Rat()))
		require.Equal(b, want.Winners, idsOf(got.Winners))
		require.Equal(b, want.Winners, winnersOf(told.Reasons[i]))
		require.True(b, got.Unit.Equal(told.Lines[i].Unit))
		b.compareVerdicts(want, told.Reasons[i])
	}
	return len(lines)
}

// compareVerdicts holds what is told against the reference, which knows every discount on the product.
func (b bundle) compareVerdicts(want enginetest.Answer, told quote.Reason) {
	b.Helper()
	said := map[uuid.UUID]bool{}
	for _, loser := range told.Losers {
		said[loser.ID] = true
		if loser.Verdict != engine.OtherProducts {
			require.Equal(b, want.Verdicts[loser.ID], loser.Verdict)
		} else {
			require.NotContains(b, want.Verdicts, loser.ID)
		}
	}
	for id, verdict := range want.Verdicts {
		if verdict != engine.Won && verdict != engine.NotInGroup {
			require.True(b, said[id], "verdict %d was not told", verdict)
		}
	}
}

func idsOf(considered []engine.Considered) []uuid.UUID {
	var ids []uuid.UUID
	for _, c := range considered {
		ids = append(ids, c.ID)
	}
	return ids
}

func winnersOf(told quote.Reason) []uuid.UUID {
	var ids []uuid.UUID
	for _, c := range told.Winners {
		ids = append(ids, c.ID)
	}
	return ids
}
