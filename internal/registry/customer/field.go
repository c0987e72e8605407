package customer

import (
	"slices"

	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/filter"
)

// field is everything that the package knows of a field by its JSON name. See ADR 0012.
type field struct {
	ownership.Field // its name, and whose it is; no owner where only transitions change it

	value    func(c *Customer) audit.Value // what history shows
	columns  []column
	sort     func(key []byte) (any, error) // reads a value of the last column back; nil where no list is sorted by it
	slot     slot                          // its place in a Change; nil where only transitions change it
	filter   filterKind                    // how lists are filtered by the last column; nil where they are not
	isNeeded bool                          // whether it cannot be emptied

	// Of a text: as the API shows it, and as it takes it.
	shown func(c *Customer) string
	typed func(c *Change) **string

	// Of a plain text: where it is, its most characters, how it is cleaned, whether only companies have it.
	text        func(c *Customer) *string
	longest     int
	clean       cleaning
	ofCompanies bool
}

type (
	column = database.Column[*Customer]
	// filterKind makes what customers are tested by of a column.
	filterKind func(name string, kept column) filter.Field[subject]

	cleaning func(f *form.Form, path string, target, typed *string, longest int) bool
)

// plainText is a text of one line that has no rule but its length.
func plainText(name, column string, longest int, owner ownership.Owner, at func(*Customer) *string, typed func(*Change) **string) field {
	f := word(name, column, owner, at, typed, audit.Text)
	f.text, f.longest, f.clean = at, longest, (*form.Form).Text
	return f
}

// word is a text that has a rule of its own in Apply.
func word[T ~string](name, column string, owner ownership.Owner, at func(*Customer) *T, typed func(*Change) **string, show func(T) audit.Value) field {
	f := value(name, owner, typed, readWord, func(c *Customer) audit.Value { return show(*at(c)) })
	f.typed, f.shown = typed, func(c *Customer) string { return string(*at(c)) }
	return f.and(column, func(c *Customer) any { return string(*at(c)) })
}

// code is one of a few values.
func code[T ~string](name, column string, owner ownership.Owner, at func(*Customer) *T, typed func(*Change) **T) field {
	return value(name, owner, typed, readWord, func(c *Customer) audit.Value { return audit.Code(*at(c)) }).
		and(column, func(c *Customer) any { return string(*at(c)) })
}

// value is a field of any type. Read turns what history shows back into what can be typed.
func value[T any](name string, owner ownership.Owner, typed func(*Change) **T, read func(string) (T, error), show func(*Customer) audit.Value) field {
	return field{Field: ownership.Field{Name: name, Usual: owner}, value: show, slot: slotOf[T]{typed, read}}
}

// decided is a field that only transitions change.
func decided(name, column string, kept func(*Customer) any, show func(*Customer) audit.Value) field {
	return field{Field: ownership.Field{Name: name}, value: show}.and(column, kept)
}

// and adds a column.
func (f field) and(name string, kept func(*Customer) any) field {
	f.columns = append(f.columns, column{Name: name, Value: kept})
	return f
}

// sorted lets lists be sorted by the last column.
func (f field) sorted(read func(key []byte) (any, error)) field {
	f.sort = read
	return f
}

// lines lets a plain text have several lines.
func (f field) lines() field {
	f.clean = (*form.Form).Lines
	return f
}

// onlyOfCompanies refuses the text for persons.
func (f field) onlyOfCompanies() field {
	f.ofCompanies = true
	return f
}

// filtered lets lists be filtered by the last column.
func (f field) filtered(kind filterKind) field {
	f.filter = kind
	return f
}

// fixed keeps the owner.
func (f field) fixed() field {
	f.IsFixed = true
	return f
}

// required refuses that the field is emptied.
func (f field) required() field {
	f.isNeeded = true
	return f
}

// fieldOf returns the field with the JSON name; the zero value if there is none.
func fieldOf(name string) field {
	if at := placeOf(name); at >= 0 {
		return fields[at]
	}
	return field{}
}

// placeOf is where in the form a field stands.
func placeOf(name string) int {
	return slices.IndexFunc(fields, func(f field) bool { return f.Name == name })
}

func each[T any](read func(f field) T) []T {
	all := make([]T, len(fields))
	for i, f := range fields {
		all[i] = read(f)
	}
	return all
}
