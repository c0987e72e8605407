// Package shop keeps the shops of the business and their settings. It does not know customers:
// which of them belong to a shop is theirs to say.
package shop

import (
	"errors"
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // a shop keeps its time on a machine without zone files, too

	"github.com/google/uuid"
	"golang.org/x/net/idna"
	"golang.org/x/text/language"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
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
func first() Change {
	return Change{
		Code: new("main"), Name: new("Shop"),
		Country: new("PL"), Language: new("pl"), Currency: new("PLN"), TimeZone: new("Europe/Warsaw"), Pricing: &Pricing{},
	}
}

// ETag names the shop's version to callers.
func (s Shop) ETag() string { return entity.ETag(s.Version) }

// Change is a set of new settings, as typed. A nil one is left as it is.
type Change struct {
	Code             *string
	Name             *string
	Domain           *string
	Country          *string
	Language         *string
	Currency         *string
	TimeZone         *string
	ApprovalRequired *bool
	Pricing          *Pricing
}

var codes = regexp.MustCompile(`^[A-Za-z0-9_-]{1,50}$`)

// Apply sets the new values and returns every violation, by JSON name of the field. The code stays once
// the shop has one.
func (s *Shop) Apply(change Change) []fault.Field {
	var f form.Form
	if s.Version == 0 {
		form.Set(&s.Code, change.Code)
	}
	if !codes.MatchString(s.Code) {
		f.Refuse("code", "CODE_INVALID", "A code is 1 to 50 letters, digits, dashes and underscores.")
	}
	if f.Text("name", &s.Name, change.Name, maxName) && s.Name == "" {
		f.Refuse("name", "NAME_REQUIRED", "A name is required.")
	}
	form.Parse(&f, "domain", &s.Domain, change.Domain, parseDomain, "DOMAIN_INVALID", "This is not a domain name.")
	form.Parse(&f, "country", &s.Country, change.Country, country.Parse, "COUNTRY_UNKNOWN", "There is no such country.")
	form.Parse(&f, "language", &s.Language, change.Language, parseLanguage, "LANGUAGE_UNKNOWN", "There is no such language.")
	form.Parse(&f, "currency", &s.Currency, change.Currency, money.ParseCurrency, "CURRENCY_UNKNOWN", "There is no such currency.")
	form.Parse(&f, "timeZone", &s.TimeZone, change.TimeZone, parseTimeZone, "TIME_ZONE_UNKNOWN", "There is no such time zone.")
	form.Set(&s.ApprovalRequired, change.ApprovalRequired)
	form.Parse(&f, "pricing.floorPercent", &s.Pricing, change.Pricing, Pricing.canonical,
		"PERCENT_INVALID", "A floor is 0 to 100 per cent with at most two decimals.")
	return f.Wrong
}

func parseDomain(typed string) (string, error) {
	domain := strings.ToLower(strings.TrimSpace(typed))
	_, err := idna.Lookup.ToASCII(domain)
	return domain, err
}

var errUnknown = errors.New("unknown")

// parseLanguage refuses also the tag that stands for no language in particular.
func parseLanguage(typed string) (string, error) {
	tag, err := language.Parse(strings.TrimSpace(typed))
	if err == nil && tag.IsRoot() {
		err = errUnknown
	}
	return tag.String(), err
}

// parseTimeZone refuses also what Go reads as "that of this machine".
func parseTimeZone(name string) (string, error) {
	if name == "" || name == "Local" {
		return "", errUnknown
	}
	_, err := time.LoadLocation(name)
	return name, err
}
