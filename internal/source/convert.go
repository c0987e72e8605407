package source

import (
	"time"

	"github.com/google/uuid"
	"google.golang.org/protobuf/types/known/fieldmaskpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/fault"
	"github.com/kartoteka/kartoteka/internal/id"
)

var toAPIOutcome = map[Outcome]apiv1.Outcome{
	Rejected: apiv1.Outcome_OUTCOME_REJECTED,
	Conflict: apiv1.Outcome_OUTCOME_CONFLICT,
}

// checkMask accepts the one field that can be changed.
func checkMask(mask *fieldmaskpb.FieldMask) error {
	if len(mask.GetPaths()) == 0 {
		return fault.InvalidField("updateMask", "MASK_REQUIRED", "Name the fields to change.")
	}
	for _, path := range mask.GetPaths() {
		if path != "name" {
			return fault.InvalidField("updateMask", "MASK_UNKNOWN", "The mask names a field that cannot be changed.")
		}
	}
	return nil
}

func fromAPIUpdate(api *apiv1.SourceSystem) UpdateInput {
	return UpdateInput{ID: idOf(api.GetId()), ETag: api.GetEtag(), Name: api.GetName()}
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
