package employee

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
)

// editable are the fields that a mask can name, and how each is taken from the API.
var editable = mask.Table[Change, *apiv1.Employee]{
	"email":      func(c *Change, api *apiv1.Employee) { c.Email = new(api.GetEmail()) },
	"first_name": func(c *Change, api *apiv1.Employee) { c.FirstName = new(api.GetFirstName()) },
	"last_name":  func(c *Change, api *apiv1.Employee) { c.LastName = new(api.GetLastName()) },
	"phone":      func(c *Change, api *apiv1.Employee) { c.Phone = new(api.GetPhone()) },
	"role":       func(c *Change, api *apiv1.Employee) { c.Role = new(fromAPIRole(api.GetRole())) },
}

// ToAPIEmployee writes an employee.
func ToAPIEmployee(employee Employee) *apiv1.Employee {
	return &apiv1.Employee{
		Id:           employee.ID.String(),
		CustomerId:   employee.CustomerID.String(),
		Email:        employee.Email.Typed,
		FirstName:    employee.FirstName,
		LastName:     employee.LastName,
		Phone:        employee.Phone,
		Role:         toAPIRole(employee.Role),
		IsDefault:    employee.IsDefault,
		Blocked:      employee.Blocked,
		HasPassword:  employee.HasPassword,
		SourceSystem: employee.SourceSystem,
		CreateTime:   timestamppb.New(employee.CreatedAt),
		UpdateTime:   timestamppb.New(employee.UpdatedAt),
		Etag:         employee.ETag(),
	}
}

func fromAPIRole(role apiv1.EmployeeRole) Role {
	switch role {
	case apiv1.EmployeeRole_EMPLOYEE_ROLE_OWNER:
		return Owner
	case apiv1.EmployeeRole_EMPLOYEE_ROLE_BUYER:
		return Buyer
	case apiv1.EmployeeRole_EMPLOYEE_ROLE_VIEWER:
		return Viewer
	default:
		return ""
	}
}

func toAPIRole(role Role) apiv1.EmployeeRole {
	switch role {
	case Owner:
		return apiv1.EmployeeRole_EMPLOYEE_ROLE_OWNER
	case Buyer:
		return apiv1.EmployeeRole_EMPLOYEE_ROLE_BUYER
	case Viewer:
		return apiv1.EmployeeRole_EMPLOYEE_ROLE_VIEWER
	default:
		return apiv1.EmployeeRole_EMPLOYEE_ROLE_UNSPECIFIED
	}
}
