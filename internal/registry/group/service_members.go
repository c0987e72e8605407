package group

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// Removal says what RemoveMembers has done.
type Removal struct {
	Removed   int // memberships by staff
	KeptByERP int // customers who stay because a source system put them there
}

// AddMembers puts customers into a group for staff and returns how many memberships that made.
func (s *Service) AddMembers(ctx context.Context, groupID uuid.UUID, customerIDs []uuid.UUID) (added int, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		group, err := s.store.get(ctx, groupID)
		if err != nil {
			return err
		}
		if err := s.checkCustomers(ctx, customerIDs); err != nil {
			return err
		}
		members, err := s.store.members(ctx, groupID, customerIDs)
		if err != nil {
			return err
		}
		there := byOrigin(members, ByStaff)
		joining := slices.DeleteFunc(distinct(customerIDs), func(id uuid.UUID) bool { return there[id] })
		added = len(joining)
		if added == 0 {
			return nil
		}
		rows, now := make([]membershipRow, len(joining)), s.Clock.Now()
		for i, id := range joining {
			rows[i] = membershipRow{customerID: id, groupID: groupID, origin: ByStaff, since: now}
		}
		if err := membershipTable.Insert(ctx, s.DB, rows...); err != nil {
			return err
		}
		return s.tell(ctx, group, joining, joined)
	})
	return added, err
}

// RemoveMembers takes back what staff added; memberships from the ERP stay (GROUP-5).
func (s *Service) RemoveMembers(ctx context.Context, groupID uuid.UUID, customerIDs []uuid.UUID) (Removal, error) {
	var removal Removal
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		group, err := s.store.get(ctx, groupID)
		if err != nil {
			return err
		}
		members, err := s.store.members(ctx, groupID, customerIDs)
		if err != nil {
			return err
		}
		byStaff, byERP := byOrigin(members, ByStaff), byOrigin(members, ByERP)
		removal = Removal{Removed: len(byStaff), KeptByERP: len(byERP)}
		if removal.Removed == 0 {
			return ownedByERP(removal)
		}
		leaving := slices.DeleteFunc(distinct(customerIDs), func(id uuid.UUID) bool { return !byStaff[id] })
		if err := s.store.deleteByStaff(ctx, groupID, leaving, s.Clock.Now()); err != nil {
			return err
		}
		return s.tell(ctx, group, leaving, left)
	})
	return removal, err
}

// tell records in the histories of the customers what happened to them, and tells the customers.
func (s *Service) tell(ctx context.Context, group Group, customerIDs []uuid.UUID,
	entry func(customerID, groupID uuid.UUID, name string) audit.Entry,
) error {
	entries := make([]audit.Entry, len(customerIDs))
	for i, id := range customerIDs {
		entries[i] = entry(id, group.ID, group.Name)
	}
	if err := s.History.Record(ctx, entries...); err != nil {
		return err
	}
	return s.Customers.ChildrenChanged(ctx, customerIDs, groupIDs)
}

// checkCustomers names all ids that are no customers.
func (s *Service) checkCustomers(ctx context.Context, customerIDs []uuid.UUID) error {
	existing, err := s.store.existing(ctx, customerIDs)
	if err != nil {
		return err
	}
	const reason, text = "CUSTOMER_NOT_FOUND", "There is no such customer."
	var wrong []fault.Field
	for i, id := range customerIDs {
		if !existing[id] {
			wrong = append(wrong, fault.Field{Path: fmt.Sprintf("customerIds[%d]", i), Reason: reason, Text: text})
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return &fault.Fault{Kind: fault.NotFound, Reason: reason, Text: text, Fields: wrong}
}

// ownedByERP refuses a removal that would do nothing because a source system put everybody there.
func ownedByERP(removal Removal) error {
	if removal.KeptByERP == 0 {
		return nil
	}
	return fault.New(fault.Precondition, "MEMBERSHIP_OWNED_BY_ERP", "Only the ERP can take customers out of a group that it put them in.")
}

// byOrigin is the set of customers who are members for the reason.
func byOrigin(members []member, origin Origin) map[uuid.UUID]bool {
	set := make(map[uuid.UUID]bool, len(members))
	for _, m := range members {
		if m.origin == origin {
			set[m.customerID] = true
		}
	}
	return set
}

// distinct returns the ids in order, each once: transactions that write the same rows write them
// in the same order, so that they wait for one another and do not deadlock.
func distinct(ids []uuid.UUID) []uuid.UUID {
	sorted := slices.SortedFunc(slices.Values(ids), compareIDs)
	return slices.Compact(sorted)
}
