package push

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// writeMemberships makes the source system's memberships equal to the lists (GROUP-5). Groups that
// nobody knows yet are made here, or held, for accepted records only (SYNC-3).
func (b *batch) writeMemberships(ctx context.Context) error {
	groups, err := b.groups(ctx)
	if err != nil {
		return err
	}
	wanted, unknown := map[uuid.UUID][]group.Ref{}, map[uuid.UUID][]string{}
	for _, d := range b.drafts {
		if d.record.groups == nil {
			continue
		}
		refs := make([]group.Ref, 0, len(*d.record.groups))
		unknown[d.after.ID] = nil
		for _, name := range *d.record.groups {
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
	if b.settings.holdsGroups {
		if err := b.Groups.HoldForSource(ctx, b.source.SourceSystemID, unknown); err != nil {
			return err
		}
	}
	b.memberships, err = b.Groups.ReplaceForSource(ctx, b.source.SourceSystemID, wanted)
	return err
}

// groups returns the groups of all names; where unknown ones are held, it leaves them out.
func (b *batch) groups(ctx context.Context) (map[string]uuid.UUID, error) {
	var names []string
	nobody := map[uuid.UUID][]string{}
	for _, d := range b.drafts {
		if d.record.groups != nil {
			names = append(names, *d.record.groups...)
			nobody[d.after.ID] = nil
		}
	}
	names = unique(names)
	if b.settings.holdsGroups {
		return b.Groups.FindForSource(ctx, b.source.SourceSystemID, names)
	}
	// Groups made now let everybody in who has been waiting for them; those of the batch join by
	// their lists instead.
	isHeld, err := b.Groups.Holds(ctx, b.source.SourceSystemID)
	if err == nil && isHeld {
		err = b.Groups.HoldForSource(ctx, b.source.SourceSystemID, nobody)
	}
	if err != nil {
		return nil, err
	}
	return b.Groups.EnsureForSource(ctx, b.source.SourceSystemID, names)
}
