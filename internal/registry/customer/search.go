package customer

import (
	"strings"
	"unicode"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/phone"
	"github.com/kartoteka/kartoteka/internal/kit/taxid"
)

const (
	// fewestPhoneDigits is how many digits make a query look like a part of a phone number.
	fewestPhoneDigits = 6
	// phonePunctuation may stand between the digits of a phone number.
	phonePunctuation = " +-()./"
)

// searchText is what the search box finds the customer by (LIST-3): the names, and every number and address
// by which a customer is known.
func searchText(c *Customer) string {
	parts := []string{
		c.Name, c.FirstName + " " + c.LastName, c.Number(), c.Email.Typed, c.Email.Key,
		fold.Digits(c.PhoneKey), c.Phone, c.TaxKey, c.TaxID, c.RegistrationNumber,
	}
	for _, external := range c.ExternalIDs {
		parts = append(parts, external.ExternalID, external.Code)
	}
	return fold.Search(append(parts, c.EmployeeEmails...)...)
}

// search is a free-text query, taken apart.
type search struct {
	words  []string // folded, AND-ed
	digits string   // the digits of a query that looks like a phone number, else empty
	exact  exact
}

// exact are the values by which the query may name one customer; matches come first (LIST-3).
type exact struct {
	email  string
	phone  string
	taxIDs []string
	text   string // number or external id, as typed
}

func parseSearch(query string, home country.Code) search {
	query = tidied(query)
	s := search{words: fold.Words(query)}
	if query == "" {
		return s
	}
	s.exact = exact{text: query, taxIDs: taxid.SearchForms(query)}
	if parsed, err := email.Parse(query); err == nil {
		s.exact.email = parsed.Key
	}
	if digits := fold.Digits(query); len(digits) >= fewestPhoneDigits && isPhoneLike(query) {
		s.digits = digits
		if e164, ok := phone.Parse(query, home); ok {
			s.exact.phone = e164
		}
	}
	return s
}

// isEmpty reports whether nothing was asked for.
func (s search) isEmpty() bool { return s.exact.text == "" }

// tidied makes blanks of what PostgreSQL has no text for, and of other control characters.
func tidied(query string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(query, " ")))
}

func isPhoneLike(query string) bool {
	return strings.IndexFunc(query, func(r rune) bool {
		return (r < '0' || r > '9') && !strings.ContainsRune(phonePunctuation, r)
	}) < 0
}
