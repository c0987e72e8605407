package optima

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
)

// prefixLength is the length of the country prefix of a tax ID.
const prefixLength = 2

var needlessZeros = regexp.MustCompile(`^(\d+\.\d\d\d*?)0+$`)

// oneLine replaces white space by single blanks.
func oneLine(s string) string {
	return strings.Join(strings.Fields(s), " ")
}

// folded is the form in which fixed values of the format are compared.
func folded(s string) string {
	return fold.Text(s)
}

// decimal normalizes a number: a decimal point, no blanks between thousands, and no more than two
// decimals if the rest are zeros. Other texts are left to the server, because "1.234,50" and "1,234.50"
// are ambiguous.
func decimal(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	return needlessZeros.ReplaceAllString(s, "$1")
}

// wholeNumber removes decimals that are zero.
func wholeNumber(s string) string {
	units, fraction, _ := strings.Cut(decimal(s), ".")
	if strings.Trim(fraction, "0") != "" {
		return s
	}
	return units
}

// countryCode returns the ISO code of a country given by its code, its tax ID prefix or its Polish name.
// Other texts are left to the server.
func countryCode(s string) string {
	if code, found := country.FromVAT(s); found {
		return string(code)
	}
	if code, found := countriesByName()[folded(s)]; found {
		return string(code)
	}
	return strings.ToUpper(s)
}

// countriesByName maps the Polish names of countries to codes. Optima writes names into KRAJ, because
// the postal address has no code.
var countriesByName = sync.OnceValue(func() map[string]country.Code {
	names := display.Polish.Regions()
	codes := make(map[string]country.Code)
	for _, code := range country.All() {
		codes[folded(names.Name(language.MustParseRegion(string(code))))] = code
	}
	return codes
})

// withoutPrefix removes the country prefix from a tax ID. Without a known country, the prefix gives the
// country.
func withoutPrefix(taxID, known string) (bare, code string) {
	if len(taxID) <= prefixLength {
		return taxID, known
	}
	told, found := country.FromVAT(taxID[:prefixLength])
	if !found || known != "" && string(told) != known {
		return taxID, known
	}
	return strings.TrimLeft(taxID[prefixLength:], " -."), string(told)
}
