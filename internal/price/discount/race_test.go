package discount_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent/pastdiscount"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/price/discount"
)

// atOnce runs the function in as many goroutines as there are and returns how each ended.
func atOnce(workers int, run func(worker int) error) []error {
	errs := make([]error, workers)
	var all sync.WaitGroup
	for worker := range errs {
		all.Go(func() { errs[worker] = run(worker) })
	}
	all.Wait()
	return errs
}

// Nobody waits for somebody who waits for him: PostgreSQL ends such knots only after a second each, and
// some of those in them fail.
func TestPushesOfTheSameAtOnceAllSucceed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp := b.newSource(t, "OPTIMA")
		var batch []discount.Pushed
		for i := range 20 {
			batch = append(batch, pushed(fmt.Sprint(i), toContractor(fmt.Sprint("K", i%5))))
		}
		for i := range 5 {
			b.newContractor(erp, t, fmt.Sprint("K", i))
		}
		for _, err := range atOnce(8, func(worker int) error {
			for round := range 3 {
				mine := slices.Clone(batch)
				for i := range mine {
					mine[i].Draft = rebate(percent(fmt.Sprint(1 + worker + 10*round)))
				}
				if worker%2 == 1 {
					slices.Reverse(mine)
				}
				if _, err := b.Push(erp, mine); err != nil {
					return err
				}
			}
			return nil
		}) {
			require.NoError(t, err)
		}
		found, _, err := b.List(b.ctx, discount.ListQuery{})
		require.NoError(t, err)
		require.Len(t, found, 20)
		for _, d := range found {
			assert.Equal(t, int64(24), d.Version, "each of them was another change")
		}
	})
}

// Two source systems push discounts of the same groups in other orders.
func TestSourceSystemsPushForTheSameAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		sources := []context.Context{b.newSource(t, "OPTIMA"), b.newSource(t, "XL"), b.newSource(t, "SUBIEKT")}
		batch := make([]discount.Pushed, 10)
		for i := range batch {
			name := fmt.Sprint("Grupa ", i)
			b.newGroup(t, name)
			batch[i] = pushed(fmt.Sprint(i), toGroup(name))
		}
		for _, err := range atOnce(len(sources), func(worker int) error {
			mine := slices.Clone(batch)
			if worker == 1 {
				slices.Reverse(mine)
			}
			for round := range 5 {
				for i := range mine {
					mine[i].Draft = rebate(percent(fmt.Sprint(1 + round)))
				}
				if _, err := b.Push(sources[worker], mine); err != nil {
					return err
				}
			}
			return nil
		}) {
			require.NoError(t, err)
		}
	})
}

// Whoever changes a discount at the same moment as others succeeds or is told so, and what it was
// before each change is kept without a gap.
func TestChangesOfOneDiscountAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		d, changes := b.grant(t), int64(0)
		for _, err := range atOnce(8, func(worker int) error {
			_, err := b.Update(b.ctx, discount.Update{
				ID: d.ID, Mask: []string{"name"}, Values: rebate(named(fmt.Sprint("Rabat ", worker))),
			})
			return err
		}) {
			if err == nil {
				changes++
			} else {
				faulttest.Require(t, err, fault.Conflict, "CONCURRENT_CHANGE")
			}
		}
		assert.Equal(t, changes+1, b.read(t, d.ID).Version)
		b.requireNoGap(t, d)
	})
}

// The clocks of two processes differ: what is written later is later nevertheless.
func TestTimeDoesNotGoBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp := b.newSource(t, "OPTIMA")
		mine, theirs := b.grant(t), b.pushOne(erp, t, "R1")
		for i, back := range []time.Duration{-time.Second, 0, -time.Minute} {
			b.clock.Set(noon.Add(back))
			_, err := b.Update(b.ctx, discount.Update{
				ID: mine.ID, Mask: []string{"name"}, Values: rebate(named(fmt.Sprint("Rabat ", i))),
			})
			require.NoError(t, err)
			assert.Equal(t, []string{"updated"}, b.push(erp, t, pushed("R1", as(named(fmt.Sprint("Rabat ", i))))))
		}
		b.requireNoGap(t, mine)
		b.requireNoGap(t, theirs)
	})
}

// requireNoGap follows a discount from its beginning to what it is now.
func (b bundle) requireNoGap(t *testing.T, d *discount.Discount) {
	t.Helper()
	rows, err := b.db.Client(b.ctx).PastDiscount.Query().Where(pastdiscount.DiscountID(d.ID)).
		Order(pastdiscount.ByUntil(entsql.OrderAsc())).All(b.ctx)
	require.NoError(t, err)
	require.NotEmpty(t, rows)
	since := d.CreatedAt
	for _, row := range rows {
		require.Equal(t, since.UTC(), row.Since.UTC())
		require.True(t, row.Since.Before(row.Until), "%s to %s", row.Since, row.Until)
		since = row.Until
	}
	require.Equal(t, since.UTC(), b.read(t, d.ID).UpdatedAt)
}
