package group

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// EnsureForSource returns the groups that a source system means by the names or codes, by name as
// given: the group that has the code, else the group of that name whatever its case, else a new
// one. It takes a fixed number of statements, and remembers the names as codes of the source system.
//
// The names must have passed CleanName; a batch of contractors has at most 25,000.
func (s *Service) EnsureForSource(ctx context.Context, sourceID uuid.UUID, names []string) (map[string]uuid.UUID, error) {
	return s.forSource(ctx, sourceID, names, func(naming) bool { return true })
}

// FindForSource does the same without making groups: names that nobody knows are left out.
func (s *Service) FindForSource(ctx context.Context, sourceID uuid.UUID, names []string) (map[string]uuid.UUID, error) {
	return s.forSource(ctx, sourceID, names, func(n naming) bool { return !n.isNew })
}

func (s *Service) forSource(ctx context.Context, sourceID uuid.UUID, names []string, isWanted func(naming) bool) (map[string]uuid.UUID, error) {
	var groups map[string]uuid.UUID
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if groups, err = s.store.groupsByCode(ctx, sourceID, names); err != nil {
			return err
		}
		unknown := slices.DeleteFunc(slices.Compact(slices.SortedFunc(slices.Values(names), compareNames)), func(name string) bool {
			_, found := groups[name]
			return found
		})
		if len(unknown) == 0 {
			return nil
		}
		namings, err := s.plan(ctx, unknown)
		if err != nil {
			return err
		}
		namings = slices.DeleteFunc(namings, func(n naming) bool { return !isWanted(n) })
		for _, naming := range namings {
			for _, name := range naming.names {
				groups[name] = naming.group.ID
			}
		}
		return s.addCodes(ctx, sourceID, namings)
	})
	return groups, err
}

// naming is a group, there already or to be made, with the names that a source system has for it.
type naming struct {
	group Group
	isNew bool
	names []string
}

// plan finds or invents the group of each name, new ones behind all others.
func (s *Service) plan(ctx context.Context, names []string) ([]naming, error) {
	existing, err := s.store.groupsByName(ctx, names)
	if err != nil {
		return nil, err
	}
	last, err := s.store.lastSortOrder(ctx)
	if err != nil {
		return nil, err
	}
	var namings []naming
	key := ""
	for _, name := range names {
		if len(namings) > 0 && string(nameKey(name)) == key {
			same := &namings[len(namings)-1]
			same.names = append(same.names, name)
			continue
		}
		key = string(nameKey(name))
		found, isThere := existing[key]
		next := naming{group: Group{ID: found}, isNew: !isThere, names: []string{name}}
		if next.isNew {
			last = min(last+sortOrderStep, maxSortOrder)
			now := s.Clock.Now()
			next.group = Group{ID: id.New(), Version: 1, Name: name, SortOrder: last, CreatedAt: now, UpdatedAt: now}
		}
		namings = append(namings, next)
	}
	return namings, nil
}

// addCodes writes the new groups and makes codes of the names.
func (s *Service) addCodes(ctx context.Context, sourceID uuid.UUID, namings []naming) error {
	if len(namings) == 0 {
		return nil
	}
	source, err := s.store.sourceCode(ctx, sourceID)
	if err != nil {
		return err
	}
	var created []Group
	var existing []uuid.UUID
	var codes []codeRow
	entries := make([]audit.Entry, len(namings))
	for i, naming := range namings {
		after := naming.group
		for _, name := range naming.names {
			codes = append(codes, codeRow{groupID: after.ID, sourceID: sourceID, code: name})
			after.Codes = append(after.Codes, Code{SourceSystem: source, Code: name})
		}
		entries[i] = audit.Entry{SubjectID: after.ID, Action: actionUpdated, Changes: audit.Diff(fields, naming.group, after)}
		if naming.isNew {
			created = append(created, after)
			entries[i].Action, entries[i].Changes = actionCreated, audit.Diff(fields, Group{}, after)
		} else {
			existing = append(existing, after.ID)
		}
	}
	if err := table.Insert(ctx, s.DB, created...); err != nil {
		return err
	}
	// Codes are part of a group: staff who edit an older version must not wipe them out unseen.
	if err := s.store.touch(ctx, existing, s.Clock.Now()); err != nil {
		return err
	}
	if err := codeTable.Insert(ctx, s.DB, codes...); err != nil {
		return err
	}
	if err := s.History.Record(ctx, entries...); err != nil {
		return err
	}
	return s.applyHeldToAll(ctx, sourceID, created)
}

// ReplaceForSource brings the memberships that the source system gave each of the customers to the
// wanted ones, and returns what that changed for those for whom it changed something. Memberships
// for other reasons and by other source systems stay (GROUP-5).
//
// It neither writes history, see Entries, nor tells the customers: the caller changes them anyway.
func (s *Service) ReplaceForSource(ctx context.Context, sourceID uuid.UUID, wanted map[uuid.UUID][]Ref) (map[uuid.UUID]MembershipChange, error) {
	changed := map[uuid.UUID]MembershipChange{}
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		clear(changed)
		now := s.Clock.Now()
		customerIDs := distinct(slices.Collect(maps.Keys(wanted)))
		have, err := s.store.membershipsOfSource(ctx, sourceID, customerIDs)
		if err != nil {
			return err
		}
		var leaving []uuid.UUID
		var joining []membershipRow
		for _, customerID := range customerIDs {
			change := Compare(slices.SortedFunc(maps.Keys(have[customerID]), compareIDs), wanted[customerID])
			if change.IsEmpty() {
				continue
			}
			changed[customerID] = change
			for _, groupID := range change.Left {
				leaving = append(leaving, have[customerID][groupID])
			}
			for _, ref := range change.Joined {
				joining = append(joining, membershipRow{
					customerID: customerID, groupID: ref.ID, origin: ByERP, sourceID: sourceID, sourceCode: ref.Code, since: now,
				})
			}
		}
		if err := s.store.deleteMemberships(ctx, leaving, now); err != nil {
			return err
		}
		return membershipTable.Insert(ctx, s.DB, joining...)
	})
	return changed, err
}

// Entries returns the entries in the timelines of the customers for what ReplaceForSource changed.
func (s *Service) Entries(ctx context.Context, changed map[uuid.UUID]MembershipChange) ([]audit.Entry, error) {
	var groups []uuid.UUID
	for _, change := range changed {
		groups = append(groups, change.Left...)
		for _, ref := range change.Joined {
			groups = append(groups, ref.ID)
		}
	}
	names, err := s.Names(ctx, distinct(groups))
	if err != nil {
		return nil, err
	}
	var entries []audit.Entry
	for _, customerID := range slices.SortedFunc(maps.Keys(changed), compareIDs) {
		for _, groupID := range changed[customerID].Left {
			entries = append(entries, left(customerID, groupID, names[groupID]))
		}
		for _, ref := range changed[customerID].Joined {
			entries = append(entries, joined(customerID, ref.ID, names[ref.ID]))
		}
	}
	return entries, nil
}

func compareIDs(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) }

// compareNames puts names of one group side by side.
func compareNames(a, b string) int {
	return cmp.Or(bytes.Compare(nameKey(a), nameKey(b)), cmp.Compare(a, b))
}
