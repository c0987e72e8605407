// Package id makes and reads the ids of records. They are UUIDs of version 7, which grow with time, so that new
// rows go to the end of every index.
package id

import (
	"errors"

	"github.com/google/uuid"
)

// ErrFormat says that a text is not a UUID in canonical form.
var ErrFormat = errors.New("identifier is not a UUID")

const canonicalLength = 36

// New returns an id greater than all that this process made before.
func New() uuid.UUID {
	// Must cannot panic: a process without a source of randomness does not start.
	return uuid.Must(uuid.NewV7())
}

// Parse reads only the canonical form of 36 characters, so that a record is not found under several spellings with
// braces, prefixes or without dashes.
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

// OrNil reads an id of a request. A text that is not an id becomes the nil id, which no record has.
func OrNil(text string) uuid.UUID {
	parsed, err := Parse(text)
	if err != nil {
		return uuid.Nil
	}
	return parsed
}

// Text writes an id; the nil id is the empty text, as OrNil reads it.
func Text(id uuid.UUID) string {
	if id == uuid.Nil {
		return ""
	}
	return id.String()
}

// Texts are ids in canonical form, in their order.
func Texts(ids []uuid.UUID) []string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = id.String()
	}
	return texts
}
