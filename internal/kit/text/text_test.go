package text_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/text"
)

// Each case says what becomes of a text of at most five characters, as a line and as lines.
func TestClean(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		typed, clean    string
		inLine, inLines string // the reason; empty when nothing is wrong
	}{
		"keeps an empty text":                    {"", "", "", ""},
		"keeps any printable text":               {"Łó/'李", "Łó/'李", "", ""},
		"trims":                                  {" \t\u00a0Jan \r\n", "Jan", "", ""},
		"composes letters and their accents":     {"Z\u0307ółw", "Żółw", "", ""},
		"counts characters after composing":      {"Z\u0307o\u0301łwi", "Żółwi", "", ""},
		"refuses one character too many":         {"żółwie", "żółwie", "TOO_LONG", "TOO_LONG"},
		"refuses a zero byte":                    {"a\x00b", "a\x00b", "CHARACTERS_INVALID", "CHARACTERS_INVALID"},
		"refuses a control character of C1":      {"a\u0081b", "a\u0081b", "CHARACTERS_INVALID", "CHARACTERS_INVALID"},
		"has line breaks and tabs only in lines": {"a\r\n\tb", "a\r\n\tb", "CHARACTERS_INVALID", ""},
		"refuses what is no UTF-8":               {"a\xffb", "a\xffb", "CHARACTERS_INVALID", "CHARACTERS_INVALID"},
		"complains once":                         {"a\x00\xffbcdef", "a\x00\xffbcdef", "CHARACTERS_INVALID", "CHARACTERS_INVALID"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			line, wrong := text.Clean("customer.name", test.typed, 5)
			assert.Equal(t, test.clean, line)
			assert.Equal(t, expected("customer.name", test.inLine), faulttest.Violations(fault.InvalidFields(wrong)))
			lines, wrong := text.CleanLines("reason", test.typed, 5)
			assert.Equal(t, test.clean, lines)
			assert.Equal(t, expected("reason", test.inLines), faulttest.Violations(fault.InvalidFields(wrong)))
		})
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	t.Run("judges a text as it is", func(t *testing.T) {
		t.Parallel()
		assert.Empty(t, text.Check("externalId", " K\u0301 1", 5))
		for kept, reason := range map[string]string{
			"Z\u0307o\u0301łwi": "TOO_LONG", "12345 ": "TOO_LONG", "1\n": "CHARACTERS_INVALID", "\xff": "CHARACTERS_INVALID",
		} {
			assert.Equal(t, []string{"externalId " + reason}, faulttest.Violations(fault.InvalidFields(text.Check("externalId", kept, 5))), "%q", kept)
		}
	})
	t.Run("says how long a text may be", func(t *testing.T) {
		t.Parallel()
		wrong := text.Check("name", strings.Repeat("ż", 101), 100)
		assert.Equal(t, []fault.Field{{Path: "name", Reason: "TOO_LONG", Text: "At most 100 characters are allowed."}}, wrong)
	})
}

func expected(path, reason string) []string {
	if reason == "" {
		return nil
	}
	return []string{path + " " + reason}
}

func TestVisible(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"zw@firma.example\u200b":     "zw@firma.example",
		"\ufeffA-1":                  "A-1",
		"A\u00adB":                   "AB",
		"\u202aA\u202c\u2066B\u2069": "AB",
		"A\u2010B\u2011C\u2013D\u2014E\u2212F\uff0dG": "A-B-C-D-E-F-G",
		"o\u0301":     "o\u0301",
		" A B ":       " A B ",
		"a\tb":        "a\tb",
		"a\xff\u200b": "a\xff\u200b",
		"":            "",
	} {
		assert.Equal(t, want, text.Visible(typed), "%q", typed)
	}
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	for _, same := range [][2]string{
		{"Sądy", " SĄDY "}, {"Sądy", "Sa\u0328dy"}, {"Grupa A", "grupa\u00a0 a"}, {"ΝΊΚΟΣ", "Νίκος"}, {"VIP\u200b", "vip"}, {"A\u2011B", "a-b"},
	} {
		assert.Equal(t, text.Identity(same[0]), text.Identity(same[1]), same)
	}
	for _, two := range [][2]string{
		{"Sady", "Sądy"}, {"Straße", "Strasse"}, {"№ 1", "No 1"}, {"m²", "m2"}, {"A-B", "A B"}, {"Łoś", "Los"}, {"GrupaA", "Grupa A"}, {"ı", "i"},
	} {
		assert.NotEqual(t, text.Identity(two[0]), text.Identity(two[1]), two)
	}
}
