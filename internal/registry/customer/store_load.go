package customer

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
	"github.com/kartoteka/kartoteka/gen/ent/employee"
)

// load returns customers with everything that hangs on them, in no order; unknown ids are left out.
func (s *store) load(ctx context.Context, ids []uuid.UUID) ([]*Customer, error) {
	query := s.db.Client(ctx).Customer.Query().Where(entcustomer.IDIn(ids...)).
		WithEmployees(func(q *ent.EmployeeQuery) {
			q.Select(employee.FieldID, employee.FieldCustomerID, employee.FieldEmailKey, employee.FieldIsDefault).
				Order(employee.ByID())
		})
	query.Select(readColumns()...)
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load customers: %w", err)
	}
	customers, err := s.withBelongings(ctx, rows)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		setEmployees(customers[i], row.Edges.Employees)
	}
	return customers, nil
}

// setEmployees takes from the employees what the row keeps a copy of.
func setEmployees(c *Customer, rows []*ent.Employee) {
	for _, row := range rows {
		c.EmployeeEmails = append(c.EmployeeEmails, row.EmailKey)
	}
	c.HasDefaultEmployee = slices.ContainsFunc(rows, func(row *ent.Employee) bool { return row.IsDefault })
}

// get returns one customer with everything that hangs on it.
func (s *store) get(ctx context.Context, id uuid.UUID) (*Customer, error) {
	found, err := s.load(ctx, []uuid.UUID{id})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errNotFound
	}
	return found[0], nil
}

// exists reports whether there is such a customer.
func (s *store) exists(ctx context.Context, id uuid.UUID) (bool, error) {
	found, err := s.db.Client(ctx).Customer.Query().Where(entcustomer.ID(id)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look up customer %s: %w", id, err)
	}
	return found, nil
}
