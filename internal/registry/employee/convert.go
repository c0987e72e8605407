package employee

import (
	"github.com/google/uuid"
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// FromAPIEmployee reads what a caller may say of an employee; of the e-mail what was typed.
func FromAPIEmployee(employee *apiv1.Employee) Employee {
	return Employee{
		Email:     email.Address{Typed: employee.GetEmail()},
		FirstName: employee.GetFirstName(),
		LastName:  employee.GetLastName(),
		Phone:     employee.GetPhone(),
		Role:      fromAPIRole(employee.GetRole()),
	}
}

// FromAPICreate reads an employee to be added.
func FromAPICreate(request *apiv1.CreateEmployeeRequest) (Employee, error) {
	employee := FromAPIEmployee(request.GetEmployee())
	employee.IsDefault = request.GetMakeDefault()
	var err error
	employee.CustomerID, err = fromAPICustomerID(request.GetCustomerId())
	return employee, err
}

// FromAPIUpdate reads a change of an employee.
func FromAPIUpdate(request *apiv1.UpdateEmployeeRequest) (Update, error) {
	employeeID, err := fromAPIID(request.GetEmployee().GetId())
	return Update{
		ID:     employeeID,
		ETag:   request.GetEmployee().GetEtag(),
		Mask:   request.GetUpdateMask().GetPaths(),
		Values: FromAPIEmployee(request.GetEmployee()),
	}, err
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

// fromAPIID reads the id of an employee; what is no id names none.
func fromAPIID(text string) (uuid.UUID, error) {
	parsed, err := id.Parse(text)
	if err != nil {
		return uuid.Nil, errNotFound
	}
	return parsed, nil
}

// fromAPICustomerID reads the id of a customer; what is no id names none.
func fromAPICustomerID(text string) (uuid.UUID, error) {
	parsed, err := id.Parse(text)
	if err != nil {
		return uuid.Nil, errNoCustomer
	}
	return parsed, nil
}
