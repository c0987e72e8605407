package push

import (
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/platform/replay"
)

func toAPIResults(results []*Result) []*apiv1.ContractorResult {
	api := make([]*apiv1.ContractorResult, len(results))
	for i, r := range results {
		api[i] = &apiv1.ContractorResult{
			ExternalId: r.ExternalID, Outcome: intake.ToAPIOutcome(r.Outcome), CustomerId: id.Text(r.CustomerID),
			FieldViolations: intake.ToAPIViolations(r.Violations), Warnings: r.Warnings, ChangedFields: r.Changed,
			ContentHash: contenthash.Text(r.Hash),
		}
		for _, c := range r.Changes {
			api[i].Changes = append(api[i].Changes, &apiv1.ContractorChange{Field: c.Field, OldValue: c.Old.String(), NewValue: c.New.String()})
		}
	}
	return api
}

func toAPIInfo(info Info) *apiv1.GetSyncInfoResponse {
	return &apiv1.GetSyncInfoResponse{
		SourceSystem: info.SourceCode,
		MaxRecords:   MaxRecords, MaxBytes: MaxBytes, HashVersion: contenthash.Version, RequestIdHours: int32(replay.Keep.Hours()),
		Ownership: source.ToAPIOwnership(info.Ownership),
		SessionId: id.Text(info.SessionID), SessionSeq: info.SessionSeq, SnapshotRunId: id.Text(info.SnapshotRunID),
		FeedEpoch: info.Feed.Epoch, HeadCursor: info.Feed.Head, OldestCursor: info.Feed.Oldest,
	}
}

func toAPIHashes(identities []*Identity) []*apiv1.ContractorHash {
	api := make([]*apiv1.ContractorHash, len(identities))
	for i, known := range identities {
		api[i] = &apiv1.ContractorHash{
			ExternalId: known.ExternalID, ContentHash: contenthash.Text(known.Hash), SourceRevision: known.Revision,
			Active: known.Active, Absent: known.Absent,
		}
	}
	return api
}
