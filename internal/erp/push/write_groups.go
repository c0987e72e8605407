package push

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// writeMemberships replaces the source system's memberships by the lists of the records (GROUP-5).
// Unknown groups are created or held, for accepted records only (SYNC-3).
func (a *attempt) writeMemberships(ctx context.Context) error {
	groups, err := a.groups(ctx)
	if err != nil {
		return err
	}
	wanted, unknown := map[uuid.UUID][]group.Ref{}, map[uuid.UUID][]string{}
	for _, d := range a.drafts {
		if d.record.Groups == nil {
			continue
		}
		refs := make([]group.Ref, 0, len(*d.record.Groups))
		unknown[d.after.ID] = nil
		for _, name := range *d.record.Groups {
			if found, ok := groups[name]; ok {
				refs = append(refs, group.Ref{ID: found, Code: name})
			} else {
				unknown[d.after.ID] = append(unknown[d.after.ID], name)
			}
		}
		if len(unknown[d.after.ID]) > 0 {
			d.result.warn("UNKNOWN_GROUP", "groups")
		}
		wanted[d.after.ID] = refs
	}
	if a.settings.holdsGroups {
		if err := a.Groups.HoldForSource(ctx, a.source.SourceSystemID, unknown); err != nil {
			return err
		}
	}
	a.memberships, err = a.Groups.ReplaceForSource(ctx, a.source.SourceSystemID, wanted)
	return err
}

// groups returns the groups by name, without unknown groups that are held.
func (a *attempt) groups(ctx context.Context) (map[string]uuid.UUID, error) {
	var names []string
	nobody := map[uuid.UUID][]string{}
	for _, d := range a.drafts {
		if d.record.Groups != nil {
			names = append(names, *d.record.Groups...)
			nobody[d.after.ID] = nil
		}
	}
	names = unique(names)
	if a.settings.holdsGroups {
		return a.Groups.FindForSource(ctx, a.source.SourceSystemID, names)
	}
	// New groups admit all customers that are held for them. Customers of this batch join by their lists
	// instead.
	isHeld, err := a.Groups.Holds(ctx, a.source.SourceSystemID)
	if err == nil && isHeld {
		err = a.Groups.HoldForSource(ctx, a.source.SourceSystemID, nobody)
	}
	if err != nil {
		return nil, err
	}
	return a.Groups.EnsureForSource(ctx, a.source.SourceSystemID, names)
}
