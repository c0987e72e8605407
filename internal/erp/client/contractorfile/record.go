// Package contractorfile says what a file of contractors gives, whatever its
// format, and reads the plain one: a contractor as JSON on every line.
//
// It knows neither the server nor how records are sent, and judges nothing that
// the server judges: only what cannot be read is a problem here.
package contractorfile

import (
	"strconv"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// lineKey is the metadata of a fault that says where in the file it is.
const lineKey = "line"

// Record is one contractor as it stands in a file.
type Record struct {
	Number     int // 1 for the first in the file
	Line       int // where it begins
	Contractor *apiv1.Contractor
	Warnings   []string      // odd but accepted: a reason, and the field after a colon
	Problems   []fault.Field // why it cannot be read; the paths are those of the file
	Skipped    bool          // not a customer at all
}

// IsSendable reports whether the record is a customer that was read whole.
func (r Record) IsSendable() bool {
	return !r.Skipped && len(r.Problems) == 0
}

// Reader gives the records of a file one by one. An error that is not io.EOF
// ends the file: it is a fault that names the line, or what the disk said.
type Reader interface {
	Next() (Record, error)
}

// Refuse returns the fault that ends a file at the line.
func Refuse(line int, reason, text string) *fault.Fault {
	return fault.New(fault.Invalid, reason, text).With(lineKey, strconv.Itoa(line))
}

// Line returns the line of the file that a fault names, or 0.
func Line(f *fault.Fault) int {
	line, err := strconv.Atoi(f.Metadata[lineKey])
	if err != nil {
		return 0
	}
	return line
}
