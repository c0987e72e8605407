// Package source keeps the source systems: the ERP installations that sync customers, their runs and
// their rejected records (SYNC-9). It only reads runs and rejected records; packages push and reject
// write them.
package source

import (
	"regexp"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
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

// validate makes the code the name if there is no name, and returns every violation, by JSON name of the
// field.
func (s *System) validate() []fault.Field {
	var violations, unfit []fault.Field
	refuse := func(path, reason, description string) {
		violations = append(violations, fault.Field{Path: "sourceSystem." + path, Reason: reason, Text: description})
	}
	if !codes.MatchString(s.Code) {
		refuse("code", "SOURCE_CODE_INVALID", "A code is 1 to 50 letters, digits, dashes and underscores.")
	}
	if s.MatchBy == "" {
		refuse("matchBy", "VALUE_UNKNOWN", "There is no such way to match.")
	}
	if s.UnknownGroups == "" {
		refuse("unknownGroups", "VALUE_UNKNOWN", "There is no such way to deal with unknown groups.")
	}
	s.Name, unfit = text.Clean("sourceSystem.name", s.Name, maxName)
	if s.Name == "" {
		s.Name = s.Code
	}
	return append(violations, unfit...)
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
