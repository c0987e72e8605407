package customer_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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

func TestTakeSerialsGivesThemBackWithTheTransaction(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		take := func(spoil error) (serial int64) {
			err := b.db.InTx(b.ctx, func(ctx context.Context) error {
				var err error
				serial, err = b.TakeSerials(ctx, 10)
				return errors.Join(err, spoil)
			})
			require.ErrorIs(t, err, spoil)
			return serial
		}
		first := take(nil)
		assert.Equal(t, first+10, take(errors.New("boom")))
		assert.Equal(t, first+10, take(nil))
		fresh, err := b.Numbers.Take(b.ctx, 1)
		require.NoError(t, err)
		assert.Equal(t, first+20, fresh)
	})
}
