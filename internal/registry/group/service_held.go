package group

import (
	"context"

	"github.com/google/uuid"
)

// heldPage is how many held memberships are applied by one statement.
const heldPage = 1_000

// held is a membership that waits for its group.
type held struct {
	id         uuid.UUID
	customerID uuid.UUID
	sourceID   uuid.UUID
	name       string
	key        []byte
}

// HoldForSource keeps, for each customer, the names of groups that a source system pushed and that
// nobody knows (SYNC-3). They replace those kept before. Once a group has such a name or code, the
// customers join it.
func (s *Service) HoldForSource(ctx context.Context, sourceID uuid.UUID, names map[uuid.UUID][]string) error {
	var customers []uuid.UUID
	var rows []held
	for customerID, unknown := range names {
		customers = append(customers, customerID)
		seen := map[string]bool{}
		for _, name := range unknown {
			key := nameKey(name)
			if seen[string(key)] {
				continue
			}
			seen[string(key)] = true
			rows = append(rows, held{customerID: customerID, sourceID: sourceID, name: name, key: key})
		}
	}
	return s.store.replaceHeld(ctx, sourceID, distinct(customers), rows)
}

// applyHeld adds the customers who wait for a new or renamed group to it.
func (s *Service) applyHeld(ctx context.Context, group Group, codes []codeRow) error {
	for {
		waiting, err := s.store.heldFor(ctx, nameKey(group.Name), codes, heldPage)
		if err != nil || len(waiting) == 0 {
			return err
		}
		if err := s.admit(ctx, group, waiting); err != nil {
			return err
		}
	}
}

// applyHeldToAll does the same for groups that a source system has just made. They are few, and
// hardly ever does anybody wait.
func (s *Service) applyHeldToAll(ctx context.Context, sourceID uuid.UUID, groups []Group) error {
	if len(groups) == 0 {
		return nil
	}
	isHeld, err := s.Holds(ctx, sourceID)
	if err != nil || !isHeld {
		return err
	}
	for _, group := range groups {
		if err := s.applyHeld(ctx, group, nil); err != nil {
			return err
		}
	}
	return nil
}

// Holds reports whether any customer waits for a group of the source system.
func (s *Service) Holds(ctx context.Context, sourceID uuid.UUID) (bool, error) {
	return s.store.isHeld(ctx, sourceID)
}

func (s *Service) admit(ctx context.Context, group Group, waiting []held) error {
	customers, ids := make([]uuid.UUID, len(waiting)), make([]uuid.UUID, len(waiting))
	for i, w := range waiting {
		customers[i], ids[i] = w.customerID, w.id
	}
	there, err := s.store.sourcesOfMembers(ctx, group.ID, distinct(customers))
	if err != nil {
		return err
	}
	now := s.Clock.Now()
	var rows []membershipRow
	var joining []uuid.UUID
	for _, w := range waiting {
		pair := memberOfSource{customerID: w.customerID, sourceID: w.sourceID}
		if there[pair] {
			continue
		}
		there[pair] = true
		rows = append(rows, membershipRow{
			customerID: w.customerID, groupID: group.ID, origin: ByERP, sourceID: w.sourceID, sourceCode: w.name, since: now,
		})
		joining = append(joining, w.customerID)
	}
	if err := s.store.deleteHeld(ctx, ids); err != nil {
		return err
	}
	if len(rows) == 0 {
		return nil
	}
	if err := membershipTable.Insert(ctx, s.DB, rows...); err != nil {
		return err
	}
	return s.tell(ctx, group, distinct(joining), joined)
}
