package money

import (
	"slices"
	"strings"

	"golang.org/x/text/currency"
)

// recent holds codes of ISO 4217 that the tables of golang.org/x/text do not have yet.
var recent = []string{"MRU", "SLE", "UYW", "VED", "VES", "XCG", "ZWG"}

// ParseCurrency reads an ISO 4217 code in any case. It refuses the codes for tests and for "no currency": nothing
// can be paid in them.
func ParseCurrency(s string) (string, error) {
	s = strings.TrimSpace(s)
	if len(s) != 3 {
		return "", ErrCurrency
	}
	code := strings.ToUpper(s)
	if slices.Contains(recent, code) {
		return code, nil
	}
	unit, err := currency.ParseISO(code)
	if err != nil || unit == currency.XXX || unit == currency.XTS {
		return "", ErrCurrency
	}
	return unit.String(), nil
}

// minorUnits holds the decimals of the currencies that ISO 4217 does not divide into hundredths. The decimals of
// golang.org/x/text are those of CLDR, which says how prices are usually shown: Serbian dinars without decimals.
var minorUnits = map[string]int{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
	"RWF": 0, "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
	"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
	"CLF": 4, "UYW": 4,
}

// Places returns the number of decimals of the currency's minor unit.
func Places(code string) int {
	if places, ok := minorUnits[code]; ok {
		return places
	}
	return 2
}
