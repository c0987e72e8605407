package group

import (
	"fmt"

	"github.com/google/uuid"
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
)

// editable are the fields that a mask can name, and how each is taken from the API.
var editable = mask.Table[Change, *apiv1.Group]{
	"name":              func(c *Change, api *apiv1.Group) { c.Name = new(api.GetName()) },
	"description":       func(c *Change, api *apiv1.Group) { c.Description = new(api.GetDescription()) },
	"sort_order":        func(c *Change, api *apiv1.Group) { c.SortOrder = new(api.GetSortOrder()) },
	"approval_required": func(c *Change, api *apiv1.Group) { c.ApprovalRequired = new(api.GetApprovalRequired()) },
	"color":             func(c *Change, api *apiv1.Group) { c.Color = new(api.GetColor()) },
	"codes":             func(c *Change, api *apiv1.Group) { c.Codes = new(fromAPICodes(api.GetCodes())) },
}

func fromAPICodes(api []*apiv1.GroupCode) []Code {
	codes := make([]Code, len(api))
	for i, code := range api {
		codes[i] = Code{SourceSystem: code.GetSourceSystem(), Code: code.GetCode()}
	}
	return codes
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
