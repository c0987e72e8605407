package audit

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// Handler serves HistoryService.
type Handler struct{ log *Log }

var _ kartotekav1connect.HistoryServiceHandler = (*Handler)(nil)

// NewHandler returns the handler.
func NewHandler(log *Log) *Handler { return &Handler{log: log} }

// ListHistory implements HistoryService.
func (h *Handler) ListHistory(ctx context.Context, req *apiv1.ListHistoryRequest) (*apiv1.ListHistoryResponse, error) {
	subject := subjects[req.GetSubject()]
	if !auth.From(ctx).May(subject.permission) {
		return nil, fault.New(fault.Denied, "PERMISSION_DENIED", "The caller may not read the history of such things.")
	}
	entries, next, err := h.log.List(ctx, Subject{Noun: subject.noun, ID: id.OrNil(req.GetId())}, req.GetPageSize(), req.GetPageToken())
	if err != nil {
		return nil, err
	}
	return &apiv1.ListHistoryResponse{Entries: toAPIEntries(entries), NextPageToken: next}, nil
}
