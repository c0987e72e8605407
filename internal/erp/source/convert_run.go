package source

import (
	"fmt"

	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
)

var toAPIRunKind = map[RunKind]apiv1.SyncRunKind{
	PushRun:     apiv1.SyncRunKind_SYNC_RUN_KIND_PUSH,
	UploadRun:   apiv1.SyncRunKind_SYNC_RUN_KIND_UPLOAD,
	SnapshotRun: apiv1.SyncRunKind_SYNC_RUN_KIND_SNAPSHOT,
}

var toAPIRunState = map[RunState]apiv1.SyncRunState{
	Running:              apiv1.SyncRunState_SYNC_RUN_STATE_RUNNING,
	AwaitingConfirmation: apiv1.SyncRunState_SYNC_RUN_STATE_AWAITING_CONFIRMATION,
	Sweeping:             apiv1.SyncRunState_SYNC_RUN_STATE_SWEEPING,
	Completed:            apiv1.SyncRunState_SYNC_RUN_STATE_COMPLETED,
	Aborted:              apiv1.SyncRunState_SYNC_RUN_STATE_ABORTED,
}

// ToAPIRun returns a run as the API has it.
func ToAPIRun(r Run) *apiv1.SyncRun {
	api := &apiv1.SyncRun{
		Id:            r.ID.String(),
		StartTime:     clock.ToAPI(r.StartedAt),
		LastBatchTime: clock.ToAPI(r.LastBatchAt),
		EndTime:       clock.ToAPI(r.EndedAt),
		DurationMs:    r.Milliseconds,
		P99Ms:         r.P99(),
		RequestId:     r.RequestID,
		ApiKeyId:      id.Text(r.APIKeyID),
		Kind:          toAPIRunKind[r.Kind],
		State:         toAPIRunState[r.State],
		Batches:       r.Batches,
		Bytes:         r.Bytes,
		Summary:       ToAPISummary(r.Summary),
	}
	if r.Kind == SnapshotRun {
		api.Snapshot = &apiv1.SnapshotProgress{
			ReceivedCount: r.Snapshot.ReceivedCount, AbsentCount: r.Snapshot.AbsentCount,
			BlockedCount: r.Snapshot.BlockedCount, ConfirmToken: r.Snapshot.ConfirmToken,
		}
	}
	for _, violation := range r.Violations {
		api.Violations = append(api.Violations, &apiv1.SyncViolation{
			ExternalId: violation.ExternalID, Violation: intake.ToAPIViolation(violation.Field),
		})
	}
	return api
}

// ToAPISummary returns counts as the API has them.
func ToAPISummary(s Summary) *apiv1.PushSummary {
	return &apiv1.PushSummary{
		Created: s.Created, Updated: s.Updated, Unchanged: s.Unchanged, Stale: s.Stale,
		Conflict: s.Conflict, Rejected: s.Rejected, Unprocessed: s.Unprocessed,
	}
}

// toAPIResults decodes the results of a batch from its saved answer.
func toAPIResults(answer []byte) ([]*apiv1.ContractorResult, error) {
	batch := &apiv1.PushContractorsResponse{}
	if err := proto.Unmarshal(answer, batch); err != nil {
		return nil, fmt.Errorf("read saved results: %w", err)
	}
	return batch.GetResults(), nil
}
