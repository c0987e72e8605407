package database

import (
	"encoding/json"
	"reflect"
)

// JSON is a list or a map as a column of JSON takes it: an empty one is NULL, so that equal values are equal columns.
func JSON(value any) any {
	if reflect.ValueOf(value).Len() == 0 {
		return nil
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		panic(err) // texts and plain structs always encode
	}
	return string(encoded)
}

// OrNull is the value as a column that may be empty takes it: the zero value is NULL.
func OrNull[T comparable](value T) any {
	var zero T
	if value == zero {
		return nil
	}
	return value
}

// FromNull is the value of a column that may be empty: NULL is the zero value.
func FromNull[T any](column *T) T {
	if column == nil {
		var zero T
		return zero
	}
	return *column
}
