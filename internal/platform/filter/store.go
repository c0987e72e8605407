package filter

import (
	"slices"

	entsql "entgo.io/ent/dialect/sql"
)

// Predicate narrows a query. It is never unknown, as SQL has it of comparisons with NULL: its negation passes
// exactly the other rows.
type Predicate = func(*entsql.Selector)

// Field is what things of one kind are tested by. A thing has one value in it, several or none.
type Field[T any] struct {
	Name   string
	Parse  func(typed string) (value string, ok bool) // a value as it is compared
	Values func(thing T) []string                     // those of a thing in memory
	Has    func(values []string) Predicate            // things with any of the values
	IsSet  func() Predicate                           // things with a value
}

// Fields are all that things of one kind are tested by.
type Fields[T any] []Field[T]

func (fields Fields[T]) named(name string) (Field[T], bool) {
	at := slices.IndexFunc(fields, func(f Field[T]) bool { return f.Name == name })
	if at < 0 {
		return Field[T]{}, false
	}
	return fields[at], true
}

// Where returns a predicate for each of the conditions, which are normal.
func (fields Fields[T]) Where(conditions []Condition) []Predicate {
	all := make([]Predicate, len(conditions))
	for i, c := range conditions {
		all[i] = fields.where(c)
	}
	return all
}

func (fields Fields[T]) where(c Condition) Predicate {
	switch {
	case c.All != nil:
		return entsql.AndPredicates(fields.Where(c.All)...)
	case c.Any != nil:
		return entsql.OrPredicates(fields.Where(c.Any)...)
	case c.None != nil:
		return entsql.NotPredicates(entsql.OrPredicates(fields.Where(c.None)...))
	}
	field, _ := fields.named(c.Field)
	switch {
	case c.IsSet != nil && *c.IsSet:
		return field.IsSet()
	case c.IsSet != nil:
		return entsql.NotPredicates(field.IsSet())
	case c.AllOf != nil:
		each := make([]Predicate, len(c.AllOf))
		for i, value := range c.AllOf {
			each[i] = field.Has([]string{value})
		}
		return entsql.AndPredicates(each...)
	case c.NoneOf != nil:
		return entsql.NotPredicates(field.Has(c.NoneOf))
	default:
		return field.Has(c.AnyOf)
	}
}
