package group

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

var _ kartotekav1connect.GroupServiceHandler = (*Handler)(nil)

// Handler answers the calls of GroupService.
type Handler struct {
	service *Service
}

// NewHandler returns the handler of the service.
func NewHandler(service *Service) *Handler { return &Handler{service: service} }

// CreateGroup implements GroupServiceHandler.
func (h *Handler) CreateGroup(ctx context.Context, request *apiv1.CreateGroupRequest) (*apiv1.CreateGroupResponse, error) {
	group, err := h.service.Create(ctx, editable.All(request.GetGroup()))
	if err != nil {
		return nil, err
	}
	return &apiv1.CreateGroupResponse{Group: ToAPIGroup(group)}, nil
}

// UpdateGroup implements GroupServiceHandler.
func (h *Handler) UpdateGroup(ctx context.Context, request *apiv1.UpdateGroupRequest) (*apiv1.UpdateGroupResponse, error) {
	change, err := editable.Apply(request.GetUpdateMask().GetPaths(), Change{}, request.GetGroup())
	if err != nil {
		return nil, err
	}
	group, err := h.service.Update(ctx, id.OrNil(request.GetGroup().GetId()), request.GetGroup().GetEtag(), change)
	if err != nil {
		return nil, err
	}
	return &apiv1.UpdateGroupResponse{Group: ToAPIGroup(group)}, nil
}

// DeleteGroup implements GroupServiceHandler.
func (h *Handler) DeleteGroup(ctx context.Context, request *apiv1.DeleteGroupRequest) (*apiv1.DeleteGroupResponse, error) {
	if err := h.service.Delete(ctx, id.OrNil(request.GetId()), request.GetEtag()); err != nil {
		return nil, err
	}
	return &apiv1.DeleteGroupResponse{}, nil
}

// GetGroup implements GroupServiceHandler.
func (h *Handler) GetGroup(ctx context.Context, request *apiv1.GetGroupRequest) (*apiv1.GetGroupResponse, error) {
	group, err := h.service.Get(ctx, id.OrNil(request.GetId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.GetGroupResponse{Group: ToAPIGroup(group)}, nil
}

// ListGroups implements GroupServiceHandler.
func (h *Handler) ListGroups(ctx context.Context, request *apiv1.ListGroupsRequest) (*apiv1.ListGroupsResponse, error) {
	query, err := FromAPIListQuery(request)
	if err != nil {
		return nil, err
	}
	page, err := h.service.List(ctx, query)
	if err != nil {
		return nil, err
	}
	response := &apiv1.ListGroupsResponse{Groups: make([]*apiv1.Group, len(page.Groups)), NextPageToken: page.NextToken}
	for i, group := range page.Groups {
		response.Groups[i] = ToAPIGroup(group)
	}
	return response, nil
}

// AddMembers implements GroupServiceHandler.
func (h *Handler) AddMembers(ctx context.Context, request *apiv1.AddMembersRequest) (*apiv1.AddMembersResponse, error) {
	customers, err := fromAPIIDs("customerIds", request.GetCustomerIds())
	if err != nil {
		return nil, err
	}
	added, err := h.service.AddMembers(ctx, id.OrNil(request.GetGroupId()), customers)
	if err != nil {
		return nil, err
	}
	return &apiv1.AddMembersResponse{Added: int32(added)}, nil
}

// RemoveMembers implements GroupServiceHandler.
func (h *Handler) RemoveMembers(ctx context.Context, request *apiv1.RemoveMembersRequest) (*apiv1.RemoveMembersResponse, error) {
	customers, err := fromAPIIDs("customerIds", request.GetCustomerIds())
	if err != nil {
		return nil, err
	}
	removal, err := h.service.RemoveMembers(ctx, id.OrNil(request.GetGroupId()), customers)
	if err != nil {
		return nil, err
	}
	return &apiv1.RemoveMembersResponse{Removed: int32(removal.Removed), KeptByErp: int32(removal.KeptByERP)}, nil
}
