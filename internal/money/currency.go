package money

import (
	"slices"
	"strings"

	"golang.org/x/text/currency"
)

// recent holds codes of ISO 4217 that are younger than the tables of
// golang.org/x/text; all have two decimals.
var recent = []string{"MRU", "SLE", "VED", "VES", "XCG", "ZWG"}

// ParseCurrency reads an ISO 4217 code in any case. The codes for tests and for
// "no currency" are refused: nothing can be paid in them.
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

// Places returns the number of decimals in which the currency is paid.
func Places(code string) int {
	unit, err := currency.ParseISO(code)
	if err != nil {
		return 2
	}
	scale, _ := currency.Standard.Rounding(unit)
	return scale
}
