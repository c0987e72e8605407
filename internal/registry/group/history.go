package group

import (
	"cmp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// What history says has happened to a group.
const (
	actionCreated = "GROUP_CREATED"
	actionUpdated = "GROUP_UPDATED"
	actionDeleted = "GROUP_DELETED"
)

// What a customer's timeline says.
const (
	actionJoined = "GROUP_JOINED"
	actionLeft   = "GROUP_LEFT"
)

// groupIDs is the JSON name of the customer's field that memberships show in.
const groupIDs = "groupIds"

// fields are what history shows of a group.
var fields = []audit.Field[Group]{
	{Name: "name", Value: func(g Group) audit.Value { return audit.Text(g.Name) }},
	{Name: "description", Value: func(g Group) audit.Value { return audit.Text(g.Description) }},
	{Name: "sortOrder", Value: func(g Group) audit.Value { return audit.Integer(g.SortOrder) }},
	{Name: "approvalRequired", Value: func(g Group) audit.Value { return audit.Flag(g.ApprovalRequired) }},
	{Name: "color", Value: func(g Group) audit.Value { return audit.Text(g.Color) }},
	{Name: "codes", Value: func(g Group) audit.Value {
		return audit.ListOf(slices.SortedFunc(slices.Values(g.Codes), Code.compare), codeValue)
	}},
}

func codeValue(code Code) audit.Value {
	return audit.Record(
		audit.NamedPart{Name: "sourceSystem", Value: audit.Text(code.SourceSystem)},
		audit.NamedPart{Name: "code", Value: audit.Text(code.Code)},
	)
}

// compare orders codes, since their own order means nothing.
func (c Code) compare(other Code) int {
	return cmp.Or(strings.Compare(c.SourceSystem, other.SourceSystem), strings.Compare(c.Code, other.Code))
}

// joined is the entry in the timeline of a customer who was put into a group.
func joined(customerID, groupID uuid.UUID, name string) audit.Entry {
	return audit.Entry{
		CustomerID: customerID, SubjectID: groupID, Action: actionJoined,
		Changes: []audit.Change{{Field: groupIDs, New: audit.Reference(audit.Group, groupID, name)}},
	}
}

// left is the entry in the timeline of a customer who was taken out of a group.
func left(customerID, groupID uuid.UUID, name string) audit.Entry {
	return audit.Entry{
		CustomerID: customerID, SubjectID: groupID, Action: actionLeft,
		Changes: []audit.Change{{Field: groupIDs, Old: audit.Reference(audit.Group, groupID, name)}},
	}
}
