package changes

import (
	"context"
	"time"

	"connectrpc.com/connect"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

// usualLimit is the number of changes on a page if the caller does not choose one.
const usualLimit = 100

// Handler serves the methods of ContractorSyncService that tell the ERP what changed.
type Handler struct{ service *Service }

// NewHandler returns the handler.
func NewHandler(service *Service) *Handler { return &Handler{service: service} }

// PullChanges implements ContractorSyncService.
func (h *Handler) PullChanges(ctx context.Context, req *apiv1.PullChangesRequest) (*apiv1.PullChangesResponse, error) {
	wanted, err := fromAPIReadMask(req.GetReadMask())
	if err != nil {
		return nil, err
	}
	page, err := h.service.Pull(ctx, PullInput{
		Cursor: req.GetCursor(), Limit: limitOf(req.GetLimit()), IncludeOwn: req.GetIncludeOwn(),
		Wait: time.Duration(req.GetWaitSeconds()) * time.Second,
	})
	if err != nil {
		return nil, err
	}
	return &apiv1.PullChangesResponse{
		Changes: toAPIChanges(page.Changes, wanted), NextCursor: page.Next, HasMore: page.HasMore,
	}, nil
}

// WatchChanges implements ContractorSyncService.
func (h *Handler) WatchChanges(
	ctx context.Context, req *apiv1.WatchChangesRequest, stream *connect.ServerStream[apiv1.WatchChangesResponse],
) error {
	wanted, err := fromAPIReadMask(req.GetReadMask())
	if err != nil {
		return err
	}
	in := PullInput{Cursor: req.GetCursor(), Limit: limitOf(req.GetLimit()), IncludeOwn: req.GetIncludeOwn()}
	return h.service.Watch(ctx, in, func(page Page) error {
		return stream.Send(&apiv1.WatchChangesResponse{Changes: toAPIChanges(page.Changes, wanted), NextCursor: page.Next})
	})
}

// AckChanges implements ContractorSyncService.
func (h *Handler) AckChanges(ctx context.Context, req *apiv1.AckChangesRequest) (*apiv1.AckChangesResponse, error) {
	acked, err := h.service.Ack(ctx, req.GetConsumer(), req.GetCursor())
	if err != nil {
		return nil, err
	}
	return &apiv1.AckChangesResponse{Cursor: acked}, nil
}

// ExportContractors implements ContractorSyncService.
func (h *Handler) ExportContractors(ctx context.Context, req *apiv1.ExportContractorsRequest) (*apiv1.ExportContractorsResponse, error) {
	wanted, err := fromAPIReadMask(req.GetReadMask())
	if err != nil {
		return nil, err
	}
	exported, err := h.service.Export(ctx, ExportInput{PageSize: req.GetPageSize(), PageToken: req.GetPageToken()})
	if err != nil {
		return nil, err
	}
	answer := &apiv1.ExportContractorsResponse{NextPageToken: exported.NextToken, FeedCursor: exported.FeedCursor}
	for _, record := range exported.Records {
		answer.Customers = append(answer.Customers, toAPIState(record, wanted))
	}
	return answer, nil
}

func limitOf(requested int32) int {
	if requested == 0 {
		return usualLimit
	}
	return int(requested)
}
