package webhook_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strconv"
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

func TestAChangeInTheShopPokesOnce(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, secret := b.create()
		assert.Empty(b, b.poke(w), "nothing has happened since it was added")
		b.change(uuid.Nil)
		b.change(b.other)
		got := b.poke(w)
		require.Len(b, got, 1, "two changes are one poke")
		require.NoError(b, got[0].verify(b.T, secret))
		assert.JSONEq(b, `{"type":"feed.moved","timestamp":"2026-11-21T12:00:00Z","data":{"sourceSystem":"OPTIMA"}}`, string(got[0].body))
		assert.Equal(b, strconv.FormatInt(noon.Unix(), 10), got[0].header.Get("webhook-timestamp"))
		assert.Equal(b, "application/json", got[0].header.Get("Content-Type"))
		assert.Empty(b, b.poke(w), "it was told")
		delivered := b.deliveries(w)
		require.Len(b, delivered, 1)
		assert.Equal(b, webhook.Outcome{Status: 200}, delivered[0].Outcome)
		assert.Equal(b, noon, delivered[0].At)
	})
}

func TestASignatureHoldsForWhatWasSentAlone(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, secret := b.create()
		b.change(uuid.Nil)
		got := b.poke(w)[0]
		_, other := b.create()
		require.Error(b, got.verify(b.T, other))
		forged := call{got.header.Clone(), bytes.Replace(got.body, []byte("OPTIMA"), []byte("OTHER"), 1)}
		require.Error(b, forged.verify(b.T, secret))
		forged = call{got.header.Clone(), got.body}
		forged.header.Set("webhook-timestamp", "1")
		require.Error(b, forged.verify(b.T, secret))
	})
}

func TestWhatASourceSystemPushedPokesItNot(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, _ := b.create()
		b.change(b.optima)
		assert.Empty(b, b.poke(w))
		require.NoError(b, b.Look(b.Context()))
		assert.Zero(b, b.waiting())
		b.change(uuid.Nil)
		b.change(b.optima)
		assert.Len(b, b.poke(w), 1, "an echo hides nothing that came before it")
		b.change(b.optima)
		assert.Empty(b, b.poke(w))
	})
}

func TestLookingFindsEachWebhookOnce(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		first, _ := b.create()
		off, _ := b.create()
		disabled := false
		_, err := b.Update(b.staff, webhook.UpdateInput{ID: off.ID, Enabled: &disabled})
		require.NoError(b, err)
		b.change(uuid.Nil)
		for range 3 {
			require.NoError(b, b.Look(b.Context()))
		}
		assert.Equal(b, 1, b.waiting())
		b.poke(first)
		assert.Empty(b, b.poke(off), "one that is disabled is left alone")
	})
}

func TestCursorsThatNoLongerHoldPoke(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, _ := b.create()
		require.NoError(b, b.feed.RotateEpoch(b.Context()))
		assert.Len(b, b.poke(w), 1, "the feed has begun anew")
		assert.Empty(b, b.poke(w))

		w, _ = b.create()
		for range 3 {
			b.change(b.optima)
		}
		b.clock.Advance(100 * 24 * time.Hour)
		b.change(b.optima)
		require.NoError(b, b.feed.Prune(b.Context()))
		assert.Len(b, b.poke(w), 1, "nobody knows any more whose the events were that are gone")
	})
}

func TestAPokeThatFailsIsRepeatedAfterGrowingPauses(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, secret := b.create()
		b.change(uuid.Nil)
		b.receiver.says(http.StatusServiceUnavailable)
		var ids []string
		for _, pause := range []time.Duration{5 * time.Second, 10 * time.Second, 20 * time.Second} {
			got := b.poke(w)
			require.Len(b, got, 1)
			ids = append(ids, got[0].header.Get("webhook-id"))
			assert.Equal(b, b.clock.Now().Add(pause), b.state(w).RetryAt)
			assert.Empty(b, b.poke(w), "not yet")
			require.NoError(b, b.Look(b.Context()))
			assert.Zero(b, b.waiting())
			b.clock.Advance(pause)
		}
		assert.Equal(b, noon, b.state(w).FailingSince)
		b.receiver.says(http.StatusNoContent)
		got := b.poke(w)
		require.Len(b, got, 1)
		require.NoError(b, got[0].verify(b.T, secret))
		for _, one := range ids {
			assert.Equal(b, got[0].header.Get("webhook-id"), one, "the same place in the feed, the same message")
		}
		assert.Zero(b, b.state(w).FailingSince)
		assert.Zero(b, b.state(w).Attempts)
		var attempts []int32
		for _, d := range b.deliveries(w) {
			attempts = append(attempts, d.Attempt)
		}
		assert.Equal(b, []int32{4, 3, 2, 1}, attempts)
		assert.Equal(b, webhook.Outcome{Status: 503, Reason: "HTTP_STATUS"}, b.deliveries(w)[1].Outcome)

		b.change(uuid.Nil)
		next := b.poke(w)
		require.Len(b, next, 1)
		assert.NotEqual(b, ids[0], next[0].header.Get("webhook-id"))
	})
}

func TestAReceiverThatIsGoneIsDisabled(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, _ := b.create()
		b.change(uuid.Nil)
		b.receiver.says(http.StatusGone)
		b.poke(w)
		now := b.state(w)
		assert.False(b, now.IsEnabled())
		assert.Equal(b, webhook.Gone, now.DisabledReason)
		assert.Equal(b, noon, now.DisabledAt)
		assert.NotEqual(b, w.ETag(), now.ETag())
		assert.Empty(b, b.poke(w))
		assert.Equal(b, []string{"WEBHOOK_CREATED", "WEBHOOK_DISABLED"}, b.historyOf(w))

		b.receiver.says(http.StatusOK)
		enabled := true
		_, err := b.Update(b.staff, webhook.UpdateInput{ID: w.ID, ETag: now.ETag(), Enabled: &enabled})
		require.NoError(b, err)
		assert.Len(b, b.poke(w), 1, "it has missed something")
		assert.True(b, b.state(w).DisabledAt.IsZero())
	})
}

func TestAReceiverThatFailsForDaysIsDisabled(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, _ := b.create()
		b.change(uuid.Nil)
		b.receiver.says(http.StatusInternalServerError)
		b.poke(w)
		b.clock.Set(noon.Add(5*24*time.Hour - time.Second))
		b.poke(w)
		require.True(b, b.state(w).IsEnabled())
		b.clock.Advance(time.Hour)
		b.poke(w)
		assert.Equal(b, webhook.Failing, b.state(w).DisabledReason)
		assert.Equal(b, noon, b.state(w).FailingSince, "staff see since when")
	})
}

func TestAPokeThatWasCutOffIsRepeatedAsTheSameMessage(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, _ := b.create()
		b.change(uuid.Nil)
		ctx, cancel := context.WithCancel(b.Context())
		b.receiver.answers(func(_ http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() })
		require.ErrorIs(b, b.Poke(ctx, w.ID), context.Canceled)
		assert.Empty(b, b.deliveries(w), "it has not failed")
		first := b.receiver.take()
		b.receiver.says(http.StatusOK)
		second := b.poke(w)
		require.Len(b, first, 1)
		require.Len(b, second, 1)
		assert.Equal(b, first[0].header.Get("webhook-id"), second[0].header.Get("webhook-id"))
	})
}

func TestAPokeDoesNotUndoWhatStaffChangeMeanwhile(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, _ := b.create()
		b.change(uuid.Nil)
		disabled := false
		b.receiver.answers(func(rw http.ResponseWriter, _ *http.Request) {
			_, err := b.Update(b.staff, webhook.UpdateInput{ID: w.ID, Enabled: &disabled})
			assert.NoError(b, err)
			rw.WriteHeader(http.StatusGone)
		})
		b.poke(w)
		assert.Equal(b, webhook.ByStaff, b.state(w).DisabledReason)
		assert.Len(b, b.deliveries(w), 1)

		gone, _ := b.create()
		b.change(uuid.Nil)
		b.receiver.answers(func(http.ResponseWriter, *http.Request) { assert.NoError(b, b.Delete(b.staff, gone.ID)) })
		assert.Len(b, b.poke(gone), 1)
		require.NoError(b, b.Poke(b.Context(), gone.ID))
	})
}

func TestATestIsSentWhateverTheState(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		w, secret := b.create()
		b.change(uuid.Nil)
		disabled := false
		_, err := b.Update(b.staff, webhook.UpdateInput{ID: w.ID, Enabled: &disabled})
		require.NoError(b, err)
		before := b.state(w)
		b.receiver.says(http.StatusTeapot)
		sent, err := b.SendTest(b.staff, w.ID)
		require.NoError(b, err)
		assert.Equal(b, webhook.Outcome{Status: 418, Reason: "HTTP_STATUS"}, sent.Outcome)
		got := b.receiver.take()
		require.Len(b, got, 1)
		require.NoError(b, got[0].verify(b.T, secret))
		var body struct{ Type string }
		require.NoError(b, json.Unmarshal(got[0].body, &body))
		assert.Equal(b, "feed.test", body.Type)
		assert.Equal(b, before, b.state(w))
		require.Len(b, b.deliveries(w), 1)
		assert.True(b, b.deliveries(w)[0].IsTest)
		_, err = b.SendTest(b.staff, id.New())
		faulttest.Require(b.T, err, fault.NotFound, "WEBHOOK_NOT_FOUND")
	})
}
