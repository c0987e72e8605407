package conflict

import (
	"context"

	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// Handler serves the methods of SourceSystemService about conflicts.
type Handler struct {
	service *Service
	history *audit.Log
}

// NewHandler returns the handler; the history names what values refer to.
func NewHandler(service *Service, history *audit.Log) *Handler {
	return &Handler{service: service, history: history}
}

// ListSyncConflicts implements SourceSystemService.
func (h *Handler) ListSyncConflicts(ctx context.Context, req *apiv1.ListSyncConflictsRequest) (*apiv1.ListSyncConflictsResponse, error) {
	conflicts, next, err := h.service.List(ctx, ListInput{
		SourceSystemID: id.OrNil(req.GetSourceSystemId()), PageSize: req.GetPageSize(), PageToken: req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	ours, theirs := make([]audit.Value, len(conflicts)), make([]audit.Value, len(conflicts))
	var all []*audit.Value
	for i, c := range conflicts {
		ours[i], theirs[i] = customer.Typed(c.Field, c.ShopValue), customer.Typed(c.Field, c.ERPValue)
		all = append(all, &ours[i], &theirs[i])
	}
	if err := h.history.Name(ctx, all...); err != nil {
		return nil, err
	}
	answer := &apiv1.ListSyncConflictsResponse{NextPageToken: next}
	for i, c := range conflicts {
		answer.Conflicts = append(answer.Conflicts, &apiv1.SyncConflict{
			Id: c.ID.String(), SourceSystemId: c.SourceSystemID.String(), CustomerId: c.CustomerID.String(), CustomerName: c.CustomerName,
			Field: c.Field, ShopValue: audit.ToAPIValue(ours[i]), ErpValue: audit.ToAPIValue(theirs[i]), Time: timestamppb.New(c.At),
		})
	}
	return answer, nil
}

var resolutions = map[apiv1.ConflictResolution]Resolution{
	apiv1.ConflictResolution_CONFLICT_RESOLUTION_KEEP_ERP:  KeepERP,
	apiv1.ConflictResolution_CONFLICT_RESOLUTION_TAKE_SHOP: TakeShop,
}

// ResolveSyncConflict implements SourceSystemService.
func (h *Handler) ResolveSyncConflict(ctx context.Context, req *apiv1.ResolveSyncConflictRequest) (*apiv1.ResolveSyncConflictResponse, error) {
	err := h.service.Resolve(ctx, id.OrNil(req.GetId()), resolutions[req.GetResolution()])
	return &apiv1.ResolveSyncConflictResponse{}, err
}
