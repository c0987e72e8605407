package employee

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// Deps is what the service works with.
type Deps struct {
	DB        *database.DB
	Clock     clock.Clock
	History   *audit.Log
	Customers Customers
}

// Service keeps the employees.
type Service struct {
	db        *database.DB
	clock     clock.Clock
	history   *audit.Log
	customers Customers
	store     store
}

// NewService returns the employees kept in the database.
func NewService(deps Deps) *Service {
	return &Service{
		db: deps.DB, clock: deps.Clock, history: deps.History, customers: deps.Customers,
		store: store{db: deps.DB},
	}
}

// Create adds an employee to its customer. It becomes the default when it says so or is the first.
func (s *Service) Create(ctx context.Context, employee Employee) (Employee, error) {
	employee, wrong := employee.Canonical("employee")
	if err := fault.InvalidFields(wrong); err != nil {
		return Employee{}, err
	}
	employee.ID = id.New()
	wantsDefault := employee.IsDefault
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		others, err := s.List(ctx, employee.CustomerID)
		if err != nil {
			return err
		}
		if len(others) >= MaxPerCustomer {
			return fault.New(fault.Precondition, "TOO_MANY_EMPLOYEES", "A customer has at most 200 employees.")
		}
		if err := s.checkEmail(ctx, employee, "employee.email"); err != nil {
			return err
		}
		employee.IsDefault = wantsDefault || len(others) == 0
		entries := []audit.Entry{Entry(Employee{}, employee)}
		if employee.IsDefault && len(others) > 0 && others[0].IsDefault {
			if err := s.clearDefault(ctx, others[0]); err != nil {
				return err
			}
			entries = append(entries, defaultMoved(others[0], employee))
		}
		if employee, err = s.insert(ctx, employee); err != nil {
			return err
		}
		return s.tell(ctx, employee.CustomerID, entries...)
	})
	return employee, err
}

// Update is a change of some fields of an employee.
type Update struct {
	ID     uuid.UUID
	ETag   string // as the caller has seen it; not checked when empty
	Mask   []string
	Values Employee
}

// Update changes the fields that the mask names; the customer's own e-mail stays (EMPL-2). Where
// nothing differs, nothing is written.
func (s *Service) Update(ctx context.Context, update Update) (Employee, error) {
	return s.change(ctx, update.ID, update.ETag, func(ctx context.Context, employee *Employee) ([]audit.Entry, error) {
		before := *employee
		after, err := before.With(update.Mask, update.Values)
		if err != nil {
			return nil, err
		}
		after, wrong := after.Canonical("employee")
		if err := fault.InvalidFields(wrong); err != nil {
			return nil, err
		}
		*employee = after
		if after == before {
			return nil, nil
		}
		return []audit.Entry{Entry(before, after)}, s.checkEmail(ctx, after, "employee.email")
	})
}

// Delete deletes an employee. A customer that loses its default has none until staff choose one.
func (s *Service) Delete(ctx context.Context, id uuid.UUID, etag string) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		employee, err := s.store.get(ctx, id)
		if err != nil {
			return err
		}
		if err := fault.CheckETag(etag, employee.ETag()); err != nil {
			return err
		}
		if err := s.store.delete(ctx, employee); err != nil {
			return err
		}
		return s.tell(ctx, employee.CustomerID, Entry(employee, Employee{}))
	})
}

// Block stops an employee from logging in.
func (s *Service) Block(ctx context.Context, id uuid.UUID, etag string) (Employee, error) {
	return s.change(ctx, id, etag, func(_ context.Context, employee *Employee) ([]audit.Entry, error) {
		if employee.Blocked {
			return nil, fault.New(fault.Precondition, "ALREADY_BLOCKED", "The employee is blocked already.")
		}
		before := *employee
		employee.Blocked = true
		return []audit.Entry{entry(actionBlocked, before, *employee)}, nil
	})
}

// Unblock lets a blocked employee log in again.
func (s *Service) Unblock(ctx context.Context, id uuid.UUID, etag string) (Employee, error) {
	return s.change(ctx, id, etag, func(_ context.Context, employee *Employee) ([]audit.Entry, error) {
		if !employee.Blocked {
			return nil, fault.New(fault.Precondition, "NOT_BLOCKED", "The employee is not blocked.")
		}
		before := *employee
		employee.Blocked = false
		return []audit.Entry{entry(actionUnblocked, before, *employee)}, nil
	})
}

// change reads an employee, lets edit change it and saves it. What edit gives no entry for is no change.
func (s *Service) change(ctx context.Context, id uuid.UUID, etag string,
	edit func(ctx context.Context, employee *Employee) ([]audit.Entry, error),
) (Employee, error) {
	var employee Employee
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		var err error
		if employee, err = s.store.get(ctx, id); err != nil {
			return err
		}
		if err := fault.CheckETag(etag, employee.ETag()); err != nil {
			return err
		}
		entries, err := edit(ctx, &employee)
		if err != nil || len(entries) == 0 {
			return err
		}
		if employee, err = s.save(ctx, employee); err != nil {
			return err
		}
		return s.tell(ctx, employee.CustomerID, entries...)
	})
	return employee, err
}

// save writes an employee that was read and changed.
func (s *Service) save(ctx context.Context, employee Employee) (Employee, error) {
	employee.Version++
	employee.UpdatedAt = s.clock.Now()
	return employee, s.store.update(ctx, employee)
}

// insert writes a new employee.
func (s *Service) insert(ctx context.Context, employee Employee) (Employee, error) {
	employee.Version = 1
	employee.CreatedAt = s.clock.Now()
	employee.UpdatedAt = employee.CreatedAt
	return employee, database.Raced(s.store.insert(ctx, []Employee{employee}))
}

// tell records what happened in the customer's timeline, and tells the customer.
func (s *Service) tell(ctx context.Context, customerID uuid.UUID, entries ...audit.Entry) error {
	if err := s.history.Record(ctx, entries...); err != nil {
		return err
	}
	return s.customers.ChildrenChanged(ctx, []uuid.UUID{customerID}, "employees")
}

// checkEmail refuses an e-mail that another employee has (EMPL-4), by the path of its field.
func (s *Service) checkEmail(ctx context.Context, employee Employee, path string) error {
	const reason, text = "EMAIL_TAKEN", "Another employee has this e-mail address."
	owners, err := s.FindByEmails(ctx, []string{employee.Email.Key})
	if err != nil {
		return err
	}
	owner, found := owners[employee.Email.Key]
	if !found || owner.EmployeeID == employee.ID {
		return nil
	}
	return &fault.Fault{
		Kind: fault.AlreadyExists, Reason: reason, Text: text,
		Fields: []fault.Field{{Path: path, Reason: reason, Text: text}},
	}
}
