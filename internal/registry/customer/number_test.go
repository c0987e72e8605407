package customer_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestNumbersAreNeverHandedOutTwice(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		processes := []*customer.Numbers{customer.NewNumbers(b.db), customer.NewNumbers(b.db), customer.NewNumbers(b.db)}
		var mu sync.Mutex
		var all []int64
		var running sync.WaitGroup
		for i := range 60 {
			running.Go(func() {
				count := int64(1 + i%7*20)
				first, err := processes[i%3].Take(b.ctx, count)
				if !assert.NoError(t, err) {
					return
				}
				mu.Lock()
				defer mu.Unlock()
				for serial := first; serial < first+count; serial++ {
					all = append(all, serial)
				}
			})
		}
		running.Wait()
		slices.Sort(all)
		assert.Equal(t, int64(100_001), all[0])
		assert.Len(t, slices.Compact(slices.Clone(all)), len(all))
	})
}

func TestNumbersMustNotBeTakenInATransaction(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		err := b.db.InTx(b.ctx, func(ctx context.Context) error {
			_, err := b.Numbers.Take(ctx, 1)
			return err
		})
		require.Error(t, err, "a rollback would hand the same number out again")
	})
}

func TestNumbersOfManyNewCustomersGoBackWithTheTransaction(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		commit := func(spoil error) (serials []int64) {
			err := b.db.InTx(b.ctx, func(ctx context.Context) error {
				edits := make([]customer.Edit, 10)
				for i := range edits {
					edits[i].After = newCustomer(func(c *customer.Customer) { c.ID, c.Serial = id.New(), 0 })
				}
				err := b.Commit(ctx, edits...)
				serials = nil
				for _, edit := range edits {
					serials = append(serials, edit.After.Serial)
				}
				return errors.Join(err, spoil)
			})
			require.ErrorIs(t, err, spoil)
			for i, serial := range serials {
				assert.Equal(t, serials[0]+int64(i), serial)
			}
			return serials
		}
		first := commit(nil)
		assert.Equal(t, first[0]+10, commit(errors.New("boom"))[0])
		assert.Equal(t, first[0]+10, commit(nil)[0])
		fresh, err := b.Numbers.Take(b.ctx, 1)
		require.NoError(t, err)
		assert.Equal(t, first[0]+20, fresh)
	})
}
