package source

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// GetSourceSyncRun implements SourceSystemService.
func (h *Handler) GetSourceSyncRun(ctx context.Context, req *apiv1.GetSourceSyncRunRequest) (*apiv1.GetSourceSyncRunResponse, error) {
	run, err := h.service.GetRun(ctx, id.OrNil(req.GetRunId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.GetSourceSyncRunResponse{Run: ToAPIRun(run)}, nil
}

// ExportSyncRun implements SourceSystemService.
func (h *Handler) ExportSyncRun(ctx context.Context, req *apiv1.ExportSyncRunRequest) (*apiv1.ExportSyncRunResponse, error) {
	run, err := h.service.GetRun(ctx, id.OrNil(req.GetRunId()))
	if err != nil {
		return nil, err
	}
	write, mediaType, ending := run.CSV, "text/csv; charset=utf-8", ".csv"
	if req.GetFormat() == apiv1.ReportFormat_REPORT_FORMAT_XML {
		write, mediaType, ending = run.XML, "application/xml; charset=utf-8", ".xml"
	}
	content, err := write()
	if err != nil {
		return nil, err
	}
	return &apiv1.ExportSyncRunResponse{
		Content: content, MediaType: mediaType, FileName: "sync-run-" + run.ID.String() + ending,
	}, nil
}

// SyncHandler serves the methods of ContractorSyncService that show a source system its runs.
type SyncHandler struct{ service *Service }

// NewSyncHandler returns the handler.
func NewSyncHandler(service *Service) *SyncHandler { return &SyncHandler{service: service} }

// GetSyncRun implements ContractorSyncService.
func (h *SyncHandler) GetSyncRun(ctx context.Context, req *apiv1.GetSyncRunRequest) (*apiv1.GetSyncRunResponse, error) {
	run, err := h.service.GetOwnRun(ctx, id.OrNil(req.GetRunId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.GetSyncRunResponse{Run: ToAPIRun(run)}, nil
}

// ListSyncResults implements ContractorSyncService.
func (h *SyncHandler) ListSyncResults(ctx context.Context, req *apiv1.ListSyncResultsRequest) (*apiv1.ListSyncResultsResponse, error) {
	answer, next, err := h.service.ReadResults(ctx, id.OrNil(req.GetRunId()), req.GetPageToken())
	if err != nil {
		return nil, err
	}
	results, err := toAPIResults(answer)
	if err != nil {
		return nil, err
	}
	return &apiv1.ListSyncResultsResponse{Results: results, NextPageToken: next}, nil
}
