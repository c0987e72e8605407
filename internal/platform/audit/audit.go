// Package audit keeps the history: who changed what, when, from which value to which (CUST-15, SEC-3).
// Entries name things by id and fields by their JSON name; values are typed, so that a reader can put
// them into words. It knows no rule of any noun, only where the names of things stand.
package audit

import (
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// Change is one field before and after.
type Change struct {
	Field    string // JSON name
	Old, New Value
}

// Field is a field of a thing as history shows it.
type Field[T any] struct {
	Name  string // JSON name
	Value func(thing T) Value
}

// Diff returns the fields that differ between two states of a thing, in the order of the table.
func Diff[T any](fields []Field[T], before, after T) []Change {
	var changes []Change
	for _, field := range fields {
		if was, is := field.Value(before), field.Value(after); !was.Equal(is) {
			changes = append(changes, Change{Field: field.Name, Old: was, New: is})
		}
	}
	return changes
}

// Names returns the names of the changed fields.
func Names(changes []Change) []string {
	names := make([]string, len(changes))
	for i, change := range changes {
		names[i] = change.Field
	}
	return names
}

// Entry is one change of one thing.
type Entry struct {
	ID         uuid.UUID
	CustomerID uuid.UUID // the customer whose history shows it; Nil when it belongs to none
	SubjectID  uuid.UUID // the thing changed
	Action     string    // the noun and what happened to it, such as CUSTOMER_UPDATED
	ActorKind  auth.Kind
	ActorID    uuid.UUID
	At         time.Time
	Changes    []Change

	// Names as they are now, empty for what is gone; only in what List returns.
	ActorName    string
	CustomerName string
}
