package fold

import (
	"strings"
	"unicode"
)

// Digits returns the decimal digits of s, from any script, as ASCII digits.
func Digits(s string) string {
	return strings.Map(func(r rune) rune {
		value, ok := digit(r)
		if !ok {
			return -1
		}
		return '0' + value
	}, s)
}

// digit returns the value of a decimal digit. Unicode keeps the ten digits of a script together and in order, so
// the position within the range is the value.
func digit(r rune) (rune, bool) {
	if r >= '0' && r <= '9' {
		return r - '0', true
	}
	for _, block := range unicode.Nd.R16 {
		if r >= rune(block.Lo) && r <= rune(block.Hi) {
			return (r - rune(block.Lo)) % 10, true
		}
	}
	for _, block := range unicode.Nd.R32 {
		if r >= rune(block.Lo) && r <= rune(block.Hi) {
			return (r - rune(block.Lo)) % 10, true
		}
	}
	return 0, false
}
