package snapshot

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/replay"
)

// Handler serves the methods of ContractorSyncService about snapshots.
type Handler struct {
	service *Service
	replies *replay.Replies
}

// NewHandler returns the handler.
func NewHandler(service *Service, replies *replay.Replies) *Handler {
	return &Handler{service: service, replies: replies}
}

// BeginSnapshot implements ContractorSyncService.
func (h *Handler) BeginSnapshot(ctx context.Context, req *apiv1.BeginSnapshotRequest) (*apiv1.BeginSnapshotResponse, error) {
	answer := &apiv1.BeginSnapshotResponse{}
	return answer, h.replies.Once(ctx, req.GetRequestId(), req, answer, func(ctx context.Context) error {
		run, err := h.service.Begin(ctx, req.GetRequestId())
		answer.Run = source.ToAPIRun(run)
		return err
	})
}

// CompleteSnapshot implements ContractorSyncService.
func (h *Handler) CompleteSnapshot(ctx context.Context, req *apiv1.CompleteSnapshotRequest) (*apiv1.CompleteSnapshotResponse, error) {
	run, err := h.service.Complete(ctx, CompleteInput{
		RunID: id.OrNil(req.GetRunId()), Count: req.GetCount(), Digest: req.GetDigest(), ConfirmToken: req.GetConfirmToken(),
	})
	if err != nil {
		return nil, err
	}
	return &apiv1.CompleteSnapshotResponse{Run: source.ToAPIRun(run)}, nil
}

// AbortSnapshot implements ContractorSyncService.
func (h *Handler) AbortSnapshot(ctx context.Context, req *apiv1.AbortSnapshotRequest) (*apiv1.AbortSnapshotResponse, error) {
	run, err := h.service.Abort(ctx, id.OrNil(req.GetRunId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.AbortSnapshotResponse{Run: source.ToAPIRun(run)}, nil
}

// ListAbsentContractors implements ContractorSyncService.
func (h *Handler) ListAbsentContractors(
	ctx context.Context, req *apiv1.ListAbsentContractorsRequest,
) (*apiv1.ListAbsentContractorsResponse, error) {
	absent, next, err := h.service.ListOwn(ctx, ListInput{
		RunID: id.OrNil(req.GetRunId()), PageSize: req.GetPageSize(), PageToken: req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &apiv1.ListAbsentContractorsResponse{Contractors: toAPIAbsent(absent), NextPageToken: next}, nil
}

// StaffHandler serves the methods of SourceSystemService about snapshots.
type StaffHandler struct{ service *Service }

// NewStaffHandler returns the handler.
func NewStaffHandler(service *Service) *StaffHandler { return &StaffHandler{service: service} }

// ListSweep implements SourceSystemService.
func (h *StaffHandler) ListSweep(ctx context.Context, req *apiv1.ListSweepRequest) (*apiv1.ListSweepResponse, error) {
	absent, next, err := h.service.List(ctx, ListInput{
		RunID: id.OrNil(req.GetRunId()), PageSize: req.GetPageSize(), PageToken: req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &apiv1.ListSweepResponse{Contractors: toAPIAbsent(absent), NextPageToken: next}, nil
}

// ConfirmSweep implements SourceSystemService.
func (h *StaffHandler) ConfirmSweep(ctx context.Context, req *apiv1.ConfirmSweepRequest) (*apiv1.ConfirmSweepResponse, error) {
	run, err := h.service.Confirm(ctx, id.OrNil(req.GetRunId()), req.GetConfirmToken())
	if err != nil {
		return nil, err
	}
	return &apiv1.ConfirmSweepResponse{Run: source.ToAPIRun(run)}, nil
}

// CancelSnapshot implements SourceSystemService.
func (h *StaffHandler) CancelSnapshot(ctx context.Context, req *apiv1.CancelSnapshotRequest) (*apiv1.CancelSnapshotResponse, error) {
	run, err := h.service.Cancel(ctx, id.OrNil(req.GetRunId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.CancelSnapshotResponse{Run: source.ToAPIRun(run)}, nil
}

func toAPIAbsent(absent []Contractor) []*apiv1.AbsentContractor {
	all := make([]*apiv1.AbsentContractor, len(absent))
	for i, c := range absent {
		all[i] = &apiv1.AbsentContractor{ExternalId: c.ExternalID, Code: c.Code, CustomerId: c.CustomerID.String()}
	}
	return all
}
