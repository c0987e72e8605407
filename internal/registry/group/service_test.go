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

func TestCreate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.newSource(t, "OPTIMA")
		b.newSource(t, "XL")
		created, err := b.Create(b.ctx, group.Change{
			Name: new("Klienci żelaźni"), Description: new("od lat"), SortOrder: new(int32(30)), ApprovalRequired: new(true), Color: new("#AA0011"),
			Codes: &[]group.Code{{"OPTIMA", "ŻELAŹNI"}, {"OPTIMA", "STALI"}, {"XL", "STALI"}},
		})
		require.NoError(t, err)
		assert.Equal(t, group.Group{
			ID: created.ID, Version: 1, Name: "Klienci żelaźni", Description: "od lat", SortOrder: 30, ApprovalRequired: true, Color: "#aa0011",
			Codes:     []group.Code{{"OPTIMA", "STALI"}, {"OPTIMA", "ŻELAŹNI"}, {"XL", "STALI"}},
			CreatedAt: noon, UpdatedAt: noon,
		}, b.read(t, created.ID))
		assert.Equal(t, []string{"GROUP_CREATED name:→Klienci żelaźni description:→od lat sortOrder:0→30 " +
			"approvalRequired:false→true color:→#aa0011 codes:→OPTIMA STALI, OPTIMA ŻELAŹNI, XL STALI"}, b.history(t, created.ID))
	})
}

func TestCreateRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.newSource(t, "OPTIMA")
		b.newGroup(t, named("Żółw"), coded(group.Code{SourceSystem: "OPTIMA", Code: "Z"}))

		_, err := b.Create(b.ctx, group.Change{Name: new(" ŻÓŁW ")})
		f := faulttest.Require(t, err, fault.AlreadyExists, "GROUP_NAME_TAKEN")
		assert.Equal(t, []string{"group.name GROUP_NAME_TAKEN"}, faulttest.Violations(f))

		_, err = b.Create(b.ctx, group.Change{Name: new("Gęś"), Codes: &[]group.Code{{"OPTIMA", "G"}, {"OPTIMA", "Z"}}})
		f = faulttest.Require(t, err, fault.AlreadyExists, "GROUP_CODE_TAKEN")
		assert.Equal(t, []string{"group.codes[1].code GROUP_CODE_TAKEN"}, faulttest.Violations(f))

		_, err = b.Create(b.ctx, group.Change{Name: new("Gęś"), Codes: &[]group.Code{{"OPTIMA", "G"}, {"SAP", "G"}}})
		f = faulttest.Require(t, err, fault.Invalid, "SOURCE_SYSTEM_NOT_FOUND")
		assert.Equal(t, []string{"group.codes[1].sourceSystem SOURCE_SYSTEM_NOT_FOUND"}, faulttest.Violations(f))

		_, err = b.Create(b.ctx, group.Change{})
		faulttest.Require(t, err, fault.Invalid, "NAME_REQUIRED")

		page, err := b.List(b.ctx, group.ListQuery{})
		require.NoError(t, err)
		assert.Len(t, page.Groups, 1, "what is refused leaves nothing behind")
	})
}

func TestCreateAtOnceMakesOneGroupOfAName(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		errs := make([]error, 4)
		atOnce(len(errs), func(worker int) { _, errs[worker] = b.Create(b.ctx, group.Change{Name: new("Hurt")}) })
		made := 0
		for _, err := range errs {
			if err == nil {
				made++
				continue
			}
			faulttest.Require(t, err, fault.AlreadyExists, "GROUP_NAME_TAKEN")
		}
		assert.Equal(t, 1, made)
	})
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.newSource(t, "OPTIMA")
		created := b.newGroup(t, coded(group.Code{SourceSystem: "OPTIMA", Code: "H1"}, group.Code{SourceSystem: "OPTIMA", Code: "H2"}))
		b.clock.Advance(time.Hour)
		change := group.Change{Name: new("HURT"), Codes: &[]group.Code{{"OPTIMA", "H3"}, {"OPTIMA", "H2"}}}
		changed, err := b.Update(b.ctx, created.ID, created.ETag(), change)
		require.NoError(t, err)
		assert.Equal(t, "2", changed.ETag())
		assert.Equal(t, group.Group{
			ID: created.ID, Version: 2, Name: "HURT", Codes: []group.Code{{"OPTIMA", "H2"}, {"OPTIMA", "H3"}},
			CreatedAt: noon, UpdatedAt: noon.Add(time.Hour),
		}, b.read(t, created.ID), "its own name and codes do not stand in its way")
		assert.Equal(t, "GROUP_UPDATED name:Hurt→HURT codes:OPTIMA H1, OPTIMA H2→OPTIMA H2, OPTIMA H3", b.history(t, created.ID)[1])

		_, err = b.Update(b.ctx, created.ID, created.ETag(), change)
		f := faulttest.Require(t, err, fault.Conflict, "ETAG_MISMATCH")
		assert.Equal(t, "2", f.Metadata["etag"])

		unchanged, err := b.Update(b.ctx, created.ID, "", change)
		require.NoError(t, err)
		assert.Equal(t, "2", unchanged.ETag(), "an update that changes nothing writes nothing")
		assert.Len(t, b.history(t, created.ID), 2)
	})
}

func TestUpdateRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.newSource(t, "OPTIMA")
		hurt := b.newGroup(t)
		b.newGroup(t, named("VIP"), coded(group.Code{SourceSystem: "OPTIMA", Code: "V"}))
		for reason, change := range map[string]group.Change{
			"NAME_REQUIRED":           {Name: new("")},
			"GROUP_NAME_TAKEN":        {Name: new("vip")},
			"GROUP_CODE_TAKEN":        {Codes: &[]group.Code{{"OPTIMA", "V"}}},
			"SOURCE_SYSTEM_NOT_FOUND": {Codes: &[]group.Code{{"SAP", "V"}}},
		} {
			_, err := b.Update(b.ctx, hurt.ID, "", change)
			assert.True(t, fault.Is(err, reason), "%s: %v", reason, err)
		}
		assert.Equal(t, int64(1), b.read(t, hurt.ID).Version)
		_, err := b.Update(b.ctx, id.New(), "", group.Change{Name: new("x")})
		faulttest.Require(t, err, fault.NotFound, "GROUP_NOT_FOUND")
	})
}

func TestDelete(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima := b.newSource(t, "OPTIMA")
		hurt := b.newGroup(t, coded(group.Code{SourceSystem: "OPTIMA", Code: "H"}))
		members := b.newCustomers(t, 2)
		_, err := b.AddMembers(b.ctx, hurt.ID, members)
		require.NoError(t, err)
		b.put(t, optima, hurt, members[0])

		f := faulttest.Require(t, b.Delete(b.ctx, hurt.ID, hurt.ETag()), fault.Precondition, "GROUP_IN_USE")
		assert.Equal(t, "2", f.Metadata["members"], "a customer who is in it for two reasons counts once")
		assert.Contains(t, f.Text, "members: 2")

		_, err = b.RemoveMembers(b.ctx, hurt.ID, members)
		require.NoError(t, err)
		f = faulttest.Require(t, b.Delete(b.ctx, hurt.ID, ""), fault.Precondition, "GROUP_IN_USE")
		assert.Contains(t, f.Text, "members: 1")

		_, err = b.ReplaceForSource(b.ctx, optima, map[uuid.UUID][]group.Ref{members[0]: nil})
		require.NoError(t, err)
		faulttest.Require(t, b.Delete(b.ctx, hurt.ID, "7"), fault.Conflict, "ETAG_MISMATCH")
		require.NoError(t, b.Delete(b.ctx, hurt.ID, hurt.ETag()))
		_, err = b.Get(b.ctx, hurt.ID)
		faulttest.Require(t, err, fault.NotFound, "GROUP_NOT_FOUND")
		faulttest.Require(t, b.Delete(b.ctx, hurt.ID, ""), fault.NotFound, "GROUP_NOT_FOUND")
		assert.Equal(t, "GROUP_DELETED name:Hurt→ codes:OPTIMA H→", b.history(t, hurt.ID)[1])
		b.newGroup(t, coded(group.Code{SourceSystem: "OPTIMA", Code: "H"})) // name and code are free again
	})
}

func TestDeleteWhileMembersComeNeverLosesAny(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		for range 5 {
			hurt := b.newGroup(t, named(id.New().String()))
			customer := b.newCustomer(t)
			var errs [2]error
			atOnce(2, func(worker int) {
				if worker == 0 {
					errs[0] = b.Delete(b.ctx, hurt.ID, "")
				} else {
					_, errs[1] = b.AddMembers(b.ctx, hurt.ID, []uuid.UUID{customer})
				}
			})
			if errs[0] == nil {
				faulttest.Require(t, errs[1], fault.NotFound, "GROUP_NOT_FOUND")
			} else {
				faulttest.Require(t, errs[0], fault.Precondition, "GROUP_IN_USE")
				require.NoError(t, errs[1])
			}
		}
	})
}
