// Package contractorfile defines what files of contractors contain in any format, and reads the simple
// format: one contractor as JSON on each line.
//
// It does not know the server, or how records are sent. It reports only what cannot be read, and leaves
// the rules to the server.
package contractorfile

import (
	"strconv"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// lineKey is the metadata key of the line number in a fault.
const lineKey = "line"

// Record is one contractor of a file.
type Record struct {
	Number     int // 1 for the first in the file
	Line       int // where the record begins
	Contractor *apiv1.Contractor
	Warnings   []string      // unusual but accepted: a reason, and the field after a colon
	Problems   []fault.Field // why the record cannot be read, by paths in the file
	Skipped    bool          // the record is not a customer
}

// IsSendable reports whether the record is a customer without problems.
func (r Record) IsSendable() bool {
	return !r.Skipped && len(r.Problems) == 0
}

// Reader returns the records of a file one by one. An error other than io.EOF ends the file: a fault
// with the line, or an error of the disk.
type Reader interface {
	Next() (Record, error)
}

// Refuse returns the fault that ends a file at the line.
func Refuse(line int, reason, text string) *fault.Fault {
	return fault.New(fault.Invalid, reason, text).With(lineKey, strconv.Itoa(line))
}

// Line returns the line number in a fault, or 0.
func Line(f *fault.Fault) int {
	line, err := strconv.Atoi(f.Metadata[lineKey])
	if err != nil {
		return 0
	}
	return line
}
