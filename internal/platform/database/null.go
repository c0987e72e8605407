package database

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
