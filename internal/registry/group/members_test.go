package group_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// versionOf is 1 for a customer that nobody was told of.
func (b bundle) versionOf(t *testing.T, customerID uuid.UUID) int64 {
	t.Helper()
	found, err := b.db.Client(b.ctx).Customer.Get(b.ctx, customerID)
	require.NoError(t, err)
	return found.Version
}

// reasons are the memberships of a customer: origin, code and age.
func (b bundle) reasons(t *testing.T, customerID uuid.UUID) []string {
	t.Helper()
	rows, err := b.db.Client(b.ctx).Customer.GetX(b.ctx, customerID).QueryMemberships().WithGroup().All(b.ctx)
	require.NoError(t, err)
	reasons := make([]string, len(rows))
	for i, row := range rows {
		reasons[i] = row.Edges.Group.Name + " by " + row.Origin
		if row.SourceCode != "" {
			reasons[i] += " " + row.SourceCode
		}
		if age := row.Since.Sub(noon); age != 0 {
			reasons[i] += " after " + age.String()
		}
	}
	return reasons
}

func TestAddMembers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima, hurt := b.newSource(t, "OPTIMA"), b.newGroup(t)
		members := b.newCustomers(t, 3)
		b.put(t, optima, hurt, members[0])
		_, err := b.AddMembers(b.ctx, hurt.ID, members[1:2])
		require.NoError(t, err)

		b.clock.Advance(time.Hour)
		added, err := b.AddMembers(b.ctx, hurt.ID, []uuid.UUID{members[2], members[1], members[0], members[2]})
		require.NoError(t, err)
		assert.Equal(t, 2, added, "who is there by the ERP alone joins for staff, too; who is there by staff is left alone")
		assert.ElementsMatch(t, []string{"Hurt by erp Hurt", "Hurt by staff after 1h0m0s"}, b.reasons(t, members[0]))
		assert.Equal(t, []string{"Hurt by staff"}, b.reasons(t, members[1]))
		assert.Equal(t, []string{"Hurt by staff after 1h0m0s"}, b.reasons(t, members[2]))
		for _, customer := range members {
			assert.Equal(t, []string{"GROUP_JOINED groupIds:→Hurt"}, b.timeline(t, customer))
			assert.Equal(t, int64(2), b.versionOf(t, customer), "the customer was told once")
			assert.Equal(t, 1, b.events(t, customer))
		}
		assert.Equal(t, hurt.Version, b.read(t, hurt.ID).Version, "the group itself has not changed")

		added, err = b.AddMembers(b.ctx, hurt.ID, members)
		require.NoError(t, err)
		assert.Zero(t, added)
		assert.Equal(t, int64(2), b.versionOf(t, members[0]), "adding again changes nothing")
	})
}

func TestAddMembersRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		hurt, customer := b.newGroup(t), b.newCustomer(t)
		_, err := b.AddMembers(b.ctx, id.New(), []uuid.UUID{customer})
		faulttest.Require(t, err, fault.NotFound, "GROUP_NOT_FOUND")

		_, err = b.AddMembers(b.ctx, hurt.ID, []uuid.UUID{id.New(), customer, id.New()})
		f := faulttest.Require(t, err, fault.NotFound, "CUSTOMER_NOT_FOUND")
		assert.Equal(t, []string{"customerIds[0] CUSTOMER_NOT_FOUND", "customerIds[2] CUSTOMER_NOT_FOUND"}, faulttest.Violations(f))
		assert.Empty(t, b.reasons(t, customer), "all or none")
	})
}

func TestAddMembersAtOnceMakesOneMembership(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		hurt, members := b.newGroup(t), b.newCustomers(t, 20)
		total := make([]int, 4)
		atOnce(len(total), func(worker int) {
			added, err := b.AddMembers(b.ctx, hurt.ID, members)
			assert.NoError(t, err)
			total[worker] = added
		})
		assert.Equal(t, 20, total[0]+total[1]+total[2]+total[3])
		assert.Equal(t, []string{"GROUP_JOINED groupIds:→Hurt"}, b.timeline(t, members[7]))
	})
}

func TestRemoveMembers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima, hurt, vip := b.newSource(t, "OPTIMA"), b.newGroup(t), b.newGroup(t, named("VIP"))
		members := b.newCustomers(t, 4)
		byStaff, byBoth, byERP, stranger := members[0], members[1], members[2], members[3]
		_, err := b.AddMembers(b.ctx, hurt.ID, []uuid.UUID{byStaff, byBoth})
		require.NoError(t, err)
		_, err = b.AddMembers(b.ctx, vip.ID, []uuid.UUID{byStaff})
		require.NoError(t, err)
		b.put(t, optima, hurt, byBoth, byERP)

		removal, err := b.RemoveMembers(b.ctx, hurt.ID, []uuid.UUID{byERP, byBoth, byStaff, byBoth, stranger, id.New()})
		require.NoError(t, err)
		assert.Equal(t, group.Removal{Removed: 2, KeptByERP: 2}, removal)
		assert.Equal(t, []string{"VIP by staff"}, b.reasons(t, byStaff), "other groups stay")
		assert.Equal(t, []string{"Hurt by erp Hurt"}, b.reasons(t, byBoth))
		assert.Equal(t, []string{"Hurt by erp Hurt"}, b.reasons(t, byERP))
		assert.Equal(t, "GROUP_LEFT groupIds:Hurt→", b.timeline(t, byStaff)[0])
		assert.Equal(t, "GROUP_LEFT groupIds:Hurt→", b.timeline(t, byBoth)[0])
		assert.Empty(t, b.timeline(t, byERP))
		assert.Equal(t, []int64{4, 3, 1, 1}, []int64{
			b.versionOf(t, byStaff), b.versionOf(t, byBoth), b.versionOf(t, byERP), b.versionOf(t, stranger),
		}, "only those who left are told")

		removal, err = b.RemoveMembers(b.ctx, hurt.ID, []uuid.UUID{byStaff, stranger})
		require.NoError(t, err)
		assert.Zero(t, removal, "taking out who is not there changes nothing")
	})
}

func TestRemoveMembersRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima, hurt, customer := b.newSource(t, "OPTIMA"), b.newGroup(t), b.newCustomer(t)
		b.put(t, optima, hurt, customer)
		_, err := b.RemoveMembers(b.ctx, hurt.ID, []uuid.UUID{customer, b.newCustomer(t)})
		faulttest.Require(t, err, fault.Precondition, "MEMBERSHIP_OWNED_BY_ERP")
		assert.Equal(t, []string{"Hurt by erp Hurt"}, b.reasons(t, customer))
		_, err = b.RemoveMembers(b.ctx, id.New(), []uuid.UUID{customer})
		faulttest.Require(t, err, fault.NotFound, "GROUP_NOT_FOUND")
	})
}
