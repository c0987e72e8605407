// Package distinct takes out what comes twice.
package distinct

// Of returns the values in their order, each once.
func Of[T comparable](values []T) []T {
	seen := make(map[T]bool, len(values))
	once := make([]T, 0, len(values))
	for _, value := range values {
		if !seen[value] {
			seen[value] = true
			once = append(once, value)
		}
	}
	return once
}
