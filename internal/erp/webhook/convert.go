package webhook

import (
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
)

var toAPIDisabledReason = map[DisabledReason]apiv1.WebhookDisabledReason{
	ByStaff: apiv1.WebhookDisabledReason_WEBHOOK_DISABLED_REASON_STAFF,
	Gone:    apiv1.WebhookDisabledReason_WEBHOOK_DISABLED_REASON_GONE,
	Failing: apiv1.WebhookDisabledReason_WEBHOOK_DISABLED_REASON_FAILING,
}

// editable are the fields that an update mask can name.
var editable = mask.Table[UpdateInput, *apiv1.Webhook]{
	"url":     func(in *UpdateInput, api *apiv1.Webhook) { in.URL = &api.Url },
	"enabled": func(in *UpdateInput, api *apiv1.Webhook) { in.Enabled = &api.Enabled },
}

func fromAPIUpdate(req *apiv1.UpdateWebhookRequest) (UpdateInput, error) {
	api := req.GetWebhook()
	if api == nil {
		api = &apiv1.Webhook{}
	}
	return editable.Apply(req.GetUpdateMask().GetPaths(), UpdateInput{ID: id.OrNil(api.GetId()), ETag: api.GetEtag()}, api)
}

func toAPIWebhook(w Webhook) *apiv1.Webhook {
	return &apiv1.Webhook{
		Id:                       w.ID.String(),
		SourceSystemId:           w.SourceSystemID.String(),
		Url:                      w.URL,
		Enabled:                  w.IsEnabled(),
		DisabledReason:           toAPIDisabledReason[w.DisabledReason],
		DisableTime:              toAPITime(w.DisabledAt),
		FailingSince:             toAPITime(w.FailingSince),
		PreviousSecretExpireTime: toAPITime(w.PreviousSecretUntil),
		CreateTime:               toAPITime(w.CreatedAt),
		Etag:                     w.ETag(),
	}
}

func toAPIDelivery(d Delivery) *apiv1.WebhookDelivery {
	return &apiv1.WebhookDelivery{
		Id: d.ID.String(), Time: toAPITime(d.At), Test: d.IsTest, Attempt: d.Attempt,
		HttpStatus: int32(d.Status), Reason: d.Reason, LatencyMs: int32(d.Latency.Milliseconds()),
	}
}

func toAPITime(t time.Time) *timestamppb.Timestamp {
	if t.IsZero() {
		return nil
	}
	return timestamppb.New(t)
}
