// Package id makes and reads the identifiers of everything that Kartoteka keeps:
// UUIDs of version 7, which sort by the time they were made.
package id

import (
	"errors"

	"github.com/google/uuid"
)

// canonicalLength is the length of the one spelling that Parse accepts.
const canonicalLength = 36

// ErrFormat says that a text is not an identifier.
var ErrFormat = errors.New("not a UUID in its canonical form")

// New returns a new identifier, later in sort order than all made before in this process.
func New() uuid.UUID {
	return uuid.Must(uuid.NewV7())
}

// Parse reads an identifier in its canonical form of 36 characters; braces, URN prefixes and
// forms without dashes are refused, so that each identifier has one spelling.
func Parse(s string) (uuid.UUID, error) {
	if len(s) != canonicalLength {
		return uuid.Nil, ErrFormat
	}
	parsed, err := uuid.Parse(s)
	if err != nil {
		return uuid.Nil, ErrFormat
	}
	return parsed, nil
}
