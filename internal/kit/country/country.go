// Package country knows the countries of ISO 3166-1 by their alpha-2 codes, which CUST-11 demands everywhere in
// the registry, and their prefixes in VAT law. Kosovo is one of them: ISO 3166-1 has no code for it, but customs,
// post, banks and Unicode all use XK.
//
// It does not know the names of countries: the screens take them from the browser.
package country

import (
	"errors"
	"slices"
	"strings"
)

// ErrUnknown says that a code is that of no country. The caller knows the field and turns the
// error into a fault.
var ErrUnknown = errors.New("unknown country code")

// Code is an officially assigned ISO 3166-1 alpha-2 code in capitals, or XK.
type Code string

// Parse reads a code in any case. Codes that are only reserved or in common use
// (UK, EU, EL), withdrawn (AN) or free for private use (XX) are not countries; of those, only XK is
// in general use.
func Parse(s string) (Code, error) {
	s = strings.TrimSpace(s)
	if len(s) != 2 {
		return "", ErrUnknown
	}
	code := Code(strings.ToUpper(s))
	if _, found := slices.BinarySearch(assigned, code); !found {
		return "", ErrUnknown
	}
	return code, nil
}

// All returns every code in alphabetical order.
func All() []Code {
	return slices.Clone(assigned)
}

// InEU reports whether the country is a member state of the European Union.
func (c Code) InEU() bool {
	_, found := slices.BinarySearch(union, c)
	return found
}

// FromVAT returns the country that a prefix of VAT numbers stands for. EL is Greece and XI is Northern Ireland;
// the other prefixes are country codes.
func FromVAT(prefix string) (Code, bool) {
	switch strings.ToUpper(strings.TrimSpace(prefix)) {
	case "EL":
		return "GR", true
	case "XI":
		return "GB", true
	}
	code, err := Parse(prefix)
	return code, err == nil
}

// VATPrefix returns the prefix of the country's VAT numbers.
func (c Code) VATPrefix() string {
	if c == "GR" {
		return "EL"
	}
	return string(c)
}
