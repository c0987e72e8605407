// Package email reads e-mail addresses. An address is kept as typed, together with a key that is equal for all
// spellings of one mailbox. Uniqueness and search use the key (EMPL-4, CUST-2).
//
// It does not know whether a mailbox exists or who owns it.
package email

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"github.com/kartoteka/kartoteka/internal/kit/text"
)

// ErrFormat says that a text is not a bare e-mail address.
var ErrFormat = errors.New("e-mail address has the wrong format")

const (
	maxBytes      = 254 // of an address in SMTP
	maxLocalBytes = 64
)

// Address is an e-mail address as typed and as compared.
type Address struct {
	Typed string
	Key   string
}

// local is an unquoted local part: the letters, digits and signs that RFC 5322 allows, in words joined by single
// dots.
var local = regexp.MustCompile("^" + word + `(\.` + word + ")*$")

const word = "[\\p{L}\\p{M}\\p{Nd}!#$%&'*+/=?^_`{|}~-]+"

// topLevel refuses IP addresses and numbers as a top-level domain.
var topLevel = regexp.MustCompile(`\.([a-z]{2,63}|xn--[a-z0-9-]+)$`)

// domains converts internationalised domain names as resolvers do.
var domains = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// Parse reads a bare address, without display name, quotes or comment. The local part is compared without case
// too, as every large provider does.
func Parse(raw string) (Address, error) {
	typed := strings.TrimSpace(text.Visible(raw))
	if len(typed) > maxBytes || !utf8.ValidString(typed) {
		return Address{}, ErrFormat
	}
	mailbox, host, found := strings.Cut(typed, "@")
	mailbox = lower(mailbox)
	if !found || len(mailbox) > maxLocalBytes || !local.MatchString(mailbox) {
		return Address{}, ErrFormat
	}
	domain, ok := ascii(host)
	key := mailbox + "@" + domain
	if !ok || len(key) > maxBytes {
		return Address{}, ErrFormat
	}
	return Address{Typed: typed, Key: key}, nil
}

// Split takes a list apart, as ERPs keep one in a field for an address: with semicolons, commas, blanks or slashes
// between. More is empty for a text that is no list of addresses from end to end.
func Split(typed string) (first string, more []string) {
	for _, separators := range []string{";, \t\r\n\u00a0", ";, \t\r\n\u00a0/"} {
		parts := strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(separators, r) })
		if len(parts) > 1 && !slices.ContainsFunc(parts, func(part string) bool { _, err := Parse(part); return err != nil }) {
			return parts[0], parts[1:]
		}
	}
	return typed, nil
}

// ascii returns the domain in the form that DNS uses. The result is checked as well: some letters are allowed only
// until they are mapped to others.
func ascii(host string) (string, bool) {
	domain, err := domains.ToASCII(host)
	if err != nil {
		return "", false
	}
	_, err = domains.ToASCII(domain)
	return domain, err == nil && topLevel.MatchString(domain)
}

// lower composes the text before and after lowering, since lowering can decompose letters.
func lower(s string) string {
	return norm.NFC.String(strings.ToLower(norm.NFC.String(s)))
}
