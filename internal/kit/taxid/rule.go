package taxid

import (
	"regexp"
	"strings"

	"github.com/kartoteka/kartoteka/internal/kit/country"
)

// rule is what a country requires of the value after the VAT prefix.
type rule struct {
	tidy    func(string) string // converts variants to one spelling; nil: there are none
	pattern *regexp.Regexp
	check   func(string) bool // nil: the country has published no check digit
}

// anyCountry limits the numbers of countries without a rule: Russian ones begin with letters of their own, and
// Mexican ones are made of a name, "Ñ&A850101AB1".
var anyCountry = rule{pattern: like(`[\p{L}0-9&]{2,20}`)}

// read returns the canonical value of text, which may have the VAT prefix.
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

// hasPrefix reports whether text is a value after the VAT prefix of home.
func (r rule) hasPrefix(text string, home country.Code) bool {
	c, rest, ok := splitPrefix(text)
	return ok && c == home && r.matches(rest)
}

// matches reports whether value is well-formed.
func (r rule) matches(value string) bool {
	value = r.tidied(value)
	return r.pattern.MatchString(value) && (r.check == nil || strings.ContainsAny(value, "123456789"))
}

// accepts reports whether value is well-formed and its check digits are right.
func (r rule) accepts(value string) bool {
	return r.matches(value) && (r.check == nil || r.check(r.tidied(value)))
}

func (r rule) tidied(value string) string {
	if r.tidy == nil {
		return value
	}
	return r.tidy(value)
}

// like compiles a pattern for the whole value.
func like(pattern string) *regexp.Regexp {
	return regexp.MustCompile(`^(?:` + pattern + `)$`)
}

// padded returns a tidy that restores a leading zero that a spreadsheet or an older format lost.
func padded(width int) func(string) string {
	return func(value string) string {
		if len(value) == width-1 {
			return "0" + value
		}
		return value
	}
}

// lettered returns a tidy that restores a letter that people mistake for a part of the prefix.
func lettered(letter string, width int) func(string) string {
	return func(value string) string {
		if len(value) == width-1 {
			return letter + value
		}
		return value
	}
}
