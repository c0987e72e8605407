// Package source keeps the source systems: the ERP installations that sync customers, what they
// pushed and which records stand rejected (SYNC-9). It does not push; erpsync does, and writes the
// runs that are read here, as package reject does the rejects.
package source

import (
	"regexp"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
)

// maxName is the length of a name, in characters.
const maxName = 100

// codes are short and safe to stand in file names, URLs and command lines.
var codes = regexp.MustCompile(`^[A-Za-z0-9_-]{1,50}$`)

// System is one ERP installation.
type System struct {
	Settings

	ID            uuid.UUID
	Version       int64 // grows with every change by staff, not with pushes
	Code          string
	Name          string
	CreatedAt     time.Time
	LastContactAt time.Time   // zero when it never called
	CustomerCount int32       // customers that it knows
	RejectCount   int32       // records that stand rejected
	ConflictCount int32       // conflicts in the tray
	HeldGroups    []HeldGroup // at most 100, by name
	Snapshot      *Run        // the snapshot that is open; nil without one
}

// HeldGroup is a group that was pushed and that nobody knows yet.
type HeldGroup struct {
	Name          string
	CustomerCount int32
}

// ETag tells versions apart.
func (s *System) ETag() string { return strconv.FormatInt(s.Version, 10) }

// validate puts the code in place of an empty name and returns every violation, by JSON name of the field.
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

// Reject is a record whose newest push was not accepted.
type Reject struct {
	ID         uuid.UUID
	ExternalID string
	At         time.Time
	Times      int32 // in a row
	Kind       reject.Kind
	RunID      uuid.UUID // Nil of a discount
	Outcome    intake.Outcome
	Violations []fault.Field
	CustomerID uuid.UUID // the customer that an earlier push of the record made; Nil without one
}
