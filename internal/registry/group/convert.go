package group

import (
	"fmt"

	"github.com/google/uuid"
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// FromAPIGroup reads what a caller may say of a group.
func FromAPIGroup(group *apiv1.Group) Group {
	codes := make([]Code, len(group.GetCodes()))
	for i, code := range group.GetCodes() {
		codes[i] = Code{SourceSystem: code.GetSourceSystem(), Code: code.GetCode()}
	}
	return Group{
		Name:             group.GetName(),
		Description:      group.GetDescription(),
		SortOrder:        group.GetSortOrder(),
		ApprovalRequired: group.GetApprovalRequired(),
		Color:            group.GetColor(),
		Codes:            codes,
	}
}

// FromAPIUpdate reads a change of a group.
func FromAPIUpdate(request *apiv1.UpdateGroupRequest) (Update, error) {
	groupID, err := fromAPIID(request.GetGroup().GetId())
	return Update{
		ID:     groupID,
		ETag:   request.GetGroup().GetEtag(),
		Mask:   request.GetUpdateMask().GetPaths(),
		Values: FromAPIGroup(request.GetGroup()),
	}, err
}

// FromAPIListQuery reads which groups to list.
func FromAPIListQuery(request *apiv1.ListGroupsRequest) (ListQuery, error) {
	ids, err := fromAPIIDs("ids", request.GetIds())
	return ListQuery{
		Words:     request.GetQuery(),
		IDs:       ids,
		PageSize:  request.GetPageSize(),
		PageToken: request.GetPageToken(),
	}, err
}

// ToAPIGroup writes a group.
func ToAPIGroup(group Group) *apiv1.Group {
	codes := make([]*apiv1.GroupCode, len(group.Codes))
	for i, code := range group.Codes {
		codes[i] = &apiv1.GroupCode{SourceSystem: code.SourceSystem, Code: code.Code}
	}
	return &apiv1.Group{
		Id:               group.ID.String(),
		Name:             group.Name,
		Description:      group.Description,
		SortOrder:        group.SortOrder,
		ApprovalRequired: group.ApprovalRequired,
		Color:            group.Color,
		Codes:            codes,
		MemberCount:      int32(group.MemberCount),
		CreateTime:       timestamppb.New(group.CreatedAt),
		UpdateTime:       timestamppb.New(group.UpdatedAt),
		Etag:             group.ETag(),
	}
}

// fromAPIMembers reads the requests that name a group and customers.
func fromAPIMembers(request interface {
	GetGroupId() string
	GetCustomerIds() []string
},
) (groupID uuid.UUID, customerIDs []uuid.UUID, err error) {
	if groupID, err = fromAPIID(request.GetGroupId()); err != nil {
		return uuid.Nil, nil, err
	}
	customerIDs, err = fromAPIIDs("customerIds", request.GetCustomerIds())
	return groupID, customerIDs, err
}

// fromAPIID reads the id of a group; what is no id names none.
func fromAPIID(text string) (uuid.UUID, error) {
	parsed, err := id.Parse(text)
	if err != nil {
		return uuid.Nil, errNotFound
	}
	return parsed, nil
}

// fromAPIIDs reads the ids in a list under the path.
func fromAPIIDs(path string, texts []string) ([]uuid.UUID, error) {
	ids := make([]uuid.UUID, len(texts))
	var wrong []fault.Field
	for i, text := range texts {
		parsed, err := id.Parse(text)
		if err != nil {
			wrong = append(wrong, fault.Field{Path: fmt.Sprintf("%s[%d]", path, i), Reason: "ID_INVALID", Text: "This is not an id."})
		}
		ids[i] = parsed
	}
	return ids, fault.InvalidFields(wrong)
}
