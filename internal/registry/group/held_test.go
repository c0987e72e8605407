package group_test

import (
	"context"
	"testing"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/registry/group"
)

func TestFindForSourceMakesNoGroup(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima := b.newSource(t, "OPTIMA")
		vip := b.newGroup(t, named("VIP"))
		groups, err := b.FindForSource(b.ctx, optima, []string{"vip", "Hurt"})
		require.NoError(t, err)
		assert.Equal(t, map[string]uuid.UUID{"vip": vip.ID}, groups)
		page, err := b.List(b.ctx, group.ListQuery{})
		require.NoError(t, err)
		assert.Len(t, page.Groups, 1)
	})
}

func TestHeldMembershipsAreAppliedOnceTheGroupIsThere(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		held string
		come func(t *testing.T, b bundle, source uuid.UUID) group.Group
	}{
		"a new one of the name, whatever its case": {"zł klient", func(t *testing.T, b bundle, _ uuid.UUID) group.Group {
			t.Helper()
			return b.newGroup(t, named("ZŁ Klient"))
		}},
		"a new one with the code": {"HURT-1", func(t *testing.T, b bundle, _ uuid.UUID) group.Group {
			t.Helper()
			return b.newGroup(t, named("Hurtownie"), coded(group.Code{SourceSystem: "OPTIMA", Code: "HURT-1"}))
		}},
		"one that is renamed": {"Nowi", func(t *testing.T, b bundle, _ uuid.UUID) group.Group {
			t.Helper()
			old := b.newGroup(t, named("Starzy"))
			renamed, err := b.Update(b.ctx, old.ID, "", group.Change{Name: new("nowi")})
			require.NoError(t, err)
			return renamed
		}},
		"one that the source system makes": {"Detal", func(t *testing.T, b bundle, source uuid.UUID) group.Group {
			t.Helper()
			made, err := b.EnsureForSource(b.ctx, source, []string{"Detal"})
			require.NoError(t, err)
			return group.Group{ID: made["Detal"]}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, b bundle) {
				optima := b.newSource(t, "OPTIMA")
				customers := b.newCustomers(t, 3)
				b.hold(t, optima, map[uuid.UUID][]string{customers[0]: {"other", c.held}, customers[1]: {c.held, c.held}, customers[2]: {"other"}})
				version, events := b.versionOf(t, customers[0]), b.events(t, customers[0])

				come := c.come(t, b, optima)
				assert.ElementsMatch(t, customers[:2], b.membersOf(t, come.ID))
				assert.Greater(t, b.versionOf(t, customers[0]), version)
				assert.Greater(t, b.events(t, customers[0]), events, "the feed tells of it")
				assert.Contains(t, b.timeline(t, customers[0])[0], "GROUP_JOINED")
				isHeld, err := b.Holds(b.ctx, optima)
				require.NoError(t, err)
				assert.True(t, isHeld, "the others go on waiting")
			})
		})
	}
}

func TestHeldNamesReplaceThoseBefore(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima, xl := b.newSource(t, "OPTIMA"), b.newSource(t, "XL")
		customer := b.newCustomer(t)
		b.hold(t, optima, map[uuid.UUID][]string{customer: {"VIP", "Hurt"}})
		b.hold(t, xl, map[uuid.UUID][]string{customer: {"VIP"}})
		b.hold(t, optima, map[uuid.UUID][]string{customer: nil})
		assert.Empty(t, b.membersOf(t, b.newGroup(t, named("Hurt")).ID))
		assert.Equal(t, []uuid.UUID{customer}, b.membersOf(t, b.newGroup(t, named("VIP")).ID), "the other source system's stays")
	})
}

func (b bundle) hold(t *testing.T, source uuid.UUID, names map[uuid.UUID][]string) {
	t.Helper()
	b.inTx(t, func(ctx context.Context) { require.NoError(t, b.HoldForSource(ctx, source, names)) })
}

func (b bundle) membersOf(t *testing.T, groupID uuid.UUID) []uuid.UUID {
	t.Helper()
	rows, err := b.db.Client(b.ctx).Membership.Query().
		Where(func(s *entsql.Selector) { s.Where(entsql.EQ("group_id", groupID)) }).All(b.ctx)
	require.NoError(t, err)
	ids := make([]uuid.UUID, len(rows))
	for i, row := range rows {
		ids[i] = row.CustomerID
	}
	return ids
}
