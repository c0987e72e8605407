// Package audit writes the history: who changed what, when, from which value to which (CUST-15).
// It knows no noun; entries name things by id and fields by their JSON name.
package audit

import (
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// Change is one field before and after, as text.
type Change struct {
	Field, Old, New string
}

// Diff returns the fields that differ between two states of a thing. Each state is a list of fields,
// name and value as history shows it; both have the same fields in the same order.
func Diff(before, after [][2]string) []Change {
	var changes []Change
	for i, is := range after {
		if was := before[i]; was != is {
			changes = append(changes, Change{Field: is[0], Old: was[1], New: is[1]})
		}
	}
	return changes
}

// Entry is one change of one thing.
type Entry struct {
	ID         uuid.UUID
	CustomerID uuid.UUID // the customer whose timeline shows it; Nil when it belongs to none
	SubjectID  uuid.UUID // the thing changed
	Action     string    // UPPER_SNAKE_CASE, such as CUSTOMER_UPDATED
	ActorKind  auth.Kind
	ActorID    uuid.UUID
	ActorName  string // as it is now; only in what List returns
	At         time.Time
	Changes    []Change
}

// Cursor is the place after which a page of history begins; the zero value is the newest entry.
type Cursor struct{ ID uuid.UUID }
