package group_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/registry/group"
)

func TestEnsureForSourceMakesGroups(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima := b.newSource(t, "OPTIMA")
		b.newGroup(t, placed("Detal", 25))
		groups, err := b.EnsureForSource(b.ctx, optima, []string{"Żelaźni", "VIP", "vip", "Hurt", "VIP"})
		require.NoError(t, err)
		assert.ElementsMatch(t, []string{"Żelaźni", "VIP", "vip", "Hurt"}, slices.Collect(maps.Keys(groups)))
		assert.Equal(t, groups["VIP"], groups["vip"])

		page, err := b.List(b.ctx, group.ListQuery{})
		require.NoError(t, err)
		require.Len(t, page.Groups, 4)
		for i, want := range []struct {
			name      string
			sortOrder int32
			codes     []group.Code
		}{
			{"Detal", 25, []group.Code{}},
			{"Hurt", 35, []group.Code{{"OPTIMA", "Hurt"}}},
			{"VIP", 45, []group.Code{{"OPTIMA", "VIP"}, {"OPTIMA", "vip"}}},
			{"Żelaźni", 55, []group.Code{{"OPTIMA", "Żelaźni"}}},
		} {
			got := page.Groups[i]
			assert.Equal(t, want.name, got.Name)
			assert.Equal(t, want.sortOrder, got.SortOrder, "new groups come after the last, in steps of ten")
			assert.Equal(t, want.codes, got.Codes)
		}
		assert.Equal(t, []string{"GROUP_CREATED name:→Hurt sortOrder:0→35 codes:→OPTIMA Hurt"}, b.history(t, groups["Hurt"]))

		b.clock.Advance(time.Hour)
		again, err := b.EnsureForSource(b.ctx, optima, []string{"Hurt", "VIP", "vip", "Żelaźni"})
		require.NoError(t, err)
		assert.Equal(t, groups, again)
		assert.Equal(t, int64(1), b.read(t, groups["VIP"]).Version, "known names change nothing")
		none, err := b.EnsureForSource(b.ctx, optima, nil)
		require.NoError(t, err)
		assert.Empty(t, none)
	})
}

func TestEnsureForSourceFindsGroups(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima, xl := b.newSource(t, "OPTIMA"), b.newSource(t, "XL")
		coded := b.newGroup(t, named("Hurtownie"), coded(group.Code{SourceSystem: "OPTIMA", Code: "Hurt"}))
		hurt := b.newGroup(t, named("Hurt"))
		b.clock.Advance(time.Hour)

		groups, err := b.EnsureForSource(b.ctx, optima, []string{"Hurt", "HURT"})
		require.NoError(t, err)
		assert.Equal(t, map[string]uuid.UUID{"Hurt": coded.ID, "HURT": hurt.ID}, groups, "a code goes before a name")
		got := b.read(t, hurt.ID)
		assert.Equal(t, []group.Code{{"OPTIMA", "HURT"}}, got.Codes, "the name is remembered as a code")
		assert.Equal(t, int64(2), got.Version)
		assert.Equal(t, noon.Add(time.Hour), got.UpdatedAt)
		assert.Equal(t, "GROUP_UPDATED codes:→OPTIMA HURT", b.history(t, hurt.ID)[1])
		assert.Equal(t, int64(1), b.read(t, coded.ID).Version)

		groups, err = b.EnsureForSource(b.ctx, xl, []string{"Hurt"})
		require.NoError(t, err)
		assert.Equal(t, map[string]uuid.UUID{"Hurt": hurt.ID}, groups, "codes of another source system do not count")

		_, err = b.Update(b.ctx, hurt.ID, "", group.Change{Name: new("Großhandel")})
		require.NoError(t, err)
		groups, err = b.EnsureForSource(b.ctx, xl, []string{"Hurt"})
		require.NoError(t, err)
		assert.Equal(t, hurt.ID, groups["Hurt"], "a group that staff renamed is still found")
	})
}

func TestEnsureForSourceAtOnceMakesOneGroupOfAName(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		sources := []uuid.UUID{b.newSource(t, "OPTIMA"), b.newSource(t, "XL"), b.newSource(t, "SUBIEKT")}
		names := make([]string, 50)
		for i := range names {
			names[i] = fmt.Sprintf("Grupa %d", i)
		}
		found := make([]map[string]uuid.UUID, 2*len(sources))
		atOnce(len(found), func(worker int) {
			groups, err := b.EnsureForSource(b.ctx, sources[worker%len(sources)], names)
			assert.NoError(t, err)
			found[worker] = groups
		})
		for _, groups := range found {
			assert.Equal(t, found[0], groups)
		}
		assert.Len(t, b.read(t, found[0]["Grupa 7"]).Codes, len(sources))
	})
}

func TestReplaceForSource(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima, xl := b.newSource(t, "OPTIMA"), b.newSource(t, "XL")
		hurt, vip := b.newGroup(t), b.newGroup(t, named("VIP"))
		members := b.newCustomers(t, 4)
		changing, leaving, resting, other := members[0], members[1], members[2], members[3]
		_, err := b.AddMembers(b.ctx, hurt.ID, members)
		require.NoError(t, err)
		b.put(t, optima, hurt, members...)
		b.put(t, xl, hurt, changing, leaving)

		b.clock.Advance(time.Hour)
		refs := []group.Ref{{ID: vip.ID, Code: "VIP"}, {ID: vip.ID, Code: "vip"}}
		changed, err := b.ReplaceForSource(b.ctx, optima, map[uuid.UUID][]group.Ref{
			changing: refs, leaving: nil, resting: {{ID: hurt.ID, Code: "HURT"}},
		})
		require.NoError(t, err)
		assert.Equal(t, map[uuid.UUID]group.MembershipChange{
			changing: {Joined: refs[:1], Left: []uuid.UUID{hurt.ID}},
			leaving:  {Left: []uuid.UUID{hurt.ID}},
		}, changed)
		assert.ElementsMatch(t, []string{"Hurt by staff", "Hurt by erp Hurt", "VIP by erp VIP after 1h0m0s"}, b.reasons(t, changing),
			"what staff and the other source system gave stays")
		assert.ElementsMatch(t, []string{"Hurt by staff", "Hurt by erp Hurt"}, b.reasons(t, leaving))
		assert.ElementsMatch(t, []string{"Hurt by staff", "Hurt by erp Hurt"}, b.reasons(t, resting), "since when does not move")
		assert.ElementsMatch(t, []string{"Hurt by staff", "Hurt by erp Hurt"}, b.reasons(t, other), "whom the push does not name is left alone")
		assert.Equal(t, int64(2), b.versionOf(t, changing), "telling the customer is left to the caller")

		again, err := b.ReplaceForSource(b.ctx, optima, map[uuid.UUID][]group.Ref{changing: refs})
		require.NoError(t, err)
		assert.Empty(t, again)
	})
}

func TestEntries(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima := b.newSource(t, "OPTIMA")
		hurt, customer := b.newGroup(t), b.newCustomer(t)
		b.put(t, optima, hurt, customer)
		assert.Empty(t, b.timeline(t, customer), "writing history is left to the caller")

		b.inTx(t, func(ctx context.Context) {
			groups, err := b.EnsureForSource(ctx, optima, []string{"VIP"})
			require.NoError(t, err)
			changed, err := b.ReplaceForSource(ctx, optima, map[uuid.UUID][]group.Ref{customer: {{ID: groups["VIP"], Code: "VIP"}}})
			require.NoError(t, err)
			entries, err := b.Entries(ctx, changed)
			require.NoError(t, err)
			require.NoError(t, b.log.Record(ctx, entries...))
		})
		assert.Equal(t, []string{"GROUP_JOINED groupIds:→VIP", "GROUP_LEFT groupIds:Hurt→"}, b.timeline(t, customer))
		entries, err := b.Entries(b.ctx, nil)
		require.NoError(t, err)
		assert.Empty(t, entries)
	})
}

func TestMoreMembershipsThanAStatementTakes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		const records, groupsOfEach = 200, 50
		optima := b.newSource(t, "OPTIMA")
		names := make([]string, groupsOfEach)
		for i := range names {
			names[i] = fmt.Sprintf("Grupa %d", i)
		}
		members := b.newCustomers(t, records)
		b.inTx(t, func(ctx context.Context) {
			groups, err := b.EnsureForSource(ctx, optima, names)
			require.NoError(t, err)
			wanted := map[uuid.UUID][]group.Ref{}
			for _, customer := range members {
				for _, name := range names {
					wanted[customer] = append(wanted[customer], group.Ref{ID: groups[name], Code: name})
				}
			}
			changed, err := b.ReplaceForSource(ctx, optima, wanted)
			require.NoError(t, err)
			assert.Len(t, changed[members[0]].Joined, groupsOfEach)
			for customer := range wanted {
				wanted[customer] = nil
			}
			changed, err = b.ReplaceForSource(ctx, optima, wanted)
			require.NoError(t, err)
			assert.Len(t, changed[members[0]].Left, groupsOfEach)
		})
	})
}
