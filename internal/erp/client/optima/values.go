package optima

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/taxid"
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

// isFlag reports whether a text is a yes or no, which is never a note.
func isFlag(s string) bool {
	return slices.Contains([]string{"tak", "nie", "t", "n", "true", "false", "0", "1"}, folded(s))
}

// saysNothing reports whether a text says nothing of a customer beyond what the registry knows: a flag of the
// ERP's own, or a zero.
func saysNothing(s string) bool { return strings.Trim(s, "0.,") == "" || isFlag(s) }

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

// taxIDOf returns a tax ID and its country. The country that stands beside the tax ID wins over that of the seat,
// unless it only issues the numbers of the seat, as France does for Monaco.
func taxIDOf(typed, prefix, seat string) (taxID, code string) {
	if prefix == "" {
		return withoutPrefix(typed, seat)
	}
	issuer := countryCode(prefix)
	if seat != "" && string(taxid.Issuer(country.Code(seat))) == issuer {
		issuer = seat
	}
	taxID, code = withoutPrefix(typed, issuer)
	if isNorthernIrish(prefix) && !isNorthernIrish(taxID) {
		taxID = northernIreland + taxID
	}
	return taxID, code
}

// northernIreland is the one prefix that tells more than the country: with it, goods move as within the Union.
const northernIreland = "XI"

func isNorthernIrish(s string) bool { return strings.HasPrefix(strings.ToUpper(s), northernIreland) }

// withoutPrefix removes the country prefix from a tax ID, if it says nothing that the country does not. Without a
// known country, the prefix gives the country.
func withoutPrefix(taxID, known string) (bare, code string) {
	if len(taxID) <= prefixLength {
		return taxID, known
	}
	told, found := country.FromVAT(taxID[:prefixLength])
	switch {
	case !found || known != "" && string(told) != known:
		return taxID, known
	case isNorthernIrish(taxID):
		return taxID, string(told)
	}
	return strings.TrimLeft(taxID[prefixLength:], " -."), string(told)
}
