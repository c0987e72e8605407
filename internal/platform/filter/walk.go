package filter

import "slices"

// Pass reports whether a thing meets each of the conditions, which are normal. It says the same as Where.
func (fields Fields[T]) Pass(thing T, conditions []Condition) bool {
	return !slices.ContainsFunc(conditions, func(c Condition) bool { return !fields.meets(thing, c) })
}

func (fields Fields[T]) meets(thing T, c Condition) bool {
	met := func(c Condition) bool { return fields.meets(thing, c) }
	switch {
	case c.All != nil:
		return fields.Pass(thing, c.All)
	case c.Any != nil:
		return slices.ContainsFunc(c.Any, met)
	case c.None != nil:
		return !slices.ContainsFunc(c.None, met)
	}
	field, _ := fields.named(c.Field)
	values := field.Values(thing)
	has := func(value string) bool { return slices.Contains(values, value) }
	switch {
	case c.IsSet != nil:
		return *c.IsSet == (len(values) > 0)
	case c.AllOf != nil:
		return !slices.ContainsFunc(c.AllOf, func(value string) bool { return !has(value) })
	case c.NoneOf != nil:
		return !slices.ContainsFunc(c.NoneOf, has)
	default:
		return slices.ContainsFunc(c.AnyOf, has)
	}
}
