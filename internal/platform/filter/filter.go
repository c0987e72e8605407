// Package filter narrows lists by a tree of conditions. The same tree is made into SQL, which finds all things
// that pass, and walked in memory, which asks whether one thing passes. It knows no noun; each declares its
// Fields. ADR 0013 says why.
package filter

import (
	"fmt"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// The bounds of a tree.
const (
	mostConditions = 100
	mostDepth      = 5
)

// Condition tests one field in one way, or joins other conditions in one way.
type Condition struct {
	Field  string   `json:"field,omitempty"`
	AnyOf  []string `json:"anyOf,omitempty"`  // the field has any of these values
	AllOf  []string `json:"allOf,omitempty"`  // it has all of them
	NoneOf []string `json:"noneOf,omitempty"` // it has none of them
	IsSet  *bool    `json:"isSet,omitempty"`  // whether it has a value

	All  []Condition `json:"all,omitempty"`  // each is met
	Any  []Condition `json:"any,omitempty"`  // any is met
	None []Condition `json:"none,omitempty"` // none is met
}

// Normal returns the conditions with their values as they are compared. Errors, each under its path: those that
// the API lists at Condition, CONDITIONS_TOO_MANY, CONDITIONS_TOO_DEEP.
func (fields Fields[T]) Normal(path string, conditions []Condition) ([]Condition, error) {
	r := reader[T]{fields: fields}
	normal := r.conditions(path, conditions, 1)
	if r.count > mostConditions {
		r.refuse(path, "CONDITIONS_TOO_MANY", fmt.Sprintf("At most %d conditions are allowed.", mostConditions))
	}
	return normal, fault.InvalidFields(r.wrong)
}

// reader reads a tree and notes what is wrong with it.
type reader[T any] struct {
	fields Fields[T]
	count  int
	wrong  []fault.Field
}

func (r *reader[T]) conditions(path string, conditions []Condition, depth int) []Condition {
	if len(conditions) > 0 && depth > mostDepth {
		r.refuse(path, "CONDITIONS_TOO_DEEP", fmt.Sprintf("At most %d conditions may stand within one another.", mostDepth))
		return nil
	}
	var all []Condition
	for i, c := range conditions {
		r.count++
		if r.count > mostConditions {
			break
		}
		all = append(all, r.condition(fmt.Sprintf("%s[%d]", path, i), c, depth))
	}
	return all
}

func (r *reader[T]) condition(path string, c Condition, depth int) Condition {
	tests, joins := present(c.AnyOf)+present(c.AllOf)+present(c.NoneOf), present(c.All)+present(c.Any)+present(c.None)
	if c.IsSet != nil {
		tests++
	}
	switch isTest := c.Field != ""; {
	case isTest && (tests != 1 || joins > 0):
		r.refuse(path, "CONDITION_INVALID", "A condition with a field says one of anyOf, allOf, noneOf and isSet.")
		return c
	case !isTest && (joins != 1 || tests > 0):
		r.refuse(path, "CONDITION_INVALID", "A condition without a field says one of all, any and none.")
		return c
	case !isTest:
		c.All = r.conditions(path+".all", c.All, depth+1)
		c.Any = r.conditions(path+".any", c.Any, depth+1)
		c.None = r.conditions(path+".none", c.None, depth+1)
		return c
	}
	field, ok := r.fields.named(c.Field)
	if !ok {
		r.refuse(path+".field", "CONDITION_FIELD_UNKNOWN", "There is no such field to filter by.")
		return c
	}
	c.AnyOf = r.values(path+".anyOf", field, c.AnyOf)
	c.AllOf = r.values(path+".allOf", field, c.AllOf)
	c.NoneOf = r.values(path+".noneOf", field, c.NoneOf)
	return c
}

func (r *reader[T]) values(path string, field Field[T], typed []string) []string {
	var all []string
	for i, one := range typed {
		value, ok := field.Parse(one)
		if !ok {
			r.refuse(fmt.Sprintf("%s[%d]", path, i), "VALUE_UNKNOWN", "The field never has such a value.")
		}
		all = append(all, value)
	}
	return all
}

func (r *reader[T]) refuse(path, reason, text string) {
	r.wrong = append(r.wrong, fault.Field{Path: path, Reason: reason, Text: text})
}

func present[E any](list []E) int { return min(len(list), 1) }
