// Package group keeps the groups and who is in them, with the reason of each membership (GROUP).
// It knows customers only as ids.
package group

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
	"github.com/kartoteka/kartoteka/internal/kit/text"
)

const (
	maxName        = 100
	maxDescription = 1000
	maxCode        = 100
	maxSource      = 50
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

// editable are the fields that an update can name.
var editable = mask.Table[Group, Group]{
	"name":              func(g *Group, values Group) { g.Name = values.Name },
	"description":       func(g *Group, values Group) { g.Description = values.Description },
	"sort_order":        func(g *Group, values Group) { g.SortOrder = values.SortOrder },
	"approval_required": func(g *Group, values Group) { g.ApprovalRequired = values.ApprovalRequired },
	"color":             func(g *Group, values Group) { g.Color = values.Color },
	"codes":             func(g *Group, values Group) { g.Codes = values.Codes },
}

// With returns the group with the fields that the paths name taken from values.
func (g Group) With(paths []string, values Group) (Group, error) {
	return editable.Apply(paths, g, values)
}

// Canonical returns the group with every value as it is kept, or all that is wrong with it.
func (g Group) Canonical() (Group, error) {
	var wrong, unfit []fault.Field
	g.Name, wrong = CleanName("group.name", g.Name)
	g.Description, unfit = text.CleanLines("group.description", g.Description, maxDescription)
	wrong = append(wrong, unfit...)
	g.Color = strings.ToLower(g.Color)
	g.Codes, unfit = cleanCodes(g.Codes)
	return g, fault.InvalidFields(append(wrong, unfit...))
}

func cleanCodes(typed []Code) (codes []Code, wrong []fault.Field) {
	codes = slices.Clone(typed)
	for i := range codes {
		code := &codes[i]
		path := fmt.Sprintf("group.codes[%d].", i)
		if text.Check(path, code.SourceSystem, maxSource) != nil { // the database cannot be asked for all of them
			wrong = append(wrong, fault.Field{Path: path + "sourceSystem", Reason: noSource, Text: "There is no such source system."})
		}
		var unfit []fault.Field
		code.Code, unfit = text.Clean(path, code.Code, maxCode)
		switch {
		case code.Code == "" || unfit != nil:
			wrong = append(wrong, fault.Field{
				Path: path + "code", Reason: "CODE_INVALID", Text: "A code has 1 to 100 characters and no control characters.",
			})
		case slices.Contains(codes[:i], *code):
			wrong = append(wrong, fault.Field{Path: path + "code", Reason: codeTaken, Text: "The code is listed twice."})
		}
	}
	return codes, wrong
}

// CleanName returns a group's name as it is kept and, under the path of its field, what is wrong
// with it. A name of which nothing can be seen is none.
func CleanName(path, typed string) (name string, wrong []fault.Field) {
	name, wrong = text.Clean(path, typed, maxName)
	if wrong == nil && len(fold.Key(name)) == 0 {
		wrong = []fault.Field{{Path: path, Reason: "NAME_REQUIRED", Text: "A name is required."}}
	}
	return name, wrong
}
