// Package form takes typed values over into a thing and collects everything that is wrong with them, so
// that the caller can mend a form in one round. It knows no noun.
package form

import (
	"reflect"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/text"
)

// Form collects violations. The zero value is ready; paths are JSON names of fields.
type Form struct{ Wrong []fault.Field }

// Refuse notes a violation.
func (f *Form) Refuse(path, reason, description string) {
	f.Wrong = append(f.Wrong, fault.Field{Path: path, Reason: reason, Text: description})
}

// Text takes a text of one line over into the target, cleaned; nil leaves the target as it is. It reports
// whether the field can be judged further: a second violation of one field would only confuse.
//
// REASON: TOO_LONG, CHARACTERS_INVALID.
func (f *Form) Text(path string, target, typed *string, longest int) bool {
	return f.clean(path, target, typed, longest, text.Clean)
}

// Lines is Text for notes, which may have several lines.
func (f *Form) Lines(path string, target, typed *string, longest int) bool {
	return f.clean(path, target, typed, longest, text.CleanLines)
}

func (f *Form) clean(path string, target, typed *string, longest int, clean func(string, string, int) (string, []fault.Field)) bool {
	if typed == nil {
		return true
	}
	var wrong []fault.Field
	*target, wrong = clean(path, *typed, longest)
	f.Wrong = append(f.Wrong, wrong...)
	return wrong == nil
}

// Set takes a value over as it is; nil leaves the target as it is.
func Set[T any](target, value *T) {
	if value != nil {
		*target = *value
	}
}

// Parse takes a value over as parse reads it; nil leaves the target as it is. What cannot be read leaves
// it, too, and is a violation with the reason.
func Parse[T, V any](f *Form, path string, target *T, typed *V, parse func(V) (T, error), reason, description string) {
	if typed == nil {
		return
	}
	parsed, err := parse(*typed)
	if err != nil {
		f.Refuse(path, reason, description)
		return
	}
	*target = parsed
}

// Whole returns a change, a struct of pointers, in which what was not typed is empty: so a new thing is
// made, whose required fields are then found missing.
func Whole[C any](change C) C {
	fields := reflect.ValueOf(&change).Elem()
	for _, field := range fields.Fields() {
		if field.Kind() == reflect.Pointer && field.IsNil() {
			field.Set(reflect.New(field.Type().Elem()))
		}
	}
	return change
}
