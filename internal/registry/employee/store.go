package employee

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/customer"
	entemployee "github.com/kartoteka/kartoteka/gen/ent/employee"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var (
	errNotFound   = fault.New(fault.NotFound, "EMPLOYEE_NOT_FOUND", "There is no such employee.")
	errNoCustomer = fault.New(fault.NotFound, "CUSTOMER_NOT_FOUND", "There is no such customer.")
)

// most is how many values one statement is asked with, well below what both databases allow.
const most = 10_000

// table is where employees are kept. Passwords are none of its business.
var table = database.Table[Employee]{Name: entemployee.Table, Columns: []database.Column[Employee]{
	{Name: entemployee.FieldID, Value: func(e Employee) any { return e.ID }},
	{Name: entemployee.FieldVersion, Value: func(e Employee) any { return e.Version }},
	{Name: entemployee.FieldCreatedAt, Value: func(e Employee) any { return e.CreatedAt }},
	{Name: entemployee.FieldUpdatedAt, Value: func(e Employee) any { return e.UpdatedAt }},
	{Name: entemployee.FieldCustomerID, Value: func(e Employee) any { return e.CustomerID }},
	{Name: entemployee.FieldSourceSystemID, Value: func(e Employee) any { return database.OrNull(e.SourceSystemID) }},
	{Name: entemployee.FieldEmail, Value: func(e Employee) any { return e.Email.Typed }},
	{Name: entemployee.FieldEmailKey, Value: func(e Employee) any { return e.Email.Key }},
	{Name: entemployee.FieldFirstName, Value: func(e Employee) any { return e.FirstName }},
	{Name: entemployee.FieldLastName, Value: func(e Employee) any { return e.LastName }},
	{Name: entemployee.FieldPhone, Value: func(e Employee) any { return e.Phone }},
	{Name: entemployee.FieldRole, Value: func(e Employee) any { return string(e.Role) }},
	{Name: entemployee.FieldIsDefault, Value: func(e Employee) any { return e.IsDefault }},
	{Name: entemployee.FieldBlocked, Value: func(e Employee) any { return e.Blocked }},
}}

// store keeps employees. It is the only part of the package that knows the tables.
type store struct {
	db *database.DB
}

func (s store) get(ctx context.Context, id uuid.UUID) (Employee, error) {
	row, err := withSourceSystem(s.db.Client(ctx).Employee.Query().Where(entemployee.ID(id))).Only(ctx)
	if ent.IsNotFound(err) {
		return Employee{}, errNotFound
	}
	if err != nil {
		return Employee{}, fmt.Errorf("get employee %s: %w", id, err)
	}
	return fromRow(row), nil
}

// findDefault returns the default employee of a customer, the zero value where there is none.
func (s store) findDefault(ctx context.Context, customerID uuid.UUID) (Employee, error) {
	row, err := s.db.Client(ctx).Employee.Query().
		Where(entemployee.CustomerID(customerID), entemployee.IsDefault(true)).
		Only(ctx)
	if ent.IsNotFound(err) {
		return Employee{}, nil
	}
	if err != nil {
		return Employee{}, fmt.Errorf("find default employee of customer %s: %w", customerID, err)
	}
	return fromRow(row), nil
}

// list returns the employees of the customers, in no order.
func (s store) list(ctx context.Context, customerIDs []uuid.UUID) ([]Employee, error) {
	var employees []Employee
	for chunk := range slices.Chunk(customerIDs, most) {
		rows, err := withSourceSystem(s.db.Client(ctx).Employee.Query().Where(entemployee.CustomerIDIn(chunk...))).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("list employees: %w", err)
		}
		for _, row := range rows {
			employees = append(employees, fromRow(row))
		}
	}
	return employees, nil
}

// owners returns whose the e-mails are, by key.
func (s store) owners(ctx context.Context, keys []string) (map[string]EmailOwner, error) {
	owners := map[string]EmailOwner{}
	for chunk := range slices.Chunk(keys, most) {
		rows, err := s.db.Client(ctx).Employee.Query().
			Where(entemployee.EmailKeyIn(chunk...)).
			Select(entemployee.FieldID, entemployee.FieldCustomerID, entemployee.FieldEmailKey).
			All(ctx)
		if err != nil {
			return nil, fmt.Errorf("look up employees by e-mail: %w", err)
		}
		for _, row := range rows {
			owners[row.EmailKey] = EmailOwner{EmployeeID: row.ID, CustomerID: row.CustomerID}
		}
	}
	return owners, nil
}

func (s store) hasCustomer(ctx context.Context, id uuid.UUID) (bool, error) {
	found, err := s.db.Client(ctx).Customer.Query().Where(customer.ID(id)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look up customer %s: %w", id, err)
	}
	return found, nil
}

func (s store) deleteMany(ctx context.Context, ids []uuid.UUID) error {
	for chunk := range slices.Chunk(ids, most) {
		if _, err := s.db.Client(ctx).Employee.Delete().Where(entemployee.IDIn(chunk...)).Exec(ctx); err != nil {
			return fmt.Errorf("delete employees: %w", err)
		}
	}
	return nil
}

func withSourceSystem(query *ent.EmployeeQuery) *ent.EmployeeQuery {
	return query.WithSourceSystem(func(query *ent.SourceSystemQuery) {
		query.Select(sourcesystem.FieldID, sourcesystem.FieldCode)
	})
}

func fromRow(row *ent.Employee) Employee {
	employee := Employee{
		ID: row.ID, Version: row.Version, CustomerID: row.CustomerID,
		Email:     email.Address{Typed: row.Email, Key: row.EmailKey},
		FirstName: row.FirstName, LastName: row.LastName, Phone: row.Phone, Role: Role(row.Role),
		IsDefault: row.IsDefault, Blocked: row.Blocked, HasPassword: row.PasswordHash != "",
		SourceSystemID: database.FromNull(row.SourceSystemID),
		CreatedAt:      row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
	if row.Edges.SourceSystem != nil {
		employee.SourceSystem = row.Edges.SourceSystem.Code
	}
	return employee
}
