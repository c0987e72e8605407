package group_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

func TestHandler(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.newSource(t, "OPTIMA")
		handler, customer := group.NewHandler(b.Service), b.newCustomer(t).String()
		sent := &apiv1.Group{
			Name: "Hurt", Description: "od 100 szt.", SortOrder: 10, ApprovalRequired: true, Color: "#00ff00",
			Codes: []*apiv1.GroupCode{{SourceSystem: "OPTIMA", Code: "H"}},
		}
		created, err := handler.CreateGroup(b.ctx, &apiv1.CreateGroupRequest{Group: sent})
		require.NoError(t, err)
		sent.Id, sent.Etag, sent.Name, sent.SortOrder = created.GetGroup().GetId(), created.GetGroup().GetEtag(), "VIP", 20
		updated, err := handler.UpdateGroup(b.ctx, &apiv1.UpdateGroupRequest{
			Group: sent, UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"name", "sort_order"}},
		})
		require.NoError(t, err)
		assert.Equal(t, "2", updated.GetGroup().GetEtag())
		added, err := handler.AddMembers(b.ctx, &apiv1.AddMembersRequest{GroupId: sent.GetId(), CustomerIds: []string{customer}})
		require.NoError(t, err)
		assert.Equal(t, int32(1), added.GetAdded())

		listed, err := handler.ListGroups(b.ctx, &apiv1.ListGroupsRequest{Query: "vip", PageSize: 1, Ids: []string{sent.GetId()}})
		require.NoError(t, err)
		require.Len(t, listed.GetGroups(), 1)
		for _, got := range listed.GetGroups() {
			assert.Equal(t, []any{sent.GetId(), "VIP", "od 100 szt.", int32(20), true, "#00ff00", int32(1), "2", noon}, []any{
				got.GetId(), got.GetName(), got.GetDescription(), got.GetSortOrder(), got.GetApprovalRequired(),
				got.GetColor(), got.GetMemberCount(), got.GetEtag(), got.GetCreateTime().AsTime(),
			})
			require.Len(t, got.GetCodes(), 1)
			assert.Equal(t, "OPTIMA H", got.GetCodes()[0].GetSourceSystem()+" "+got.GetCodes()[0].GetCode())
		}

		removed, err := handler.RemoveMembers(b.ctx, &apiv1.RemoveMembersRequest{GroupId: sent.GetId(), CustomerIds: []string{customer}})
		require.NoError(t, err)
		assert.Equal(t, int32(1), removed.GetRemoved())
		_, err = handler.DeleteGroup(b.ctx, &apiv1.DeleteGroupRequest{Id: sent.GetId(), Etag: "2"})
		require.NoError(t, err)
		_, err = handler.GetGroup(b.ctx, &apiv1.GetGroupRequest{Id: sent.GetId()})
		faulttest.Require(t, err, fault.NotFound, "GROUP_NOT_FOUND")
	})
}

func TestHandlerUpdatesWhatTheMaskNames(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.newSource(t, "A")
		handler, hurt := group.NewHandler(b.Service), b.newGroup(t)
		sent := &apiv1.Group{
			Id: hurt.ID.String(), Name: "VIP", Description: "stali", SortOrder: 2, ApprovalRequired: true, Color: "#ffffff",
			Codes: []*apiv1.GroupCode{{SourceSystem: "A", Code: "VIP"}},
		}
		update := func(paths ...string) error {
			_, err := handler.UpdateGroup(b.ctx, &apiv1.UpdateGroupRequest{Group: sent, UpdateMask: &fieldmaskpb.FieldMask{Paths: paths}})
			return err
		}
		faulttest.Require(t, update(), fault.Invalid, "MASK_REQUIRED", "updateMask")
		for _, path := range []string{"id", "memberCount", "etag", ""} {
			faulttest.Require(t, update("name", path), fault.Invalid, "MASK_UNKNOWN", "updateMask")
		}
		require.NoError(t, update("sortOrder"))
		assert.Equal(t, group.Group{
			ID: hurt.ID, Version: 2, Name: "Hurt", SortOrder: 2, Codes: []group.Code{}, CreatedAt: noon, UpdatedAt: noon,
		}, b.read(t, hurt.ID), "nothing else is taken over")
		require.NoError(t, update("name", "description", "sortOrder", "approvalRequired", "color", "codes"))
		assert.Equal(t, group.Group{
			ID: hurt.ID, Version: 3, Name: "VIP", Description: "stali", SortOrder: 2, ApprovalRequired: true, Color: "#ffffff",
			Codes: []group.Code{{"A", "VIP"}}, CreatedAt: noon, UpdatedAt: noon,
		}, b.read(t, hurt.ID))
	})
}

func TestHandlerRefusesWhatIsNoID(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		handler, hurt := group.NewHandler(b.Service), b.newGroup(t).ID.String()
		_, err := handler.UpdateGroup(b.ctx, &apiv1.UpdateGroupRequest{
			Group: &apiv1.Group{Id: "1", Name: "x"}, UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"name"}},
		})
		faulttest.Require(t, err, fault.NotFound, "GROUP_NOT_FOUND")
		_, err = handler.ListGroups(b.ctx, &apiv1.ListGroupsRequest{Ids: []string{hurt, "1"}})
		assert.Equal(t, []string{"ids[1] ID_INVALID"}, faulttest.Violations(faulttest.Require(t, err, fault.Invalid, "ID_INVALID")))
		_, err = handler.AddMembers(b.ctx, &apiv1.AddMembersRequest{GroupId: hurt, CustomerIds: []string{"1"}})
		assert.Equal(t, []string{"customerIds[0] ID_INVALID"}, faulttest.Violations(faulttest.Require(t, err, fault.Invalid, "ID_INVALID")))
	})
}
