// Package fault holds the one error type that may speak to a caller of the API.
//
// A Fault says what kind of refusal it is, why (a stable REASON, which clients may switch on and the admin
// translates), and which fields to correct. Every other error is internal: the caller only learns of an "internal
// error", and the log has the rest. The package knows nothing of Connect, HTTP or the database.
package fault

import (
	"errors"
	"maps"
	"strings"
)

// Kind is the class of a refusal; the server maps each to one Connect code.
type Kind string

// The kinds, each with the question that it answers.
const (
	Invalid         Kind = "invalid"         // Is the request well-formed? (InvalidArgument)
	NotFound        Kind = "not_found"       // Does the thing exist? (NotFound)
	AlreadyExists   Kind = "already_exists"  // Is the name or key still free? (AlreadyExists)
	Precondition    Kind = "precondition"    // Does the state allow it? (FailedPrecondition)
	Conflict        Kind = "conflict"        // Did someone else change it first? (Aborted)
	Unauthenticated Kind = "unauthenticated" // Who is calling? (Unauthenticated)
	Denied          Kind = "denied"          // May the caller do this? (PermissionDenied)
	Throttled       Kind = "throttled"       // Too often? (ResourceExhausted)
	Unavailable     Kind = "unavailable"     // Can it be tried again? (Unavailable)
)

// Field is one violation. Path is that of the field in the request, with its JSON names
// ("customer.addresses[1].country").
type Field struct {
	Path   string `json:"field"`
	Reason string `json:"reason"`
	Text   string `json:"description"`
}

// Fault is a refusal that the caller is told about.
type Fault struct {
	Kind     Kind
	Reason   string            // stable, UPPER_SNAKE_CASE
	Text     string            // a sentence in English without personal data
	Fields   []Field           // what to correct, in the order of the form
	Metadata map[string]string // numbers and ids that help the caller
}

// Error implements error.
func (f *Fault) Error() string {
	var b strings.Builder
	b.WriteString(f.Reason)
	b.WriteString(": ")
	b.WriteString(f.Text)
	for _, field := range f.Fields {
		b.WriteString("; ")
		b.WriteString(field.Path)
		b.WriteString(": ")
		b.WriteString(field.Reason)
	}
	return b.String()
}

// New returns a Fault without fields.
func New(kind Kind, reason, text string) *Fault {
	return &Fault{Kind: kind, Reason: reason, Text: text}
}

// With returns a copy of the Fault with one more metadata entry.
func (f *Fault) With(key, value string) *Fault {
	grown := *f
	grown.Metadata = make(map[string]string, len(f.Metadata)+1)
	maps.Copy(grown.Metadata, f.Metadata)
	grown.Metadata[key] = value
	return &grown
}

// InvalidFields returns a Fault with the violations, or nil if there are none. Its reason is that of the only
// violation, or INVALID_FIELDS if there are several.
func InvalidFields(fields []Field) error {
	switch len(fields) {
	case 0:
		return nil
	case 1:
		return &Fault{Kind: Invalid, Reason: fields[0].Reason, Text: fields[0].Text, Fields: fields}
	default:
		return &Fault{Kind: Invalid, Reason: "INVALID_FIELDS", Text: "Several fields are not valid.", Fields: fields}
	}
}

// InvalidField returns a Fault with a single violation.
func InvalidField(path, reason, text string) error {
	return InvalidFields([]Field{{Path: path, Reason: reason, Text: text}})
}

// Taken returns the refusal of a value that another thing has already, by the path of its field.
func Taken(path, reason, text string) *Fault {
	return ofField(AlreadyExists, path, reason, text)
}

// Missing returns the refusal of a value that names a thing that does not exist, by the path of its field.
func Missing(path, reason, text string) *Fault {
	return ofField(NotFound, path, reason, text)
}

func ofField(kind Kind, path, reason, text string) *Fault {
	return &Fault{Kind: kind, Reason: reason, Text: text, Fields: []Field{{Path: path, Reason: reason, Text: text}}}
}

// Within puts the path of a thing before the paths of its fields, such as "group.".
func Within(prefix string, fields []Field) []Field {
	for i := range fields {
		fields[i].Path = prefix + fields[i].Path
	}
	return fields
}

// As returns the Fault in the chain of err, if there is one.
func As(err error) (*Fault, bool) {
	var f *Fault
	ok := errors.As(err, &f)
	return f, ok
}

// Is reports whether err carries a Fault with the reason.
func Is(err error, reason string) bool {
	f, ok := As(err)
	return ok && f.Reason == reason
}
