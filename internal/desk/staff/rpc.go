package staff

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// Handler serves StaffService.
type Handler struct{ service *Service }

var _ kartotekav1connect.StaffServiceHandler = (*Handler)(nil)

// NewHandler returns the handler.
func NewHandler(service *Service) *Handler { return &Handler{service: service} }

// CreateStaff implements StaffService.
func (h *Handler) CreateStaff(ctx context.Context, req *apiv1.CreateStaffRequest) (*apiv1.CreateStaffResponse, error) {
	change := editable.All(req.GetStaff())
	change.Disabled = nil // a new member can sign in
	created, temporary, err := h.service.Create(ctx, change, "")
	if err != nil {
		return nil, err
	}
	return &apiv1.CreateStaffResponse{Staff: toAPIMember(created), TemporaryPassword: temporary}, nil
}

// UpdateStaff implements StaffService.
func (h *Handler) UpdateStaff(ctx context.Context, req *apiv1.UpdateStaffRequest) (*apiv1.UpdateStaffResponse, error) {
	change, err := editable.Apply(req.GetUpdateMask().GetPaths(), Change{}, req.GetStaff())
	if err != nil {
		return nil, err
	}
	saved, err := h.service.Update(ctx, id.OrNil(req.GetStaff().GetId()), req.GetStaff().GetEtag(), change)
	if err != nil {
		return nil, err
	}
	return &apiv1.UpdateStaffResponse{Staff: toAPIMember(saved)}, nil
}

// ResetStaffPassword implements StaffService.
func (h *Handler) ResetStaffPassword(ctx context.Context, req *apiv1.ResetStaffPasswordRequest) (*apiv1.ResetStaffPasswordResponse, error) {
	temporary, err := h.service.ResetPassword(ctx, id.OrNil(req.GetId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.ResetStaffPasswordResponse{TemporaryPassword: temporary}, nil
}

// ListStaff implements StaffService.
func (h *Handler) ListStaff(ctx context.Context, req *apiv1.ListStaffRequest) (*apiv1.ListStaffResponse, error) {
	found, next, err := h.service.List(ctx, ListInput{Query: req.GetQuery(), PageSize: req.GetPageSize(), PageToken: req.GetPageToken()})
	if err != nil {
		return nil, err
	}
	answer := &apiv1.ListStaffResponse{NextPageToken: next}
	for _, member := range found {
		answer.Staff = append(answer.Staff, toAPIMember(member))
	}
	return answer, nil
}

// ListRoles implements StaffService.
func (h *Handler) ListRoles(context.Context, *apiv1.ListRolesRequest) (*apiv1.ListRolesResponse, error) {
	answer := &apiv1.ListRolesResponse{}
	for _, role := range auth.Roles() {
		answer.Roles = append(answer.Roles, &apiv1.RolePermissions{Role: toAPIRole[role], Permissions: role.Permissions().List()})
	}
	return answer, nil
}
