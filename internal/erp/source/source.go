// Package source keeps the source systems: the ERP installations that sync customers, their runs and
// their rejected records (SYNC-9). It only reads runs and rejected records; packages push and reject
// write them.
package source

import (
	"fmt"
	"regexp"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// maxName is the maximum length of a name, in characters.
const maxName = 100

// codes are short, and safe in file names, URLs and command lines.
var codes = regexp.MustCompile(`^[A-Za-z0-9_-]{1,50}$`)

// System is one ERP installation.
type System struct {
	Settings

	ID            uuid.UUID
	Version       int64 // grows with changes by staff, not with pushes
	Code          string
	Name          string
	CreatedAt     time.Time
	UpdatedAt     time.Time   // by staff
	LastContactAt time.Time   // zero when it never called
	CustomerCount int32       // customers that it knows
	RejectCount   int32       // rejected records
	ConflictCount int32       // open conflicts
	HeldGroups    []HeldGroup // at most 100, by name
	Snapshot      *Run        // the open snapshot; nil when none is open
}

// HeldGroup is a pushed group that does not exist.
type HeldGroup struct {
	Name          string
	CustomerCount int32
}

// ETag identifies the version.
func (s *System) ETag() string { return entity.ETag(s.Version) }

// fields are what history shows of a source system, in the order of the form.
var fields = append([]audit.Field[System]{
	{Name: "code", Value: func(s System) audit.Value { return audit.Text(s.Code) }},
	{Name: "name", Value: func(s System) audit.Value { return audit.Text(s.Name) }},
	{Name: "matchBy", Value: func(s System) audit.Value { return audit.Code(s.MatchBy) }},
	{Name: "unknownGroups", Value: func(s System) audit.Value { return audit.Code(s.UnknownGroups) }},
}, owners()...)

// owners are the owner of each field in each region, such as "ownership.email.domestic".
func owners() []audit.Field[System] {
	var all []audit.Field[System]
	for _, field := range customer.OwnedFields() {
		for _, region := range ownership.Regions() {
			all = append(all, audit.Field[System]{
				Name:  fmt.Sprintf("ownership.%s.%s", field.Name, region),
				Value: func(s System) audit.Value { return audit.Code(s.Ownership.Owner(field, region)) },
			})
		}
	}
	return all
}

// Reject is a record whose last push was not accepted.
type Reject struct {
	ID         uuid.UUID
	ExternalID string
	At         time.Time
	Times      int32 // in a row
	Kind       reject.Kind
	RunID      uuid.UUID // Nil for a discount
	Outcome    intake.Outcome
	Violations []fault.Field
	CustomerID uuid.UUID // the customer of an earlier push of the record; Nil when there is none
}
