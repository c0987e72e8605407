// Package phone converts telephone numbers to E.164, so that every spelling of a number finds the same customer
// (CUST-2).
//
// A number that cannot be converted is not wrong: callers keep it as typed and warn. The package does not know
// whether anybody answers.
package phone

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
)

const (
	maxRunes  = 40
	maxDigits = 15 // in E.164, without the plus
)

// Parse returns the number in E.164. The region says how to read a number without country code; if it is empty,
// the number has to begin with a plus.
func Parse(raw string, region country.Code) (e164 string, ok bool) {
	dialled, ok := compact(raw)
	if !ok {
		return "", false
	}
	number, err := phonenumbers.Parse(dialled, string(region))
	if err != nil {
		return "", false
	}
	if !phonenumbers.IsValidNumber(number) {
		dropTrunkZero(number)
	}
	// A plausible length is enough: numbering plans change faster than tables.
	if phonenumbers.IsPossibleNumberWithReason(number) != phonenumbers.IS_POSSIBLE {
		return "", false
	}
	e164 = phonenumbers.Format(number, phonenumbers.E164)
	if len(e164) > 1+maxDigits {
		return "", false
	}
	return e164, true
}

// dropTrunkZero removes the zero before the area code in countries that no longer have a trunk prefix, as in
// "(012) 555-08-08".
func dropTrunkZero(number *phonenumbers.PhoneNumber) {
	number.ItalianLeadingZero = nil
	number.NumberOfLeadingZeros = nil
}

// compact keeps only the plus and the digits. It refuses letters: a name, an extension or a second number must not
// become part of the number.
func compact(raw string) (string, bool) {
	if utf8.RuneCountInString(raw) > maxRunes {
		return "", false
	}
	text := withPlus(fold.Text(raw))
	if hasAlternativeEnding(text) {
		return "", false
	}
	var dialled strings.Builder
	for _, r := range text {
		digit := fold.Digits(string(r))
		switch {
		case digit != "":
			dialled.WriteString(digit)
		case r == '+' && dialled.Len() == 0:
			dialled.WriteByte('+')
		case !strings.ContainsRune(" -./()[]", r):
			return "", false
		}
	}
	return dialled.String(), dialled.Len() > 0
}

// beforeTrunkZero matches a calling code before a trunk zero, as in "49 (0)345 279580".
var beforeTrunkZero = regexp.MustCompile(`^(?:00)?([1-9]\d{0,2})[ .-]?\( ?0 ?\)`)

// withPlus returns the number with a plus if it begins with a calling code that only its trunk zero tells from an
// area code: nobody writes "(0)" after one of those.
func withPlus(text string) string {
	found := beforeTrunkZero.FindStringSubmatch(text)
	if found == nil {
		return text
	}
	code, err := strconv.Atoi(found[1])
	if err != nil || phonenumbers.GetRegionCodeForCountryCode(code) == phonenumbers.UNKNOWN_REGION {
		return text
	}
	return "+" + strings.TrimPrefix(text, "00")
}

// hasAlternativeEnding recognises two numbers in the short form "555 01 01/02".
func hasAlternativeEnding(text string) bool {
	const shortestNumber = 5
	slash := strings.LastIndexByte(text, '/')
	return slash >= 0 && len(fold.Digits(text[slash:])) < shortestNumber
}
