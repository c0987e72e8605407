// Package mask changes only the fields that a caller names in an update mask. It does not know what the fields
// mean.
package mask

import (
	"strings"
	"unicode"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// Table has a function for every field that may be changed, which copies the field from a source to a target. Its
// keys are the paths of the fields as the proto file has them.
type Table[Target, Source any] map[string]func(target *Target, source Source)

// Apply returns the target with the named fields copied from the source. Paths may also have JSON names.
//
// Errors: MASK_REQUIRED, MASK_UNKNOWN.
func (t Table[Target, Source]) Apply(paths []string, target Target, source Source) (Target, error) {
	if len(paths) == 0 {
		return target, fault.InvalidField("updateMask", "MASK_REQUIRED", "Name the fields to change.")
	}
	for _, path := range paths {
		take, ok := t[protoName(path)]
		if !ok {
			return target, fault.InvalidField("updateMask", "MASK_UNKNOWN", "The mask names a field that cannot be changed.")
		}
		take(&target, source)
	}
	return target, nil
}

// All returns a target with every field taken from the source, as a new thing is made.
func (t Table[Target, Source]) All(source Source) Target {
	var target Target
	for _, take := range t {
		take(&target, source)
	}
	return target
}

// protoName converts a JSON name to the name in the proto file, which stays as it is.
func protoName(path string) string {
	var b strings.Builder
	for _, r := range path {
		if unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
