package employee

import (
	"cmp"
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
)

// Dependencies are what the Service stands on.
type Dependencies struct {
	DB        *database.DB
	Clock     clock.Clock
	History   *audit.Log
	Customers Customers
}

// Service keeps the employees.
type Service struct {
	Dependencies

	store store
	kind  entity.Kind[Employee]
}

// NewService returns the employees kept in the database.
func NewService(on Dependencies) *Service {
	s := &Service{Dependencies: on, store: store{db: on.DB}}
	s.kind = entity.Kind[Employee]{
		DB: on.DB, Clock: on.Clock, History: on.History, Fields: fields, Get: s.store.get, Save: s.save,
		Stamp: func(e *Employee) (uuid.UUID, *int64, *time.Time) { return e.ID, &e.Version, &e.UpdatedAt },
		Customers: func(before, after Employee) []uuid.UUID {
			return []uuid.UUID{cmp.Or(after.CustomerID, before.CustomerID)}
		},
	}
	return s
}

// path is that of an employee in the requests.
const path = "employee."

// Create adds an employee to a customer, as the default one when asked to or when it is the first.
// Errors: CUSTOMER_NOT_FOUND, TOO_MANY_EMPLOYEES, EMAIL_TAKEN, and INVALID_FIELDS with those of Apply.
func (s *Service) Create(ctx context.Context, customerID uuid.UUID, change Change, makeDefault bool) (Employee, error) {
	employee := Employee{CustomerID: customerID}
	err := fault.InvalidFields(fault.Within(path, employee.Apply(form.Whole(change))))
	if err != nil {
		return Employee{}, err
	}
	employee.ID, employee.Version, employee.CreatedAt = id.New(), 1, s.Clock.Now()
	employee.UpdatedAt = employee.CreatedAt
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		others, err := s.List(ctx, customerID)
		if err != nil {
			return err
		}
		if len(others) >= MaxPerCustomer {
			return errTooMany
		}
		if err := s.checkEmail(ctx, employee, path); err != nil {
			return err
		}
		employee.IsDefault = makeDefault || len(others) == 0
		var former Employee
		if makeDefault && len(others) > 0 {
			former = others[0]
		}
		return s.insert(ctx, employee, former)
	})
	return employee, err
}

// insert saves a new employee, who takes the place of the former if that is the default one.
func (s *Service) insert(ctx context.Context, employee, former Employee) error {
	if err := s.clearDefault(ctx, former); err != nil {
		return err
	}
	if err := table.Insert(ctx, s.DB, employee); err != nil {
		return err
	}
	if err := s.kind.Record(ctx, actionCreated, Employee{}, employee); err != nil {
		return err
	}
	if former.IsDefault {
		if err := s.History.Record(ctx, defaultMoved(former, employee)); err != nil {
			return err
		}
	}
	return s.tell(ctx, employee)
}

// Update changes an employee; the customer's own e-mail stays (EMPL-2). An empty etag is not checked.
// Where nothing differs, nothing is written. Errors: EMPLOYEE_NOT_FOUND, ETAG_MISMATCH, EMAIL_TAKEN, and
// INVALID_FIELDS with those of Apply.
func (s *Service) Update(ctx context.Context, id uuid.UUID, etag string, change Change) (Employee, error) {
	update := entity.Change{ID: id, ETag: etag, Action: actionUpdated}
	return s.kind.Change(ctx, update, func(ctx context.Context, employee *Employee) error {
		before := employee.Email
		err := fault.InvalidFields(fault.Within(path, employee.Apply(change)))
		if err != nil || employee.Email == before {
			return err
		}
		return s.checkEmail(ctx, *employee, path)
	})
}

// Block stops an employee from logging in. Errors: EMPLOYEE_NOT_FOUND, ETAG_MISMATCH, ALREADY_BLOCKED.
func (s *Service) Block(ctx context.Context, id uuid.UUID, etag string) (Employee, error) {
	block := entity.Change{ID: id, ETag: etag, Action: actionBlocked}
	return s.kind.Change(ctx, block, func(_ context.Context, employee *Employee) error {
		if employee.Blocked {
			return fault.New(fault.Precondition, "ALREADY_BLOCKED", "The employee is blocked already.")
		}
		employee.Blocked = true
		return nil
	})
}

// Unblock lets a blocked employee log in again. Errors: EMPLOYEE_NOT_FOUND, ETAG_MISMATCH, NOT_BLOCKED.
func (s *Service) Unblock(ctx context.Context, id uuid.UUID, etag string) (Employee, error) {
	unblock := entity.Change{ID: id, ETag: etag, Action: actionUnblocked}
	return s.kind.Change(ctx, unblock, func(_ context.Context, employee *Employee) error {
		if !employee.Blocked {
			return fault.New(fault.Precondition, "NOT_BLOCKED", "The employee is not blocked.")
		}
		employee.Blocked = false
		return nil
	})
}

// Delete deletes an employee. A customer that loses its default has none until staff choose one. An empty
// etag is not checked. Errors: EMPLOYEE_NOT_FOUND, ETAG_MISMATCH.
func (s *Service) Delete(ctx context.Context, id uuid.UUID, etag string) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		employee, err := s.kind.CheckOut(ctx, id, etag)
		if err != nil {
			return err
		}
		if err := table.Delete(ctx, s.DB, employee); err != nil {
			return err
		}
		if err := s.kind.Record(ctx, actionDeleted, employee, Employee{}); err != nil {
			return err
		}
		return s.tell(ctx, employee)
	})
}

func (s *Service) save(ctx context.Context, before, after Employee) error {
	if err := table.Update(ctx, s.DB, Revision{Before: before, After: after}); err != nil {
		return err
	}
	return s.tell(ctx, after)
}

// tell tells the customer that one of its employees has changed.
func (s *Service) tell(ctx context.Context, employee Employee) error {
	return s.Customers.ChildrenChanged(ctx, []uuid.UUID{employee.CustomerID}, "employees")
}

var errTooMany = fault.New(fault.Precondition, "TOO_MANY_EMPLOYEES", "A customer has at most 200 employees.")

// checkEmail refuses an e-mail that another employee has (EMPL-4), under the path of the form.
func (s *Service) checkEmail(ctx context.Context, employee Employee, path string) error {
	owners, err := s.FindByEmails(ctx, []string{employee.Email.Key})
	if err != nil {
		return err
	}
	if owner, found := owners[employee.Email.Key]; found && owner.EmployeeID != employee.ID {
		return fault.Taken(path+"email", "EMAIL_TAKEN", "Another employee has this e-mail address.")
	}
	return nil
}
