// Package revision orders the versions that source systems give their records.
package revision

import "strings"

// Compare orders two revisions: numbers by value, everything else by bytes.
func Compare(a, b string) int {
	if isNumber(a) && isNumber(b) {
		a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
		if len(a) != len(b) {
			return len(a) - len(b)
		}
	}
	return strings.Compare(a, b)
}

// AreAlike reports whether two revisions are of one form: both numbers, or both text. A number and a text have no order
// that means anything.
func AreAlike(a, b string) bool { return isNumber(a) == isNumber(b) }

func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
