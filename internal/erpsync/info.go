package erpsync

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/auth"
	"github.com/kartoteka/kartoteka/internal/contenthash"
	"github.com/kartoteka/kartoteka/internal/ownership"
	"github.com/kartoteka/kartoteka/internal/page"
	"github.com/kartoteka/kartoteka/internal/replay"
)

// The sizes of a page of hashes.
const (
	usualHashes = 1_000
	mostHashes  = 5_000
)

// Info returns what a client may rely on.
func (s *Service) Info(ctx context.Context) (*apiv1.GetSyncInfoResponse, error) {
	source, err := sourceOf(ctx)
	if err != nil {
		return nil, err
	}
	set, err := s.store.settings(ctx, source)
	if err != nil {
		return nil, err
	}
	feed, err := s.Feed.Info(ctx, source)
	if err != nil {
		return nil, err
	}
	return &apiv1.GetSyncInfoResponse{
		SourceSystem: auth.From(ctx).SourceCode,
		MaxRecords:   MaxRecords, MaxBytes: MaxBytes, HashVersion: contenthash.Version, RequestIdHours: int32(replay.Keep.Hours()),
		Ownership: toAPIOwnership(set.ownership),
		SessionId: orEmpty(set.session.id), SessionSeq: set.session.seq, SnapshotRunId: orEmpty(set.snapshot),
		FeedEpoch: feed.Epoch, HeadCursor: feed.Head, OldestCursor: feed.Oldest,
	}, nil
}

var apiOwners = map[ownership.Owner]apiv1.FieldOwner{
	ownership.ERP:    apiv1.FieldOwner_FIELD_OWNER_ERP,
	ownership.Shop:   apiv1.FieldOwner_FIELD_OWNER_SHOP,
	ownership.Shared: apiv1.FieldOwner_FIELD_OWNER_SHARED,
}

func toAPIOwnership(table ownership.Table) []*apiv1.FieldOwnership {
	var fields []*apiv1.FieldOwnership
	for _, name := range ownership.Fields() {
		fields = append(fields, &apiv1.FieldOwnership{
			Field: name, Domestic: apiOwners[table.Owner(name, ownership.Domestic)],
			IntraEu: apiOwners[table.Owner(name, ownership.IntraEU)], ExtraEu: apiOwners[table.Owner(name, ownership.ExtraEU)],
		})
	}
	return fields
}

// ListHashes returns a page of what is saved of the source system's contractors, by external id.
func (s *Service) ListHashes(ctx context.Context, req *apiv1.ListContractorHashesRequest) (*apiv1.ListContractorHashesResponse, error) {
	source, err := sourceOf(ctx)
	if err != nil {
		return nil, err
	}
	limit, err := page.SizeUpTo(req.GetPageSize(), usualHashes, mostHashes)
	if err != nil {
		return nil, err
	}
	list, after := page.Hash("contractor_hashes", source.String()), ""
	if req.GetPageToken() != "" {
		cursor, err := page.Decode(req.GetPageToken(), list)
		if err != nil {
			return nil, err
		}
		after = cursor.ID
	}
	known, err := s.store.listIdentities(ctx, source, after, limit+1)
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
