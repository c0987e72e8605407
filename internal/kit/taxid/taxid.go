// Package taxid reads VAT identification numbers by the rules of their country. The states of the European Union,
// Great Britain, Switzerland, Norway and Ukraine have formats and check digits; other numbers only have limits.
//
// It does not ask a register whether a number was issued, and knows nothing of forms: callers turn its errors into
// faults of their own fields.
package taxid

import (
	"errors"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kartoteka/kartoteka/internal/kit/country"
)

// What can be wrong with a tax ID.
var (
	ErrFormat          = errors.New("tax ID has the wrong format")
	ErrChecksum        = errors.New("tax ID has a wrong check digit")
	ErrCountryMismatch = errors.New("tax ID belongs to another country")
)

const maxRawBytes = 80

// Number is a tax ID in its canonical spelling: all spellings of a registration have equal Numbers.
type Number struct {
	Country country.Code
	Value   string // without the VAT prefix
}

// Parse reads a tax ID as people and ERPs write it: with or without the country's prefix, in any case, with
// spaces, dots, dashes and slashes.
func Parse(raw string, c country.Code) (Number, error) {
	text, ok := compact(raw)
	if !ok {
		return Number{}, ErrFormat
	}
	issuer := Issuer(c)
	own, hasRule := rules[issuer]
	if !hasRule {
		own = anyCountry
	}
	value, err := own.read(text, issuer)
	if (err != nil || !hasRule) && isForeign(text, issuer, own) {
		return Number{}, ErrCountryMismatch
	}
	if err != nil {
		return Number{}, err
	}
	return Number{Country: c, Value: value}, nil
}

// Key returns the number as it is searched and compared: the ISO code of the country (GR for Greece too) and the
// value.
func (n Number) Key() string {
	return string(n.Country) + n.Value
}

// isForeign reports whether text has the VAT prefix of another country. Two letters prove nothing if text is
// well-formed at home, as French numbers may begin with any: then the rest has to be valid abroad.
func isForeign(text string, home country.Code, own rule) bool {
	other, rest, ok := splitPrefix(text)
	if !ok || other == home {
		return false
	}
	abroad, hasRule := rules[other]
	if !hasRule {
		return false
	}
	return !own.matches(text) || abroad.accepts(rest)
}

// splitPrefix removes a VAT prefix from text.
func splitPrefix(text string) (country.Code, string, bool) {
	if len(text) <= 2 {
		return "", "", false
	}
	c, ok := country.FromVAT(text[:2])
	return c, text[2:], ok
}

// compact removes the separators and capitalises the letters. It refuses signs that occur in no tax ID; plus and
// star occur in old Irish ones, and the ampersand in Mexican ones.
func compact(raw string) (string, bool) {
	if len(raw) > maxRawBytes {
		return "", false
	}
	text := make([]byte, 0, len(raw))
	for _, r := range norm.NFC.String(raw) {
		switch {
		case r >= 'a' && r <= 'z':
			text = append(text, byte(r-'a'+'A'))
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '+', r == '*', r == '&':
			text = append(text, byte(r))
		case isForeignLetter(r):
			text = utf8.AppendRune(text, unicode.ToUpper(r))
		case !isSeparator(r):
			return "", false
		}
	}
	return string(text), len(text) > 0
}

// isForeignLetter reports whether r is a letter beyond ASCII that stays one as a capital: ı must not become I.
func isForeignLetter(r rune) bool {
	return r >= utf8.RuneSelf && unicode.IsLetter(r) && unicode.ToUpper(r) >= utf8.RuneSelf
}

func isSeparator(r rune) bool {
	return r == '.' || r == '/' || r == '−' || unicode.IsSpace(r) || unicode.In(r, unicode.Pd, unicode.Cf)
}
