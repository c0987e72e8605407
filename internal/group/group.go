// Package group keeps the groups and who is in them, with the reason of each membership (GROUP).
// It knows customers only as ids.
package group

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/fault"
	"github.com/kartoteka/kartoteka/internal/fold"
)

const (
	maxName = 100
	// maxSortOrder is the last place that a group can have.
	maxSortOrder = 1_000_000
	// sortOrderStep leaves room to move groups in between.
	sortOrderStep = 10
)

// Group is a named set of customers (GROUP-1).
type Group struct {
	ID      uuid.UUID
	Version int64

	Name             string
	Description      string
	SortOrder        int32 // decides the order wherever groups are listed, and between equal discounts (GROUP-2)
	ApprovalRequired bool  // CUST-5
	Color            string
	Codes            []Code

	MemberCount          int // only in what Get and List return
	CreatedAt, UpdatedAt time.Time
}

// Code is what a source system calls the group.
type Code struct {
	SourceSystem string // its code
	Code         string
}

// ETag names the group's version to callers.
func (g Group) ETag() string { return strconv.FormatInt(g.Version, 10) }

// checkETag refuses a change by a caller who has seen another version; one who names none takes the risk.
func (g Group) checkETag(seen string) error {
	if seen == "" || seen == g.ETag() {
		return nil
	}
	return fault.New(fault.Conflict, "ETAG_MISMATCH", "Somebody else has changed the group since.").With("etag", g.ETag())
}

// With returns the group with the masked fields taken from values. A path may be spelled as in JSON
// or as in the proto file.
func (g Group) With(mask []string, values Group) (Group, error) {
	if len(mask) == 0 {
		return g, fault.InvalidField("updateMask", "MASK_REQUIRED", "Name the fields to change.")
	}
	for _, path := range mask {
		if !g.set(path, values) {
			return g, fault.InvalidField("updateMask", "MASK_UNKNOWN", "The mask names a field that cannot be changed.")
		}
	}
	return g, nil
}

func (g *Group) set(path string, values Group) bool {
	switch path {
	case "name":
		g.Name = values.Name
	case "description":
		g.Description = values.Description
	case "sortOrder", "sort_order":
		g.SortOrder = values.SortOrder
	case "approvalRequired", "approval_required":
		g.ApprovalRequired = values.ApprovalRequired
	case "color":
		g.Color = values.Color
	case "codes":
		g.Codes = values.Codes
	default:
		return false
	}
	return true
}

// Canonical returns the group with every value as it is kept, or all that is wrong with it.
func (g Group) Canonical() (Group, error) {
	var wrong []fault.Field
	refuse := func(field, reason, text string) {
		wrong = append(wrong, fault.Field{Path: "group." + field, Reason: reason, Text: text})
	}
	g.Name, wrong = CleanName("group.name", g.Name)
	g.Description = strings.TrimSpace(g.Description)
	if strings.ContainsFunc(g.Description, isControlWithinLine) {
		refuse("description", "CHARACTERS_INVALID", "Control characters are not allowed.")
	}
	g.Color = strings.ToLower(g.Color)
	g.Codes = slices.Clone(g.Codes)
	for i := range g.Codes {
		code := &g.Codes[i]
		code.Code = strings.TrimSpace(code.Code)
		if strings.ContainsFunc(code.SourceSystem, unicode.IsControl) {
			refuse(fmt.Sprintf("codes[%d].sourceSystem", i), noSource, "There is no such source system.")
		}
		path := fmt.Sprintf("codes[%d].code", i)
		switch {
		case code.Code == "" || strings.ContainsFunc(code.Code, unicode.IsControl):
			refuse(path, "CODE_INVALID", "A code has at least one character and no control characters.")
		case slices.Contains(g.Codes[:i], *code):
			refuse(path, codeTaken, "The code is listed twice.")
		}
	}
	return g, fault.InvalidFields(wrong)
}

// CleanName returns a group's name as it is kept and, under the path of its field, what is wrong
// with it. A name of which nothing can be seen is none.
func CleanName(path, typed string) (name string, wrong []fault.Field) {
	name = strings.TrimSpace(typed)
	refuse := func(reason, text string) {
		wrong = append(wrong, fault.Field{Path: path, Reason: reason, Text: text})
	}
	switch {
	case len(fold.Key(name)) == 0:
		refuse("NAME_REQUIRED", "A name is required.")
	case utf8.RuneCountInString(name) > maxName:
		refuse("TOO_LONG", "A name of a group has at most 100 characters.")
	case strings.ContainsFunc(name, unicode.IsControl):
		refuse("CHARACTERS_INVALID", "Control characters are not allowed.")
	}
	return name, wrong
}

// isControlWithinLine lets the line breaks and tabs of a longer text pass.
func isControlWithinLine(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
}
