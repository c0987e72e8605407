// Package shop keeps the shops of the business and their settings. It does not know customers:
// which of them belong to a shop is theirs to say.
package shop

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a shop keeps its time on a machine without zone files, too
	"unicode"

	"github.com/google/uuid"
	"golang.org/x/net/idna"
	"golang.org/x/text/language"

	"github.com/kartoteka/kartoteka/internal/country"
	"github.com/kartoteka/kartoteka/internal/fault"
	"github.com/kartoteka/kartoteka/internal/money"
)

// Shop is one storefront of the business, with its settings.
type Shop struct {
	ID      uuid.UUID
	Version int64

	Code             string
	Name             string
	Domain           string
	Country          country.Code // decides what is domestic and how phones without a prefix are read
	Language         string       // BCP 47
	Currency         string       // ISO 4217
	TimeZone         string       // IANA
	ApprovalRequired bool         // CUST-5

	CreatedAt, UpdatedAt time.Time
}

// first is the shop of a business that has not set up any.
func first() Shop {
	return Shop{
		Code: "main", Name: "Shop",
		Country: "PL", Language: "pl", Currency: "PLN", TimeZone: "Europe/Warsaw",
	}
}

// ETag names the shop's version to callers.
func (s Shop) ETag() string { return strconv.FormatInt(s.Version, 10) }

// checkETag refuses a change by a caller who has seen another version; one who names none takes the risk.
func (s Shop) checkETag(seen string) error {
	if seen == "" || seen == s.ETag() {
		return nil
	}
	return fault.New(fault.Conflict, "ETAG_MISMATCH", "Somebody else has changed the shop since.").With("etag", s.ETag())
}

// With returns the shop with the masked fields taken from values. A path may be spelled as in JSON
// or as in the proto file.
func (s Shop) With(mask []string, values Shop) (Shop, error) {
	if len(mask) == 0 {
		return s, fault.InvalidField("updateMask", "MASK_REQUIRED", "Name the fields to change.")
	}
	for _, path := range mask {
		if !s.set(path, values) {
			return s, fault.InvalidField("updateMask", "MASK_UNKNOWN", "The mask names a field that cannot be changed.")
		}
	}
	return s, nil
}

func (s *Shop) set(path string, values Shop) bool {
	switch path {
	case "name":
		s.Name = values.Name
	case "domain":
		s.Domain = values.Domain
	case "country":
		s.Country = values.Country
	case "language":
		s.Language = values.Language
	case "currency":
		s.Currency = values.Currency
	case "timeZone", "time_zone":
		s.TimeZone = values.TimeZone
	case "approvalRequired", "approval_required":
		s.ApprovalRequired = values.ApprovalRequired
	default:
		return false
	}
	return true
}

var codes = regexp.MustCompile(`^[A-Za-z0-9_-]{1,50}$`)

// Canonical returns the shop with every value as it is kept, or all that is wrong with it.
func (s Shop) Canonical() (Shop, error) {
	var wrong []fault.Field
	refuse := func(field, reason, text string) {
		wrong = append(wrong, fault.Field{Path: "shop." + field, Reason: reason, Text: text})
	}
	var err error
	var ok bool
	if !codes.MatchString(s.Code) {
		refuse("code", "CODE_INVALID", "A code is 1 to 50 letters, digits, dashes and underscores.")
	}
	s.Name = strings.TrimSpace(s.Name)
	if s.Name == "" {
		refuse("name", "NAME_REQUIRED", "A name is required.")
	}
	if strings.ContainsFunc(s.Name, unicode.IsControl) {
		refuse("name", "CHARACTERS_INVALID", "Control characters are not allowed.")
	}
	s.Domain = strings.ToLower(strings.TrimSpace(s.Domain))
	if _, err := idna.Lookup.ToASCII(s.Domain); err != nil {
		refuse("domain", "DOMAIN_INVALID", "This is not a domain name.")
	}
	if s.Country, err = country.Parse(string(s.Country)); err != nil {
		refuse("country", "COUNTRY_UNKNOWN", "There is no such country.")
	}
	if s.Language, ok = canonicalLanguage(s.Language); !ok {
		refuse("language", "LANGUAGE_UNKNOWN", "There is no such language.")
	}
	if s.Currency, err = money.ParseCurrency(s.Currency); err != nil {
		refuse("currency", "CURRENCY_UNKNOWN", "There is no such currency.")
	}
	if !isTimeZone(s.TimeZone) {
		refuse("timeZone", "TIME_ZONE_UNKNOWN", "There is no such time zone.")
	}
	return s, fault.InvalidFields(wrong)
}

// canonicalLanguage refuses also the tag that stands for no language in particular.
func canonicalLanguage(typed string) (canonical string, ok bool) {
	tag, err := language.Parse(strings.TrimSpace(typed))
	return tag.String(), err == nil && !tag.IsRoot()
}

// isTimeZone refuses also what Go reads as "that of this machine".
func isTimeZone(name string) bool {
	if name == "" || name == "Local" {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}
