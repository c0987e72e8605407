package source

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// Handler serves the methods of SourceSystemService about source systems and their runs.
type Handler struct{ service *Service }

// NewHandler returns the handler.
func NewHandler(service *Service) *Handler { return &Handler{service: service} }

// CreateSourceSystem implements SourceSystemService.
func (h *Handler) CreateSourceSystem(ctx context.Context, req *apiv1.CreateSourceSystemRequest) (*apiv1.CreateSourceSystemResponse, error) {
	created, err := h.service.Create(ctx, Change{Code: new(req.GetSourceSystem().GetCode()), Name: new(req.GetSourceSystem().GetName())})
	if err != nil {
		return nil, err
	}
	return &apiv1.CreateSourceSystemResponse{SourceSystem: toAPISystem(created)}, nil
}

// UpdateSourceSystem implements SourceSystemService.
func (h *Handler) UpdateSourceSystem(ctx context.Context, req *apiv1.UpdateSourceSystemRequest) (*apiv1.UpdateSourceSystemResponse, error) {
	change, err := editable.Apply(req.GetUpdateMask().GetPaths(), Change{}, req.GetSourceSystem())
	if err != nil {
		return nil, err
	}
	saved, err := h.service.Update(ctx, id.OrNil(req.GetSourceSystem().GetId()), req.GetSourceSystem().GetEtag(), change)
	if err != nil {
		return nil, err
	}
	return &apiv1.UpdateSourceSystemResponse{SourceSystem: toAPISystem(saved)}, nil
}

// ForgetRevisions implements SourceSystemService.
func (h *Handler) ForgetRevisions(ctx context.Context, req *apiv1.ForgetRevisionsRequest) (*apiv1.ForgetRevisionsResponse, error) {
	count, err := h.service.ForgetRevisions(ctx, id.OrNil(req.GetId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.ForgetRevisionsResponse{Count: int32(count)}, nil
}

// GetSourceSystem implements SourceSystemService.
func (h *Handler) GetSourceSystem(ctx context.Context, req *apiv1.GetSourceSystemRequest) (*apiv1.GetSourceSystemResponse, error) {
	found, err := h.service.Get(ctx, id.OrNil(req.GetId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.GetSourceSystemResponse{SourceSystem: toAPISystem(found)}, nil
}

// ListSourceSystems implements SourceSystemService.
func (h *Handler) ListSourceSystems(ctx context.Context, _ *apiv1.ListSourceSystemsRequest) (*apiv1.ListSourceSystemsResponse, error) {
	found, err := h.service.List(ctx)
	if err != nil {
		return nil, err
	}
	answer := &apiv1.ListSourceSystemsResponse{}
	for _, system := range found {
		answer.SourceSystems = append(answer.SourceSystems, toAPISystem(system))
	}
	return answer, nil
}

// ListSyncRuns implements SourceSystemService.
func (h *Handler) ListSyncRuns(ctx context.Context, req *apiv1.ListSyncRunsRequest) (*apiv1.ListSyncRunsResponse, error) {
	runs, next, err := h.service.ListRuns(ctx, ListInput{
		SystemID: id.OrNil(req.GetSourceSystemId()), PageSize: req.GetPageSize(), PageToken: req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	answer := &apiv1.ListSyncRunsResponse{NextPageToken: next}
	for _, run := range runs {
		answer.Runs = append(answer.Runs, ToAPIRun(run))
	}
	return answer, nil
}

// ListSyncRejects implements SourceSystemService.
func (h *Handler) ListSyncRejects(ctx context.Context, req *apiv1.ListSyncRejectsRequest) (*apiv1.ListSyncRejectsResponse, error) {
	rejects, next, err := h.service.ListRejects(ctx, ListInput{
		SystemID: id.OrNil(req.GetSourceSystemId()), PageSize: req.GetPageSize(), PageToken: req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	answer := &apiv1.ListSyncRejectsResponse{NextPageToken: next}
	for _, reject := range rejects {
		answer.Rejects = append(answer.Rejects, toAPIReject(reject))
	}
	return answer, nil
}
