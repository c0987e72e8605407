package shop_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/registry/shop"
)

// newShop is a shop as a person would set it up.
func newShop(with ...func(*shop.Shop)) shop.Shop {
	s := shop.Shop{
		Code: "cz", Name: "Kávovar", Domain: "kavovar.example",
		Country: "CZ", Language: "cs", Currency: "CZK", TimeZone: "Europe/Prague",
		Pricing: shop.Pricing{ShopDiscounts: shop.OneDiscount, Floor: "0"},
	}
	for _, change := range with {
		change(&s)
	}
	return s
}

func TestCanonical(t *testing.T) {
	t.Parallel()
	t.Run("leaves a sound shop as it is", func(t *testing.T) {
		t.Parallel()
		got, err := newShop().Canonical()
		require.NoError(t, err)
		assert.Equal(t, newShop(), got)
	})
	t.Run("brings every value to the form in which it is kept", func(t *testing.T) {
		t.Parallel()
		got, err := newShop(func(s *shop.Shop) {
			s.Name, s.Domain = "  Kávovar ", " Kavovar.EXAMPLE"
			s.Country, s.Language, s.Currency = "cz", "CS", " czk"
			s.Pricing = shop.Pricing{}
		}).Canonical()
		require.NoError(t, err)
		assert.Equal(t, newShop(), got)
	})
	t.Run("needs no domain", func(t *testing.T) {
		t.Parallel()
		_, err := newShop(func(s *shop.Shop) { s.Domain = "" }).Canonical()
		require.NoError(t, err)
	})
	t.Run("tells all that is wrong at once, in the order of the form", func(t *testing.T) {
		t.Parallel()
		_, err := shop.Shop{Code: "a b", Name: " ", Domain: "https://shop.example"}.Canonical()
		assert.Equal(t, []string{
			"shop.code CODE_INVALID", "shop.name NAME_REQUIRED", "shop.domain DOMAIN_INVALID", "shop.country COUNTRY_UNKNOWN",
			"shop.language LANGUAGE_UNKNOWN", "shop.currency CURRENCY_UNKNOWN", "shop.timeZone TIME_ZONE_UNKNOWN",
		}, faulttest.Violations(err))
	})
}

func TestCanonicalRefuses(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*shop.Shop)
		reason string
	}{
		"no code":                      {func(s *shop.Shop) { s.Code = "" }, "CODE_INVALID"},
		"a code with a letter of ours": {func(s *shop.Shop) { s.Code = "łódź" }, "CODE_INVALID"},
		"a control character":          {func(s *shop.Shop) { s.Name = "a\x00b" }, "CHARACTERS_INVALID"},
		"a port in the domain":         {func(s *shop.Shop) { s.Domain = "shop.example:80" }, "DOMAIN_INVALID"},
		"a country of habit":           {func(s *shop.Shop) { s.Country = "UK" }, "COUNTRY_UNKNOWN"},
		"a language that is none":      {func(s *shop.Shop) { s.Language = "und" }, "LANGUAGE_UNKNOWN"},
		"an unknown language":          {func(s *shop.Shop) { s.Language = "zz" }, "LANGUAGE_UNKNOWN"},
		"an unknown currency":          {func(s *shop.Shop) { s.Currency = "ZZZ" }, "CURRENCY_UNKNOWN"},
		"the time of the machine":      {func(s *shop.Shop) { s.TimeZone = "Local" }, "TIME_ZONE_UNKNOWN"},
		"a path as time zone":          {func(s *shop.Shop) { s.TimeZone = "../../etc/passwd" }, "TIME_ZONE_UNKNOWN"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := newShop(test.change).Canonical()
			f := faulttest.Require(t, err, fault.Invalid, test.reason)
			assert.Len(t, f.Fields, 1)
		})
	}
}

func TestWith(t *testing.T) {
	t.Parallel()
	values := shop.Shop{
		Code: "other", Name: "Καφές", Domain: "kafes.example",
		Country: "GR", Language: "el", Currency: "EUR", TimeZone: "Europe/Athens", ApprovalRequired: true,
		Pricing: shop.Pricing{ERPDiscountsOff: true, ShopDiscounts: shop.SumOfDiscounts, Floor: "70"},
	}
	t.Run("takes over only what the mask names", func(t *testing.T) {
		t.Parallel()
		got, err := newShop().With([]string{"country"}, values)
		require.NoError(t, err)
		assert.Equal(t, newShop(func(s *shop.Shop) { s.Country = country.Code("GR") }), got)
	})
	t.Run("knows every field that can be changed, in both spellings", func(t *testing.T) {
		t.Parallel()
		for _, spelling := range [][]string{
			{"name", "domain", "country", "language", "currency", "timeZone", "approvalRequired", "pricing"},
			{"name", "domain", "country", "language", "currency", "time_zone", "approval_required", "pricing"},
		} {
			got, err := newShop().With(spelling, values)
			require.NoError(t, err)
			want := values
			want.Code = "cz"
			assert.Equal(t, want, got)
		}
	})
	t.Run("refuses a mask without fields", func(t *testing.T) {
		t.Parallel()
		_, err := newShop().With(nil, values)
		faulttest.Require(t, err, fault.Invalid, "MASK_REQUIRED")
	})
	t.Run("refuses a field that cannot be changed", func(t *testing.T) {
		t.Parallel()
		for _, path := range []string{"code", "id", "etag", "createTime", "", "Name"} {
			_, err := newShop().With([]string{"name", path}, values)
			faulttest.Require(t, err, fault.Invalid, "MASK_UNKNOWN")
		}
	})
}
