package group

import (
	"slices"

	"github.com/google/uuid"
)

// Origin says where a membership comes from (GROUP-5).
type Origin string

// The origins that this package writes.
const (
	ByStaff Origin = "staff"
	ByERP   Origin = "erp"
)

// Ref is a group as a source system names it.
type Ref struct {
	ID   uuid.UUID
	Code string // name or code in the source system
}

// MembershipChange is what a source system's list of groups changes for one customer.
type MembershipChange struct {
	Joined []Ref
	Left   []uuid.UUID
}

// IsEmpty reports whether nothing changes.
func (c MembershipChange) IsEmpty() bool { return len(c.Joined) == 0 && len(c.Left) == 0 }

// Compare tells how to get from the groups that a customer is in to the wanted ones. Codes that
// mean one group count once.
func Compare(have []uuid.UUID, wanted []Ref) MembershipChange {
	var change MembershipChange
	seen := make(map[uuid.UUID]bool, len(wanted))
	for _, ref := range wanted {
		if !seen[ref.ID] && !slices.Contains(have, ref.ID) {
			change.Joined = append(change.Joined, ref)
		}
		seen[ref.ID] = true
	}
	for _, id := range have {
		if !seen[id] {
			change.Left = append(change.Left, id)
		}
	}
	return change
}
