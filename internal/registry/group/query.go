package group

import (
	"context"
	"encoding/binary"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/id"
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
	size, err := page.Size(query.PageSize)
	if err != nil {
		return Page{}, err
	}
	after, err := query.after()
	if err != nil {
		return Page{}, err
	}
	groups, err := s.store.list(ctx, query, after, size+1)
	if err != nil {
		return Page{}, err
	}
	var result Page
	if len(groups) > size {
		groups = groups[:size]
		result.NextToken = query.tokenBehind(groups[size-1])
	}
	result.Groups = groups
	return result, s.fillMemberCounts(ctx, groups)
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

// place is where a page ends: the sort key of its last group.
type place struct {
	sortOrder int32
	nameKey   []byte
	id        uuid.UUID
}

const sortOrderBytes = 4

// after returns the place that the page token leads to; nil for the first page.
func (q ListQuery) after() (*place, error) {
	if q.PageToken == "" {
		return nil, nil
	}
	cursor, err := page.Decode(q.PageToken, q.hash())
	if err != nil {
		return nil, err
	}
	groupID, err := id.Parse(cursor.ID)
	if err != nil || len(cursor.Key) < sortOrderBytes {
		return nil, fault.InvalidField("pageToken", "PAGE_TOKEN_INVALID", "The page token is not one that this list gave out.")
	}
	return &place{
		sortOrder: int32(binary.BigEndian.Uint32(cursor.Key)),
		nameKey:   cursor.Key[sortOrderBytes:],
		id:        groupID,
	}, nil
}

func (q ListQuery) tokenBehind(last Group) string {
	key := binary.BigEndian.AppendUint32(nil, uint32(last.SortOrder))
	return page.Encode(page.Cursor{Key: append(key, fold.Key(last.Name)...), ID: last.ID.String(), Query: q.hash()})
}

func (q ListQuery) hash() uint64 {
	parts := []string{"groups", strings.Join(fold.Words(q.Words), " ")}
	for _, id := range q.IDs {
		parts = append(parts, id.String())
	}
	return page.Hash(parts...)
}
