package shop_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/registry/shop"
)

// newShop is a shop as a person would type it.
func newShop(with ...func(*shop.Change)) shop.Change {
	change := shop.Change{
		Code: new("cz"), Name: new("Kávovar"), Domain: new("kavovar.example"), Country: new("CZ"), Language: new("cs"),
		Currency: new("CZK"), TimeZone: new("Europe/Prague"), ApprovalRequired: new(false), Pricing: &shop.Pricing{},
	}
	for _, set := range with {
		set(&change)
	}
	return change
}

// kept is newShop as it is kept.
func kept() shop.Shop {
	return shop.Shop{
		Code: "cz", Name: "Kávovar", Domain: "kavovar.example", Country: "CZ", Language: "cs", Currency: "CZK", TimeZone: "Europe/Prague",
		Pricing: shop.Pricing{ShopDiscounts: shop.OneDiscount, Floor: "0"},
	}
}

func TestApply(t *testing.T) {
	t.Parallel()
	t.Run("brings every value to the form in which it is kept", func(t *testing.T) {
		t.Parallel()
		for _, change := range []shop.Change{newShop(), newShop(func(s *shop.Change) {
			s.Name, s.Domain = new("  Kávovar "), new(" Kavovar.EXAMPLE")
			s.Country, s.Language, s.Currency = new("cz"), new("CS"), new(" czk")
		})} {
			var got shop.Shop
			require.Empty(t, got.Apply(change))
			assert.Equal(t, kept(), got)
		}
	})
	t.Run("needs no domain", func(t *testing.T) {
		t.Parallel()
		var s shop.Shop
		assert.Empty(t, s.Apply(newShop(func(s *shop.Change) { s.Domain = new("") })))
	})
	t.Run("leaves what has no new value, and the code of a shop that has one", func(t *testing.T) {
		t.Parallel()
		s := kept()
		s.Version = 1
		require.Empty(t, s.Apply(shop.Change{Code: new("other"), Country: new("GR")}))
		want := kept()
		want.Version, want.Country = 1, "GR"
		assert.Equal(t, want, s)
	})
	t.Run("tells all that is wrong at once, in the order of the form", func(t *testing.T) {
		t.Parallel()
		var s shop.Shop
		wrong := s.Apply(form.Whole(shop.Change{Code: new("a b"), Name: new(" "), Domain: new("https://shop.example")}))
		assert.Equal(t, []string{
			"code CODE_INVALID", "name NAME_REQUIRED", "domain DOMAIN_INVALID", "country COUNTRY_UNKNOWN",
			"language LANGUAGE_UNKNOWN", "currency CURRENCY_UNKNOWN", "timeZone TIME_ZONE_UNKNOWN",
		}, faulttest.Violations(fault.InvalidFields(wrong)))
	})
}

func TestApplyRefuses(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*shop.Change)
		reason string
	}{
		"no code":                      {func(s *shop.Change) { s.Code = new("") }, "CODE_INVALID"},
		"a code with a letter of ours": {func(s *shop.Change) { s.Code = new("łódź") }, "CODE_INVALID"},
		"a control character":          {func(s *shop.Change) { s.Name = new("a\x00b") }, "CHARACTERS_INVALID"},
		"a port in the domain":         {func(s *shop.Change) { s.Domain = new("shop.example:80") }, "DOMAIN_INVALID"},
		"a country of habit":           {func(s *shop.Change) { s.Country = new("UK") }, "COUNTRY_UNKNOWN"},
		"a language that is none":      {func(s *shop.Change) { s.Language = new("und") }, "LANGUAGE_UNKNOWN"},
		"an unknown language":          {func(s *shop.Change) { s.Language = new("zz") }, "LANGUAGE_UNKNOWN"},
		"an unknown currency":          {func(s *shop.Change) { s.Currency = new("ZZZ") }, "CURRENCY_UNKNOWN"},
		"the time of the machine":      {func(s *shop.Change) { s.TimeZone = new("Local") }, "TIME_ZONE_UNKNOWN"},
		"a path as time zone":          {func(s *shop.Change) { s.TimeZone = new("../../etc/passwd") }, "TIME_ZONE_UNKNOWN"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var s shop.Shop
			wrong := s.Apply(newShop(test.change))
			require.Len(t, wrong, 1)
			assert.Equal(t, test.reason, wrong[0].Reason)
		})
	}
}
