package push

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/replay"
)

// The sizes of a page of hashes.
const (
	usualHashes = 1_000
	mostHashes  = 5_000
)

// Info returns what a client may rely on.
func (s *Service) Info(ctx context.Context) (*apiv1.GetSyncInfoResponse, error) {
	system, err := sourceOf(ctx)
	if err != nil {
		return nil, err
	}
	set, err := s.store.settings(ctx, system)
	if err != nil {
		return nil, err
	}
	feed, err := s.Feed.Info(ctx, system)
	if err != nil {
		return nil, err
	}
	return &apiv1.GetSyncInfoResponse{
		SourceSystem: auth.From(ctx).SourceCode,
		MaxRecords:   MaxRecords, MaxBytes: MaxBytes, HashVersion: contenthash.Version, RequestIdHours: int32(replay.Keep.Hours()),
		Ownership: source.ToAPIOwnership(set.ownership),
		SessionId: orEmpty(set.session.id), SessionSeq: set.session.seq, SnapshotRunId: orEmpty(set.snapshot),
		FeedEpoch: feed.Epoch, HeadCursor: feed.Head, OldestCursor: feed.Oldest,
	}, nil
}

// ListHashes returns a page of what is saved of the source system's contractors, by external id.
func (s *Service) ListHashes(ctx context.Context, req *apiv1.ListContractorHashesRequest) (*apiv1.ListContractorHashesResponse, error) {
	system, err := sourceOf(ctx)
	if err != nil {
		return nil, err
	}
	limit, err := page.SizeUpTo(req.GetPageSize(), usualHashes, mostHashes)
	if err != nil {
		return nil, err
	}
	list, after := page.Hash("contractor_hashes", system.String()), ""
	if req.GetPageToken() != "" {
		cursor, err := page.Decode(req.GetPageToken(), list)
		if err != nil {
			return nil, err
		}
		after = cursor.ID
	}
	known, err := s.store.listIdentities(ctx, system, after, limit+1)
	if err != nil {
		return nil, err
	}
	answer := &apiv1.ListContractorHashesResponse{}
	if len(known) > limit {
		known = known[:limit]
		answer.NextPageToken = page.Encode(page.Cursor{ID: known[limit-1].externalID, Query: list})
	}
	for _, i := range known {
		answer.Contractors = append(answer.Contractors, &apiv1.ContractorHash{
			ExternalId: i.externalID, ContentHash: contenthash.Text(i.hash), SourceRevision: i.revision, Active: i.active, Absent: i.absent,
		})
	}
	return answer, nil
}
