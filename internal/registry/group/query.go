package group

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// ListQuery says which groups to list.
type ListQuery struct {
	Words     string      // all of them stand in the name, whatever case and accents
	IDs       []uuid.UUID // all groups when empty
	PageSize  int32
	PageToken string
}

// Page is a part of a list.
type Page struct {
	Groups    []Group
	NextToken string // empty on the last page
}

// Get returns one group with the number of its members.
func (s *Service) Get(ctx context.Context, id uuid.UUID) (Group, error) {
	group, err := s.store.get(ctx, id)
	if err != nil {
		return Group{}, err
	}
	counts, err := s.store.countMembers(ctx, []uuid.UUID{id})
	group.MemberCount = counts[id]
	return group, err
}

// List returns a page of groups by sort order, then name, each with the number of its members.
func (s *Service) List(ctx context.Context, query ListQuery) (Page, error) {
	groups, next, err := page.List[Group]{
		Query: query.hash(),
		After: func(place page.Place, limit int) ([]Group, error) { return s.store.list(ctx, query, place, limit) },
		At:    placeOf,
	}.Read(query.PageSize, query.PageToken)
	if err != nil {
		return Page{}, err
	}
	return Page{Groups: groups, NextToken: next}, s.fillMemberCounts(ctx, groups)
}

func (s *Service) fillMemberCounts(ctx context.Context, groups []Group) error {
	ids := make([]uuid.UUID, len(groups))
	for i, group := range groups {
		ids[i] = group.ID
	}
	counts, err := s.store.countMembers(ctx, ids)
	for i := range groups {
		groups[i].MemberCount = counts[groups[i].ID]
	}
	return err
}

func (q ListQuery) hash() uint64 {
	parts := []string{"groups", strings.Join(fold.Words(q.Words), " ")}
	for _, id := range q.IDs {
		parts = append(parts, id.String())
	}
	return page.Hash(parts...)
}
