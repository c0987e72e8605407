package employee

import (
	"context"

	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

var _ kartotekav1connect.EmployeeServiceHandler = (*Handler)(nil)

// Handler answers the calls of EmployeeService.
type Handler struct {
	service *Service
}

// NewHandler returns the handler of the service.
func NewHandler(service *Service) *Handler { return &Handler{service: service} }

// CreateEmployee implements EmployeeServiceHandler.
func (h *Handler) CreateEmployee(ctx context.Context, request *apiv1.CreateEmployeeRequest) (*apiv1.CreateEmployeeResponse, error) {
	change := editable.All(request.GetEmployee())
	employee, err := h.service.Create(ctx, id.OrNil(request.GetCustomerId()), change, request.GetMakeDefault())
	if err != nil {
		return nil, err
	}
	return &apiv1.CreateEmployeeResponse{Employee: ToAPIEmployee(employee)}, nil
}

// UpdateEmployee implements EmployeeServiceHandler.
func (h *Handler) UpdateEmployee(ctx context.Context, request *apiv1.UpdateEmployeeRequest) (*apiv1.UpdateEmployeeResponse, error) {
	change, err := editable.Apply(request.GetUpdateMask().GetPaths(), Change{}, request.GetEmployee())
	if err != nil {
		return nil, err
	}
	employee, err := h.service.Update(ctx, id.OrNil(request.GetEmployee().GetId()), request.GetEmployee().GetEtag(), change)
	if err != nil {
		return nil, err
	}
	return &apiv1.UpdateEmployeeResponse{Employee: ToAPIEmployee(employee)}, nil
}

// DeleteEmployee implements EmployeeServiceHandler.
func (h *Handler) DeleteEmployee(ctx context.Context, request *apiv1.DeleteEmployeeRequest) (*apiv1.DeleteEmployeeResponse, error) {
	if err := h.service.Delete(ctx, id.OrNil(request.GetId()), request.GetEtag()); err != nil {
		return nil, err
	}
	return &apiv1.DeleteEmployeeResponse{}, nil
}

// ListEmployees implements EmployeeServiceHandler.
func (h *Handler) ListEmployees(ctx context.Context, request *apiv1.ListEmployeesRequest) (*apiv1.ListEmployeesResponse, error) {
	employees, err := h.service.List(ctx, id.OrNil(request.GetCustomerId()))
	if err != nil {
		return nil, err
	}
	response := &apiv1.ListEmployeesResponse{Employees: make([]*apiv1.Employee, len(employees))}
	for i, employee := range employees {
		response.Employees[i] = ToAPIEmployee(employee)
	}
	return response, nil
}

// SetDefaultEmployee implements EmployeeServiceHandler.
func (h *Handler) SetDefaultEmployee(ctx context.Context, request *apiv1.SetDefaultEmployeeRequest) (*apiv1.SetDefaultEmployeeResponse, error) {
	employee, err := h.changed(ctx, request, h.service.SetDefault)
	if err != nil {
		return nil, err
	}
	return &apiv1.SetDefaultEmployeeResponse{Employee: employee}, nil
}

// BlockEmployee implements EmployeeServiceHandler.
func (h *Handler) BlockEmployee(ctx context.Context, request *apiv1.BlockEmployeeRequest) (*apiv1.BlockEmployeeResponse, error) {
	employee, err := h.changed(ctx, request, h.service.Block)
	if err != nil {
		return nil, err
	}
	return &apiv1.BlockEmployeeResponse{Employee: employee}, nil
}

// UnblockEmployee implements EmployeeServiceHandler.
func (h *Handler) UnblockEmployee(ctx context.Context, request *apiv1.UnblockEmployeeRequest) (*apiv1.UnblockEmployeeResponse, error) {
	employee, err := h.changed(ctx, request, h.service.Unblock)
	if err != nil {
		return nil, err
	}
	return &apiv1.UnblockEmployeeResponse{Employee: employee}, nil
}

// reference is a request that names an employee as the caller has seen it.
type reference interface {
	GetId() string
	GetEtag() string
}

// changed carries out a change that needs no more than the reference.
func (h *Handler) changed(ctx context.Context, request reference,
	change func(ctx context.Context, id uuid.UUID, etag string) (Employee, error),
) (*apiv1.Employee, error) {
	employee, err := change(ctx, id.OrNil(request.GetId()), request.GetEtag())
	if err != nil {
		return nil, err
	}
	return ToAPIEmployee(employee), nil
}
