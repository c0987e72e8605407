package employee

import (
	"context"
	"slices"

	"github.com/google/uuid"
)

// What follows changes many employees at once for a process that spans nouns, in its transaction. It
// checks and records nothing, and tells no customer: the process decides what is right, takes the history
// from Entry and changes the customers anyway.

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

// InsertMany adds employees under the ids that they have; version and times are set here. It returns
// database.ErrRaced where somebody else has just taken an e-mail, or made another employee the default.
func (s *Service) InsertMany(ctx context.Context, employees []Employee) error {
	now := s.Clock.Now()
	created := slices.Clone(employees)
	for i := range created {
		created[i].Version, created[i].CreatedAt, created[i].UpdatedAt = 1, now, now
	}
	return table.Insert(ctx, s.DB, created...)
}

// UpdateMany saves employees over the versions before; the time is set here. The default of a customer may
// move among them, an e-mail may not. It returns database.ErrRaced where one of them is no longer at its
// version, and as InsertMany does.
func (s *Service) UpdateMany(ctx context.Context, revisions []Revision) error {
	now := s.Clock.Now()
	var leaving, others []Revision // who is no longer the default makes room first
	for _, revision := range revisions {
		revision.After.UpdatedAt = now
		if revision.Before.IsDefault && !revision.After.IsDefault {
			leaving = append(leaving, revision)
		} else {
			others = append(others, revision)
		}
	}
	if err := table.Update(ctx, s.DB, leaving...); err != nil {
		return err
	}
	return table.Update(ctx, s.DB, others...)
}

// DeleteMany deletes employees; those that are gone already are left out.
func (s *Service) DeleteMany(ctx context.Context, ids []uuid.UUID) error {
	return s.store.deleteMany(ctx, ids)
}
