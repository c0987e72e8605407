package webhook_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/erp/webhook"
)

func TestRPC(t *testing.T) {
	t.Parallel()
	each(t, func(b *bundle) {
		_, handler := kartotekav1connect.NewWebhookServiceHandler(webhook.NewHandler(b.Service))
		server := httptest.NewServer(handler)
		b.Cleanup(server.Close)
		client, ctx := kartotekav1connect.NewWebhookServiceClient(http.DefaultClient, server.URL), b.Context()

		made, err := client.CreateWebhook(ctx, &apiv1.CreateWebhookRequest{
			Webhook: &apiv1.Webhook{SourceSystemId: b.optima.String(), Url: b.receiver.URL},
		})
		require.NoError(b, err)
		assert.Contains(b, made.GetSecret(), "whsec_")
		id := made.GetWebhook().GetId()
		assert.True(b, made.GetWebhook().GetEnabled())
		assert.Equal(b, noon, made.GetWebhook().GetCreateTime().AsTime())

		update := func(w *apiv1.Webhook, paths ...string) (*apiv1.UpdateWebhookResponse, error) {
			return client.UpdateWebhook(ctx, &apiv1.UpdateWebhookRequest{Webhook: w, UpdateMask: &fieldmaskpb.FieldMask{Paths: paths}})
		}
		saved, err := update(&apiv1.Webhook{Id: id, Url: "ignored", Etag: made.GetWebhook().GetEtag()}, "enabled")
		require.NoError(b, err)
		assert.Equal(b, b.receiver.URL, saved.GetWebhook().GetUrl())
		assert.Equal(b, apiv1.WebhookDisabledReason_WEBHOOK_DISABLED_REASON_STAFF, saved.GetWebhook().GetDisabledReason())
		assert.Equal(b, noon, saved.GetWebhook().GetDisableTime().AsTime())
		_, err = update(&apiv1.Webhook{Id: id, Url: "https://10.0.0.1"}, "url")
		require.ErrorContains(b, err, "ADDRESS_NOT_PUBLIC")
		_, err = update(&apiv1.Webhook{Id: id}, "secret")
		require.ErrorContains(b, err, "MASK_UNKNOWN")
		_, err = update(nil, "url")
		require.ErrorContains(b, err, "URL_INVALID")

		rotated, err := client.RotateWebhookSecret(ctx, &apiv1.RotateWebhookSecretRequest{Id: id})
		require.NoError(b, err)
		assert.NotEqual(b, made.GetSecret(), rotated.GetSecret())
		assert.Equal(b, noon.Add(24*time.Hour), rotated.GetWebhook().GetPreviousSecretExpireTime().AsTime())

		b.receiver.says(http.StatusTeapot)
		tried, err := client.SendTestWebhook(ctx, &apiv1.SendTestWebhookRequest{Id: id})
		require.NoError(b, err)
		assert.Equal(b, int32(http.StatusTeapot), tried.GetDelivery().GetHttpStatus())
		assert.Equal(b, "HTTP_STATUS", tried.GetDelivery().GetReason())
		listed, err := client.ListWebhookDeliveries(ctx, &apiv1.ListWebhookDeliveriesRequest{WebhookId: id})
		require.NoError(b, err)
		require.Len(b, listed.GetDeliveries(), 1)
		assert.Equal(b, tried.GetDelivery().String(), listed.GetDeliveries()[0].String())
		assert.True(b, listed.GetDeliveries()[0].GetTest())

		list, err := client.ListWebhooks(ctx, &apiv1.ListWebhooksRequest{SourceSystemId: b.optima.String()})
		require.NoError(b, err)
		require.Len(b, list.GetWebhooks(), 1)
		assert.Equal(b, rotated.GetWebhook().String(), list.GetWebhooks()[0].String())
		_, err = client.DeleteWebhook(ctx, &apiv1.DeleteWebhookRequest{Id: id})
		require.NoError(b, err)
		for _, unknown := range []string{id, uuid.NewString(), "x"} {
			_, err = client.DeleteWebhook(ctx, &apiv1.DeleteWebhookRequest{Id: unknown})
			require.ErrorContains(b, err, "WEBHOOK_NOT_FOUND")
		}
		_, err = client.ListWebhooks(ctx, &apiv1.ListWebhooksRequest{SourceSystemId: "x"})
		require.ErrorContains(b, err, "SOURCE_SYSTEM_NOT_FOUND")
	})
}
