// Package shop keeps the shops of the business and their settings. It does not know customers:
// which of them belong to a shop is theirs to say.
package shop

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a shop keeps its time on a machine without zone files, too

	"github.com/google/uuid"
	"golang.org/x/net/idna"
	"golang.org/x/text/language"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/kit/text"
)

const maxName = 100

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
	Pricing          Pricing

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

// editable are the settings that an update can name.
var editable = mask.Table[Shop, Shop]{
	"name":              func(s *Shop, values Shop) { s.Name = values.Name },
	"domain":            func(s *Shop, values Shop) { s.Domain = values.Domain },
	"country":           func(s *Shop, values Shop) { s.Country = values.Country },
	"language":          func(s *Shop, values Shop) { s.Language = values.Language },
	"currency":          func(s *Shop, values Shop) { s.Currency = values.Currency },
	"time_zone":         func(s *Shop, values Shop) { s.TimeZone = values.TimeZone },
	"approval_required": func(s *Shop, values Shop) { s.ApprovalRequired = values.ApprovalRequired },
	"pricing":           func(s *Shop, values Shop) { s.Pricing = values.Pricing },
}

// With returns the shop with the settings that the paths name taken from values.
func (s Shop) With(paths []string, values Shop) (Shop, error) {
	return editable.Apply(paths, s, values)
}

var codes = regexp.MustCompile(`^[A-Za-z0-9_-]{1,50}$`)

// Canonical returns the shop with every value as it is kept, or all that is wrong with it.
func (s Shop) Canonical() (Shop, error) {
	var wrong []fault.Field
	refuse := func(field, reason, description string) {
		wrong = append(wrong, fault.Field{Path: "shop." + field, Reason: reason, Text: description})
	}
	var err error
	var ok bool
	if !codes.MatchString(s.Code) {
		refuse("code", "CODE_INVALID", "A code is 1 to 50 letters, digits, dashes and underscores.")
	}
	var unfit []fault.Field
	s.Name, unfit = text.Clean("shop.name", s.Name, maxName)
	wrong = append(wrong, unfit...)
	if s.Name == "" {
		refuse("name", "NAME_REQUIRED", "A name is required.")
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
	if s.Pricing, ok = s.Pricing.canonical(); !ok {
		refuse("pricing.floorPercent", "PERCENT_INVALID", "A floor is 0 to 100 per cent with at most two decimals.")
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
