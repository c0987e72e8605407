// Package mask changes the fields that a caller names in an update mask, and no others. It does not
// know what the fields mean.
package mask

import (
	"strings"
	"unicode"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// Table says of every field that can be changed how a target takes it over from a source, by the
// field's path as the proto file spells it.
type Table[Target, Source any] map[string]func(target *Target, source Source)

// Apply returns the target with the fields that the paths name taken from the source. A path may be
// spelled as in JSON, too.
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

// protoName spells a JSON name as the proto file does; what is spelled so already stays.
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
