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

// prefixLength is that of the country before a tax ID.
const prefixLength = 2

var needlessZeros = regexp.MustCompile(`^(\d+\.\d\d\d*?)0+$`)

// oneLine joins by single blanks what white space separates.
func oneLine(s string) string {
	return strings.Join(strings.Fields(s), " ")
}

// folded is how the fixed values of the format are compared.
func folded(s string) string {
	return fold.Text(s)
}

// decimal writes a number with a point and without the blanks between thousands and
// the zeros that some writers add to two decimals. What is no number stays for the
// server to name: whether "1.234,50" or "1,234.50" is meant is not to be guessed.
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

// wholeNumber drops decimals that are zero.
func wholeNumber(s string) string {
	units, fraction, _ := strings.Cut(decimal(s), ".")
	if strings.Trim(fraction, "0") != "" {
		return s
	}
	return units
}

// countryCode returns the ISO code of a country by its code, the prefix of its tax
// IDs or its Polish name. What is none of these stays for the server to name.
func countryCode(s string) string {
	if code, found := country.FromVAT(s); found {
		return string(code)
	}
	if code, found := countriesByName()[folded(s)]; found {
		return string(code)
	}
	return strings.ToUpper(s)
}

// countriesByName knows the countries by their names in Polish, as Optima writes
// them into KRAJ: the address for letters has no code.
var countriesByName = sync.OnceValue(func() map[string]country.Code {
	names := display.Polish.Regions()
	codes := make(map[string]country.Code)
	for _, code := range country.All() {
		codes[folded(names.Name(language.MustParseRegion(string(code))))] = code
	}
	return codes
})

// withoutPrefix takes the country off a tax ID that begins with it. Where no country
// is known, the prefix tells it.
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
