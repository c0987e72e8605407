package group_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

func placed(name string, sortOrder int32) func(*group.Change) {
	return func(c *group.Change) { c.Name, c.SortOrder = &name, &sortOrder }
}

// names lists all pages of a query.
func (b bundle) names(t *testing.T, query group.ListQuery) []string {
	t.Helper()
	var names []string
	for pages := 0; ; pages++ {
		require.Less(t, pages, 20, "the list does not end")
		page, err := b.List(b.ctx, query)
		require.NoError(t, err)
		for _, g := range page.Groups {
			names = append(names, g.Name)
		}
		if page.NextToken == "" {
			return names
		}
		require.Len(t, page.Groups, int(query.PageSize), "only the last page may be short")
		query.PageToken = page.NextToken
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		for _, with := range []func(*group.Change){
			placed("Żabka", 10), placed("Żółw", 10), placed("zebra", 10), placed("Łódź 100%", -5),
			placed("ostatnia", 300), placed("Ελένη", 10), placed("1_000", 10), placed("1x000", 10),
		} {
			b.newGroup(t, with)
		}
		inOrder := []string{"Łódź 100%", "1_000", "1x000", "Żabka", "zebra", "Żółw", "Ελένη", "ostatnia"}
		for size := range int32(9) {
			want := inOrder
			assert.Equal(t, want, b.names(t, group.ListQuery{PageSize: size}), "page size %d", size)
		}
		for words, want := range map[string][]string{
			"lodz":    {"Łódź 100%"},
			"Z":       {"Łódź 100%", "Żabka", "zebra", "Żółw"},
			"a  Z":    {"Żabka", "zebra"},
			"ΕΛΕΝΗ":   {"Ελένη"},
			"100%":    {"Łódź 100%"},
			"%":       {"Łódź 100%"},
			"1_0":     {"1_000"},
			`\`:       nil,
			"nothing": nil,
		} {
			assert.Equal(t, want, b.names(t, group.ListQuery{Words: words, PageSize: 2}), words)
		}
	})
}

func TestListByID(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		hurt, vip := b.newGroup(t, placed("Hurt", 2)), b.newGroup(t, placed("VIP", 1))
		b.newGroup(t, named("Detal"))
		ids := []uuid.UUID{hurt.ID, vip.ID, id.New()}
		assert.Equal(t, []string{"VIP", "Hurt"}, b.names(t, group.ListQuery{IDs: ids, PageSize: 1}))
		assert.Equal(t, []string{"VIP"}, b.names(t, group.ListQuery{IDs: ids, Words: "vip"}))
	})
}

func TestListCountsMembers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima, xl := b.newSource(t, "OPTIMA"), b.newSource(t, "XL")
		hurt, vip := b.newGroup(t, placed("Hurt", 1)), b.newGroup(t, placed("VIP", 2))
		b.newGroup(t, placed("Detal", 3))
		members := b.newCustomers(t, 3)
		_, err := b.AddMembers(b.ctx, hurt.ID, members[:2])
		require.NoError(t, err)
		b.put(t, optima, hurt, members[1])
		b.put(t, xl, hurt, members[1:]...)
		_, err = b.AddMembers(b.ctx, vip.ID, members[:1])
		require.NoError(t, err)

		page, err := b.List(b.ctx, group.ListQuery{})
		require.NoError(t, err)
		counts := map[string]int{}
		for _, g := range page.Groups {
			counts[g.Name] = g.MemberCount
		}
		assert.Equal(t, map[string]int{"Hurt": 3, "VIP": 1, "Detal": 0}, counts)
		assert.Equal(t, 3, b.read(t, hurt.ID).MemberCount)
	})
}

func TestListGoesOnFromWhereItWas(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.newGroup(t, placed("Beta", 1))
		delta := b.newGroup(t, placed("Delta", 1))
		b.newGroup(t, placed("Zeta", 1))
		first, err := b.List(b.ctx, group.ListQuery{PageSize: 2})
		require.NoError(t, err)
		b.newGroup(t, placed("Alfa", 1))
		b.newGroup(t, placed("Epsilon", 1))
		require.NoError(t, b.Delete(b.ctx, delta.ID, ""), "the group that the token remembers")
		assert.Equal(t, []string{"Epsilon", "Zeta"}, b.names(t, group.ListQuery{PageSize: 2, PageToken: first.NextToken}))
	})
}

func TestListRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.newGroup(t, named("Hurt A"))
		b.newGroup(t, named("Hurt B"))
		first, err := b.List(b.ctx, group.ListQuery{Words: "hurt", PageSize: 1})
		require.NoError(t, err)

		_, err = b.List(b.ctx, group.ListQuery{Words: "HÚRT", PageSize: 1, PageToken: first.NextToken})
		require.NoError(t, err, "the same words in another spelling are the same query")
		_, err = b.List(b.ctx, group.ListQuery{Words: "vip", PageToken: first.NextToken})
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH")
		_, err = b.List(b.ctx, group.ListQuery{Words: "hurt", IDs: []uuid.UUID{id.New()}, PageToken: first.NextToken})
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH")
		_, err = b.List(b.ctx, group.ListQuery{PageToken: "garbage"})
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID")
		_, err = b.List(b.ctx, group.ListQuery{PageSize: -1})
		faulttest.Require(t, err, fault.Invalid, "PAGE_SIZE_INVALID")

		forged := page.Encode(page.Place{Key: []byte{1, 2, 3}, ID: id.New()}, page.Hash("groups", ""))
		_, err = b.List(b.ctx, group.ListQuery{PageToken: forged})
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID")
	})
}
