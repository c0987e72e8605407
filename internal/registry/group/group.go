// Package group keeps the groups and who is in them, with the reason of each membership (GROUP).
// It knows customers only as ids.
package group

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
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
func (g Group) ETag() string { return entity.ETag(g.Version) }

// nameKey returns the key by which groups are told apart and sorted.
func nameKey(name string) []byte { return fold.UniqueKey(name) }

// Change is a set of new values, as typed. A nil one is left as it is.
type Change struct {
	Name             *string
	Description      *string
	SortOrder        *int32
	ApprovalRequired *bool
	Color            *string
	Codes            *[]Code
}

// Apply sets the new values and returns every violation, by JSON name of the field.
func (g *Group) Apply(change Change) []fault.Field {
	var f form.Form
	if f.Text("name", &g.Name, change.Name, maxName) && len(fold.Key(g.Name)) == 0 {
		f.Refuse("name", "NAME_REQUIRED", "A name is required.")
	}
	f.Lines("description", &g.Description, change.Description, maxDescription)
	form.Set(&g.SortOrder, change.SortOrder)
	form.Set(&g.ApprovalRequired, change.ApprovalRequired)
	if change.Color != nil {
		g.Color = strings.ToLower(*change.Color)
	}
	if change.Codes != nil {
		g.Codes = cleanCodes(&f, *change.Codes)
	}
	return f.Wrong
}

func cleanCodes(f *form.Form, typed []Code) []Code {
	codes := slices.Clone(typed)
	for i := range codes {
		code, path := &codes[i], fmt.Sprintf("codes[%d].", i)
		if text.Check(path, code.SourceSystem, maxSource) != nil { // the database cannot be asked for all of them
			f.Refuse(path+"sourceSystem", noSource, "There is no such source system.")
		}
		var wrong []fault.Field
		code.Code, wrong = text.Clean(path, text.Visible(code.Code), maxCode)
		switch {
		case code.Code == "" || wrong != nil:
			f.Refuse(path+"code", "CODE_INVALID", "A code has 1 to 100 characters and no control characters.")
		case slices.Contains(codes[:i], *code):
			f.Refuse(path+"code", codeTaken, "The code is listed twice.")
		}
	}
	return codes
}

// CleanName returns the name of a group as it is kept and, under the path of its field, what is wrong
// with it. A name of which nothing can be seen is none.
func CleanName(path, typed string) (name string, wrong []fault.Field) {
	var group Group
	wrong = group.Apply(Change{Name: &typed})
	for i := range wrong {
		wrong[i].Path = path
	}
	return group.Name, wrong
}
