package taxid

import (
	"regexp"
	"strings"

	"github.com/kartoteka/kartoteka/internal/kit/country"
)

// rule is what a country demands of the value behind the VAT prefix.
type rule struct {
	tidy    func(string) string // brings variants to one spelling; nil: there are none
	pattern *regexp.Regexp
	check   func(string) bool // nil: the country has published no check digit
}

// anyCountry bounds the numbers of countries without a rule of their own.
var anyCountry = rule{pattern: like(`[A-Z0-9]{2,20}`)}

// read returns the canonical value of text, which may carry the VAT prefix.
func (r rule) read(text string, home country.Code) (string, error) {
	for r.hasPrefix(text, home) {
		text = text[2:]
	}
	if !r.matches(text) {
		return "", ErrFormat
	}
	if !r.accepts(text) {
		return "", ErrChecksum
	}
	return r.tidied(text), nil
}

// hasPrefix reports whether text goes on after the VAT prefix of home as a value does.
func (r rule) hasPrefix(text string, home country.Code) bool {
	c, rest, ok := splitPrefix(text)
	return ok && c == home && r.matches(rest)
}

// matches reports whether value is well-formed.
func (r rule) matches(value string) bool {
	value = r.tidied(value)
	return r.pattern.MatchString(value) && (r.check == nil || strings.ContainsAny(value, "123456789"))
}

// accepts reports whether value is well-formed and its check digits agree.
func (r rule) accepts(value string) bool {
	return r.matches(value) && (r.check == nil || r.check(r.tidied(value)))
}

func (r rule) tidied(value string) string {
	if r.tidy == nil {
		return value
	}
	return r.tidy(value)
}

// like compiles a pattern that the whole value has to match.
func like(pattern string) *regexp.Regexp {
	return regexp.MustCompile(`^(?:` + pattern + `)$`)
}

// padded returns a tidy that restores a leading zero lost on the way through a
// spreadsheet or an older format.
func padded(width int) func(string) string {
	return func(value string) string {
		if len(value) == width-1 {
			return "0" + value
		}
		return value
	}
}

// lettered returns a tidy that restores the letter which people take for a part of the prefix.
func lettered(letter string, width int) func(string) string {
	return func(value string) string {
		if len(value) == width-1 {
			return letter + value
		}
		return value
	}
}
