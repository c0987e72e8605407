package webhook_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/webhook"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, secret := b.create()
		assert.True(b, strings.HasPrefix(secret, "whsec_"))
		_, other := b.create()
		assert.NotEqual(b, secret, other)
		all, err := b.List(b.Context(), b.optima)
		require.NoError(b, err)
		require.Len(b, all, 2)
		assert.Equal(b, []any{w.ID, w.URL, true, noon}, []any{all[0].ID, all[0].URL, all[0].IsEnabled(), all[0].CreatedAt})
		assert.Equal(b, []string{"WEBHOOK_CREATED"}, b.historyOf(w))

		_, _, err = b.Create(b.staff, id.New(), "https://erp.example")
		faulttest.Require(b.T, err, fault.NotFound, "SOURCE_SYSTEM_NOT_FOUND")
		_, _, err = b.Create(b.staff, b.optima, "http://erp.example")
		faulttest.Require(b.T, err, fault.Invalid, "URL_NOT_HTTPS")
		_, err = b.List(b.Context(), id.New())
		faulttest.Require(b.T, err, fault.NotFound, "SOURCE_SYSTEM_NOT_FOUND")
	})
}

func TestASourceSystemHasTenWebhooksAtMost(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		var refused sync.Map
		var adding sync.WaitGroup
		for i := range 15 {
			adding.Go(func() {
				if _, _, err := b.Create(b.staff, b.optima, "https://erp.example"); err != nil {
					refused.Store(i, err)
				}
			})
		}
		adding.Wait()
		count := 0
		refused.Range(func(_, err any) bool {
			count++
			refusal, ok := err.(error)
			require.True(b, ok)
			faulttest.Require(b.T, refusal, fault.Precondition, "TOO_MANY_WEBHOOKS")
			return true
		})
		assert.Equal(b, 5, count)
		_, _, err := b.Create(b.staff, b.other, "https://erp.example")
		require.NoError(b, err)
	})
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, _ := b.create()
		address, disabled := "https://erp.example/poke", false
		saved, err := b.Update(b.staff, webhook.UpdateInput{ID: w.ID, ETag: w.ETag(), URL: &address, Enabled: &disabled})
		require.NoError(b, err)
		assert.Equal(b, saved, b.state(w))
		assert.Equal(b, address, saved.URL)
		assert.Equal(b, []any{webhook.ByStaff, noon}, []any{saved.DisabledReason, saved.DisabledAt})

		same, err := b.Update(b.staff, webhook.UpdateInput{ID: w.ID, URL: &address, Enabled: &disabled})
		require.NoError(b, err)
		assert.Equal(b, saved, same, "what changes nothing is no change")
		assert.Equal(b, []string{"WEBHOOK_CREATED", "WEBHOOK_UPDATED"}, b.historyOf(w))

		_, err = b.Update(b.staff, webhook.UpdateInput{ID: w.ID, ETag: w.ETag(), URL: &address})
		faulttest.Require(b.T, err, fault.Conflict, "ETAG_MISMATCH")
		inside := "https://10.0.0.1"
		_, err = b.Update(b.staff, webhook.UpdateInput{ID: w.ID, URL: &inside})
		faulttest.Require(b.T, err, fault.Invalid, "ADDRESS_NOT_PUBLIC")
		_, err = b.Update(b.staff, webhook.UpdateInput{ID: id.New(), Enabled: &disabled})
		faulttest.Require(b.T, err, fault.NotFound, "WEBHOOK_NOT_FOUND")
	})
}

func TestARotatedSecretSignsForADay(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, old := b.create()
		rotated, fresh, err := b.RotateSecret(b.staff, w.ID)
		require.NoError(b, err)
		assert.Equal(b, noon.Add(24*time.Hour), rotated.PreviousSecretUntil)
		b.clock.Advance(24*time.Hour - time.Second)
		b.change(uuid.Nil)
		got := b.poke(w)[0]
		require.NoError(b, got.verify(b.T, old))
		require.NoError(b, got.verify(b.T, fresh))
		b.clock.Advance(time.Second)
		b.change(uuid.Nil)
		got = b.poke(w)[0]
		require.Error(b, got.verify(b.T, old))
		require.NoError(b, got.verify(b.T, fresh))
		assert.Equal(b, []string{"WEBHOOK_CREATED", "WEBHOOK_SECRET_ROTATED"}, b.historyOf(w))
		_, _, err = b.RotateSecret(b.staff, id.New())
		faulttest.Require(b.T, err, fault.NotFound, "WEBHOOK_NOT_FOUND")
	})
}

func TestDelete(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, _ := b.create()
		_, err := b.SendTest(b.staff, w.ID)
		require.NoError(b, err)
		require.NoError(b, b.Delete(b.staff, w.ID))
		all, err := b.List(b.Context(), b.optima)
		require.NoError(b, err)
		assert.Empty(b, all)
		assert.Zero(b, b.db.Client(b.Context()).WebhookDelivery.Query().CountX(b.Context()))
		faulttest.Require(b.T, b.Delete(b.staff, w.ID), fault.NotFound, "WEBHOOK_NOT_FOUND")
		assert.Equal(b, []string{"WEBHOOK_CREATED", "WEBHOOK_DELETED"}, b.historyOf(w))
	})
}

func TestTheLastHundredDeliveriesAreKept(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, _ := b.create()
		other, _ := b.create()
		_, err := b.SendTest(b.staff, other.ID)
		require.NoError(b, err)
		var last []webhook.Delivery
		for range 103 {
			b.clock.Advance(time.Second)
			sent, err := b.SendTest(b.staff, w.ID)
			require.NoError(b, err)
			last = append([]webhook.Delivery{sent}, last...)
		}
		in := webhook.ListDeliveriesInput{WebhookID: w.ID, PageSize: 60}
		first, next, err := b.ListDeliveries(b.Context(), in)
		require.NoError(b, err)
		in.PageToken = next
		second, end, err := b.ListDeliveries(b.Context(), in)
		require.NoError(b, err)
		assert.Empty(b, end)
		assert.Equal(b, last[:100], append(first, second...))
		assert.Len(b, b.deliveries(other), 1)

		in.WebhookID = other.ID
		_, _, err = b.ListDeliveries(b.Context(), in)
		faulttest.Require(b.T, err, fault.Invalid, "PAGE_TOKEN_MISMATCH")
		_, _, err = b.ListDeliveries(b.Context(), webhook.ListDeliveriesInput{WebhookID: id.New()})
		faulttest.Require(b.T, err, fault.NotFound, "WEBHOOK_NOT_FOUND")
	})
}
