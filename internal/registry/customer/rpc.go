package customer

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/replay"
)

// Handler serves CustomerService.
type Handler struct {
	service *Service
	replies *replay.Replies
}

var _ kartotekav1connect.CustomerServiceHandler = (*Handler)(nil)

// NewHandler returns the handler.
func NewHandler(service *Service, replies *replay.Replies) *Handler {
	return &Handler{service: service, replies: replies}
}

// CreateCustomer implements CustomerService.
func (h *Handler) CreateCustomer(ctx context.Context, req *apiv1.CreateCustomerRequest) (*apiv1.CreateCustomerResponse, error) {
	in := CreateInput{
		Change: customerMask.All(req.GetCustomer()), Addresses: FromAPIAddresses(req.GetAddresses()),
		ValidateOnly: req.GetValidateOnly(),
	}
	answer := &apiv1.CreateCustomerResponse{}
	work := func(ctx context.Context) error {
		created, err := h.service.Create(ctx, in)
		if err == nil {
			answer.Customer = toAPIDetail(created)
		}
		return err
	}
	if in.ValidateOnly {
		return answer, work(ctx)
	}
	var err error
	if in.Serial, err = h.service.Numbers.Take(ctx, 1); err != nil {
		return nil, err
	}
	return answer, h.replies.Once(ctx, req.GetRequestId(), req, answer, work)
}

// GetCustomer implements CustomerService.
func (h *Handler) GetCustomer(ctx context.Context, req *apiv1.GetCustomerRequest) (*apiv1.GetCustomerResponse, error) {
	found, err := h.service.Get(ctx, id.OrNil(req.GetId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.GetCustomerResponse{Customer: toAPIDetail(found)}, nil
}

// ListCustomers implements CustomerService.
func (h *Handler) ListCustomers(ctx context.Context, req *apiv1.ListCustomersRequest) (*apiv1.ListCustomersResponse, error) {
	found, next, err := h.service.List(ctx, ListInput{
		Filter: fromAPIFilter(req.GetFilter()), OrderBy: req.GetOrderBy(),
		PageSize: req.GetPageSize(), PageToken: req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &apiv1.ListCustomersResponse{Customers: toAPICustomers(found), NextPageToken: next}, nil
}

// CountCustomers implements CustomerService.
func (h *Handler) CountCustomers(ctx context.Context, req *apiv1.CountCustomersRequest) (*apiv1.CountCustomersResponse, error) {
	count, err := h.service.Count(ctx, fromAPIFilter(req.GetFilter()))
	if err != nil {
		return nil, err
	}
	return &apiv1.CountCustomersResponse{Count: int32(count.Total), Precision: apiv1.CountPrecision(count.Precision + 1)}, nil
}

// UpdateCustomer implements CustomerService.
func (h *Handler) UpdateCustomer(ctx context.Context, req *apiv1.UpdateCustomerRequest) (*apiv1.UpdateCustomerResponse, error) {
	change, err := customerMask.Apply(req.GetUpdateMask().GetPaths(), Change{}, req.GetCustomer())
	if err != nil {
		return nil, err
	}
	saved, err := h.service.Update(ctx, UpdateInput{
		ID: id.OrNil(req.GetCustomer().GetId()), ETag: req.GetCustomer().GetEtag(), Change: change,
	})
	if err != nil {
		return nil, err
	}
	return &apiv1.UpdateCustomerResponse{Customer: toAPIDetail(saved)}, nil
}

// DeleteCustomer implements CustomerService.
func (h *Handler) DeleteCustomer(ctx context.Context, req *apiv1.DeleteCustomerRequest) (*apiv1.DeleteCustomerResponse, error) {
	return &apiv1.DeleteCustomerResponse{}, h.service.Delete(ctx, id.OrNil(req.GetId()), req.GetEtag())
}

// ApproveCustomer implements CustomerService.
func (h *Handler) ApproveCustomer(ctx context.Context, req *apiv1.ApproveCustomerRequest) (*apiv1.ApproveCustomerResponse, error) {
	saved, err := h.service.Approve(ctx, id.OrNil(req.GetId()), req.GetEtag())
	if err != nil {
		return nil, err
	}
	return &apiv1.ApproveCustomerResponse{Customer: toAPIDetail(saved)}, nil
}

// RejectCustomer implements CustomerService.
func (h *Handler) RejectCustomer(ctx context.Context, req *apiv1.RejectCustomerRequest) (*apiv1.RejectCustomerResponse, error) {
	saved, err := h.service.Reject(ctx, id.OrNil(req.GetId()), req.GetEtag(), req.GetReason())
	if err != nil {
		return nil, err
	}
	return &apiv1.RejectCustomerResponse{Customer: toAPIDetail(saved)}, nil
}

// BlockCustomer implements CustomerService.
func (h *Handler) BlockCustomer(ctx context.Context, req *apiv1.BlockCustomerRequest) (*apiv1.BlockCustomerResponse, error) {
	scope := fromAPI(blockScopes, req.GetScope())
	if scope == "" {
		scope = StopsLogin
	}
	saved, err := h.service.Block(ctx, id.OrNil(req.GetId()), req.GetEtag(), scope, req.GetReason())
	if err != nil {
		return nil, err
	}
	return &apiv1.BlockCustomerResponse{Customer: toAPIDetail(saved)}, nil
}

// UnblockCustomer implements CustomerService.
func (h *Handler) UnblockCustomer(ctx context.Context, req *apiv1.UnblockCustomerRequest) (*apiv1.UnblockCustomerResponse, error) {
	saved, err := h.service.Unblock(ctx, id.OrNil(req.GetId()), req.GetEtag())
	if err != nil {
		return nil, err
	}
	return &apiv1.UnblockCustomerResponse{Customer: toAPIDetail(saved)}, nil
}
