package employee

import (
	"context"
	"slices"

	"github.com/google/uuid"
)

// What follows changes many employees at once for a process that spans nouns, in its transaction.
// It checks, records and tells nothing: the process decides what is right, takes history from Entry
// and changes the customers anyway.

// EmailOwner says whose an e-mail is.
type EmailOwner struct {
	EmployeeID, CustomerID uuid.UUID
}

// FindByEmails returns the owners of those e-mails that employees have, by key.
func (s *Service) FindByEmails(ctx context.Context, keys []string) (map[string]EmailOwner, error) {
	return s.store.owners(ctx, keys)
}

// ListByCustomers returns the employees of the customers, of each in the order of List.
func (s *Service) ListByCustomers(ctx context.Context, customerIDs []uuid.UUID) (map[uuid.UUID][]Employee, error) {
	all, err := s.store.list(ctx, customerIDs)
	if err != nil {
		return nil, err
	}
	employees := map[uuid.UUID][]Employee{}
	for _, employee := range all {
		employees[employee.CustomerID] = append(employees[employee.CustomerID], employee)
	}
	for _, ofOne := range employees {
		slices.SortFunc(ofOne, compare)
	}
	return employees, nil
}

// InsertMany adds employees under the ids that they have. Their version and times are set here.
// database.IsUniqueViolation tells of an e-mail that is taken and of a second default.
func (s *Service) InsertMany(ctx context.Context, employees []Employee) error {
	now := s.clock.Now()
	created := slices.Clone(employees)
	for i := range created {
		created[i].Version, created[i].CreatedAt, created[i].UpdatedAt = 1, now, now
	}
	return s.store.insert(ctx, created)
}

// UpdateMany saves employees over the versions that they carry; it fails with database.ErrRaced
// when one of them is no longer at that version. The default of a customer may move among them,
// an e-mail may not. database.IsUniqueViolation tells as for InsertMany.
func (s *Service) UpdateMany(ctx context.Context, employees []Employee) error {
	var others []uuid.UUID
	for _, employee := range employees {
		if !employee.IsDefault {
			others = append(others, employee.ID)
		}
	}
	if len(others) < len(employees) {
		if err := s.store.clearDefaults(ctx, others); err != nil {
			return err
		}
	}
	return s.store.updateMany(ctx, employees, s.clock.Now())
}

// DeleteMany deletes employees; those that are gone already are left out.
func (s *Service) DeleteMany(ctx context.Context, ids []uuid.UUID) error {
	return s.store.deleteMany(ctx, ids)
}
