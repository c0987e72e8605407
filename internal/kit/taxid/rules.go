package taxid

import (
	"strings"

	"github.com/kartoteka/kartoteka/internal/kit/country"
)

// rules holds the countries whose numbers are checked.
var rules = map[country.Code]rule{
	"AT": {pattern: like(`U\d{8}`), check: checkAT, tidy: lettered("U", 9)},
	"BE": {pattern: like(`[01]\d{9}`), check: checkBE, tidy: padded(10)},
	"BG": {pattern: like(`\d{9,10}`), check: checkBG},
	"CH": {pattern: like(`E\d{9}`), check: checkCH, tidy: tidyCH},
	"CY": {pattern: like(`\d{8}[A-Z]`), check: checkCY},
	"CZ": {pattern: like(`\d{8,10}`), check: checkCZ},
	"DE": {pattern: like(`[1-9]\d{8}`), check: mod11And10},
	"DK": {pattern: like(`[1-9]\d{7}`), check: checkDK},
	"EE": {pattern: like(`\d{9}`), check: checkEE},
	"ES": {pattern: like(`[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z]`), check: checkES},
	"FI": {pattern: like(`\d{8}`), check: checkFI},
	"FR": {pattern: like(`[A-HJ-NP-Z0-9]{2}\d{9}`), check: checkFR},
	"GB": {pattern: like(`\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2}`), check: checkGB},
	"GR": {pattern: like(`\d{9}`), check: checkGR, tidy: padded(9)},
	"HR": {pattern: like(`\d{11}`), check: mod11And10},
	"HU": {pattern: like(`\d{8}`), check: checkHU, tidy: tidyHU},
	"IE": {pattern: like(`\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W]`), check: checkIE},
	"IT": {pattern: like(`\d{11}`), check: luhn},
	"LT": {pattern: like(`\d{7}1\d|\d{10}1\d`), check: checkLT},
	"LU": {pattern: like(`\d{8}`), check: checkLU},
	"LV": {pattern: like(`\d{11}`), check: checkLV},
	"MT": {pattern: like(`[1-9]\d{7}`), check: checkMT},
	"NL": {pattern: like(`\d{9}B\d{2}`), check: checkNL},
	"NO": {pattern: like(`\d{9}`), check: checkNO, tidy: tidyNO},
	"PL": {pattern: like(`\d{10}`), check: checkPL},
	"PT": {pattern: like(`[1-9]\d{8}`), check: checkPT},
	"RO": {pattern: like(`[1-9]\d{1,9}|[1-9]\d{12}`), check: checkRO},
	"SE": {pattern: like(`\d{10}(?:0[1-9]|[1-8]\d|9[0-4])`), check: checkSE},
	"SI": {pattern: like(`[1-9]\d{7}`), check: checkSI},
	"SK": {pattern: like(`[1-9]\d{9}`), check: checkSK},
	"UA": {pattern: like(`\d{8}|\d{10}|\d{12}`), check: checkUA},
}

// issuers are the states that issue the numbers of businesses in their territories.
var issuers = map[country.Code]country.Code{
	"MC": "FR", "GF": "FR", "GP": "FR", "MQ": "FR", "RE": "FR", "YT": "FR",
	"IM": "GB", "AX": "FI",
}

// Issuer returns the state that issues the tax IDs of a country: for most, the country itself.
func Issuer(c country.Code) country.Code {
	if issuer, found := issuers[c]; found {
		return issuer
	}
	return c
}

// tidyCH removes the name of the tax, which Switzerland appends in its languages.
func tidyCH(value string) string {
	for _, tax := range []string{"MWST", "TVA", "IVA", "TPV"} {
		value = strings.TrimSuffix(value, tax)
	}
	return lettered("E", 10)(value)
}

// tidyHU turns a domestic tax number into the VAT number: it removes the kind of taxation and the county.
func tidyHU(value string) string {
	if len(value) == 11 {
		return value[:8]
	}
	return value
}

// tidyNO removes the mark of businesses in the VAT register.
func tidyNO(value string) string {
	return strings.TrimSuffix(value, "MVA")
}
