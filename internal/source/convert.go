package source

import (
	"time"

	"github.com/google/uuid"
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/id"
	"github.com/kartoteka/kartoteka/internal/mask"
)

var toAPIOutcome = map[Outcome]apiv1.Outcome{
	Rejected: apiv1.Outcome_OUTCOME_REJECTED,
	Conflict: apiv1.Outcome_OUTCOME_CONFLICT,
}

// editable are the fields that an update can name.
var editable = mask.Table[UpdateInput, *apiv1.SourceSystem]{
	"name": func(in *UpdateInput, api *apiv1.SourceSystem) { in.Name = api.GetName() },
}

func fromAPIUpdate(req *apiv1.UpdateSourceSystemRequest) (UpdateInput, error) {
	api := req.GetSourceSystem()
	return editable.Apply(req.GetUpdateMask().GetPaths(), UpdateInput{ID: idOf(api.GetId()), ETag: api.GetEtag()}, api)
}

func toAPISystem(s System) *apiv1.SourceSystem {
	return &apiv1.SourceSystem{
		Id:              s.ID.String(),
		Code:            s.Code,
		Name:            s.Name,
		LastContactTime: toAPITime(s.LastContactAt),
		CustomerCount:   s.CustomerCount,
		RejectCount:     s.RejectCount,
		CreateTime:      toAPITime(s.CreatedAt),
		Etag:            s.ETag(),
	}
}

func toAPIRun(r Run) *apiv1.SyncRun {
	return &apiv1.SyncRun{
		Id:         r.ID.String(),
		StartTime:  toAPITime(r.StartedAt),
		DurationMs: r.Milliseconds,
		RequestId:  r.RequestID,
		ApiKeyId:   toAPIID(r.APIKeyID),
		Summary: &apiv1.PushSummary{
			Created: r.Summary.Created, Updated: r.Summary.Updated, Unchanged: r.Summary.Unchanged, Stale: r.Summary.Stale,
			Conflict: r.Summary.Conflict, Rejected: r.Summary.Rejected, Unprocessed: r.Summary.Unprocessed,
		},
	}
}

func toAPIReject(r Reject) *apiv1.SyncReject {
	api := &apiv1.SyncReject{
		ExternalId: r.ExternalID,
		Time:       toAPITime(r.At),
		Times:      r.Times,
		RunId:      toAPIID(r.RunID),
		Outcome:    toAPIOutcome[r.Outcome],
		CustomerId: toAPIID(r.CustomerID),
	}
	for _, violation := range r.Violations {
		api.FieldViolations = append(api.FieldViolations, &apiv1.FieldViolation{
			Field: violation.Field, Reason: violation.Reason, Description: violation.Description,
		})
	}
	return api
}

func toAPITime(t time.Time) *timestamppb.Timestamp {
	if t.IsZero() {
		return nil
	}
	return timestamppb.New(t)
}

// toAPIID says an absent id as the empty text.
func toAPIID(value uuid.UUID) string {
	if value == uuid.Nil {
		return ""
	}
	return value.String()
}

// idOf reads an id; what is none belongs to nothing.
func idOf(text string) uuid.UUID {
	parsed, err := id.Parse(text)
	if err != nil {
		return uuid.Nil
	}
	return parsed
}
