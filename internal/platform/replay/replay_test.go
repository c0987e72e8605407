package replay_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/replay"
)

// bundle answers requests with how often the work was done.
type bundle struct {
	*replay.Replies

	clock *clock.Manual
	db    *database.DB
	done  atomic.Int32
}

func each(t *testing.T, test func(t *testing.T, b *bundle)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		at := clock.NewManual(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC))
		test(t, &bundle{Replies: replay.New(db, at), clock: at, db: db})
	})
}

// ask sends a request for the customer and returns the answer.
func (b *bundle) ask(ctx context.Context, requestID, customer string) (string, error) {
	request, answer := &apiv1.GetCustomerRequest{Id: customer}, &apiv1.GetCustomerResponse{}
	err := b.Once(ctx, requestID, request, answer, func(context.Context) error {
		answer.Customer = &apiv1.Customer{Name: fmt.Sprint(b.done.Add(1))}
		return nil
	})
	return answer.GetCustomer().GetName(), err
}

func TestOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b *bundle) {
		ctx, requestID := auth.With(t.Context(), auth.Identity{Kind: auth.Staff, ID: id.New()}), uuid.NewString()
		for range 2 {
			answer, err := b.ask(ctx, requestID, "a")
			require.NoError(t, err)
			assert.Equal(t, "1", answer, "the second answer is the first one")
		}
		_, err := b.ask(ctx, requestID, "b")
		faulttest.Require(t, err, fault.Invalid, "REQUEST_ID_REUSED")

		other := auth.With(t.Context(), auth.Identity{Kind: auth.Staff, ID: id.New()})
		answer, err := b.ask(other, requestID, "b")
		require.NoError(t, err)
		assert.Equal(t, "2", answer, "ids of different callers never meet")

		b.clock.Advance(replay.Keep + time.Second)
		answer, err = b.ask(ctx, requestID, "b")
		require.NoError(t, err)
		assert.Equal(t, "3", answer, "the id is free again")
		kept, err := b.db.Client(t.Context()).Reply.Query().Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 1, kept, "expired answers are cleared away")
	})
}

func TestOnceWithoutAnIDKeepsNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b *bundle) {
		for _, want := range []string{"1", "2"} {
			answer, err := b.ask(t.Context(), "", "a")
			require.NoError(t, err)
			assert.Equal(t, want, answer)
		}
		kept, err := b.db.Client(t.Context()).Reply.Query().Count(t.Context())
		require.NoError(t, err)
		assert.Zero(t, kept)
	})
}

func TestOnceKeepsNoFailure(t *testing.T) {
	t.Parallel()
	boom := errors.New("boom")
	each(t, func(t *testing.T, b *bundle) {
		requestID := uuid.NewString()
		err := b.Once(t.Context(), requestID, &apiv1.GetCustomerRequest{Id: "a"}, &apiv1.GetCustomerResponse{},
			func(context.Context) error { return boom })
		require.ErrorIs(t, err, boom)
		answer, err := b.ask(t.Context(), requestID, "a")
		require.NoError(t, err)
		assert.Equal(t, "1", answer)
	})
}

func TestOnceByManyAtOnceGivesOneAnswer(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b *bundle) {
		requestID := uuid.NewString()
		answers := make([]string, 8)
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() {
				var err error
				answers[i], err = b.ask(t.Context(), requestID, "a")
				assert.NoError(t, err)
			})
		}
		all.Wait()
		for _, answer := range answers {
			assert.Equal(t, answers[0], answer)
		}
	})
}
