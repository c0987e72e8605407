package group

import (
	"slices"
	"strconv"
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

// changes lists the fields that differ, by JSON name.
func changes(before, after Group) []audit.Change {
	return audit.Diff(before.texts(), after.texts())
}

// texts are the fields as history shows them: name and value.
func (g Group) texts() [][2]string {
	return [][2]string{
		{"name", g.Name},
		{"description", g.Description},
		{"sortOrder", strconv.Itoa(int(g.SortOrder))},
		{"approvalRequired", strconv.FormatBool(g.ApprovalRequired)},
		{"color", g.Color},
		{"codes", codesText(g.Codes)},
	}
}

// codesText is one code a line, which no code can break. Their order means nothing.
func codesText(codes []Code) string {
	texts := make([]string, len(codes))
	for i, code := range codes {
		texts[i] = code.SourceSystem + ": " + code.Code
	}
	slices.Sort(texts)
	return strings.Join(texts, "\n")
}

// joined is the entry in the timeline of a customer who was put into a group.
func joined(customerID, groupID uuid.UUID, name string) audit.Entry {
	return audit.Entry{
		CustomerID: customerID, SubjectID: groupID, Action: actionJoined,
		Changes: []audit.Change{{Field: groupIDs, New: name}},
	}
}

// left is the entry in the timeline of a customer who was taken out of a group.
func left(customerID, groupID uuid.UUID, name string) audit.Entry {
	return audit.Entry{
		CustomerID: customerID, SubjectID: groupID, Action: actionLeft,
		Changes: []audit.Change{{Field: groupIDs, Old: name}},
	}
}
