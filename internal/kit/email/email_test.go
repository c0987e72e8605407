package email_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/kit/email"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ raw, typed, key string }{
		{"jan@example.com", "jan@example.com", "jan@example.com"},
		{" Jan.Kowalski@EXAMPLE.com\n", "Jan.Kowalski@EXAMPLE.com", "jan.kowalski@example.com"},
		{"biuro@zolwiges.example", "biuro@zolwiges.example", "biuro@zolwiges.example"},
		{"shop@kartoteka.test", "shop@kartoteka.test", "shop@kartoteka.test"},
		{"o'neil+shop_1%x@mail.example.co.uk", "o'neil+shop_1%x@mail.example.co.uk", "o'neil+shop_1%x@mail.example.co.uk"},
		{"Żółw@Łódź.PL", "Żółw@Łódź.PL", "żółw@xn--d-uga0v4h.pl"},
		{"zo\u0301łw@example.com", "zo\u0301łw@example.com", "zółw@example.com"},
		{"a@XN--D-UGA0V4H.PL", "a@XN--D-UGA0V4H.PL", "a@xn--d-uga0v4h.pl"},
		{"ελένη@παράδειγμα.ελ", "ελένη@παράδειγμα.ελ", "ελένη@xn--hxajbheg2az3al.xn--qxam"},
		{"a@example。com", "a@example。com", "a@example.com"},
		{"a@1und1.de", "a@1und1.de", "a@1und1.de"},
	} {
		t.Run("reads "+c.raw, func(t *testing.T) {
			t.Parallel()
			got, err := email.Parse(c.raw)
			require.NoError(t, err)
			assert.Equal(t, email.Address{Typed: c.typed, Key: c.key}, got)
		})
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string]string{
		"nothing":                     "",
		"no at sign":                  "example.com",
		"two at signs":                "a@b@example.com",
		"a full-width second at sign": "a@b＠example.com",
		"no local part":               "@example.com",
		"no domain":                   "a@",
		"a domain without a dot":      "a@localhost",
		"a trailing dot":              "a@example.com.",
		"an empty label":              "a@example..com",
		"a leading dot":               ".a@example.com",
		"a dot before the at sign":    "a.@example.com",
		"two dots":                    "a..b@example.com",
		"a display name":              "Jan <jan@example.com>",
		"angle brackets":              "<jan@example.com>",
		"a list":                      "a@example.com,b@example.com",
		"a quoted local part":         `"a b"@example.com`,
		"a comment":                   "a(b)@example.com",
		"a blank":                     "a b@example.com",
		"a line break":                "a\nbcc:x@example.com",
		"a line break in the domain":  "a@example.com\r\nBcc: x",
		"a zero byte":                 "a\x00@example.com",
		"invalid UTF-8":               "a\xff@example.com",
		"invalid UTF-8 in the domain": "a@ex\xffample.com",
		"an IP address":               "a@192.0.2.1",
		"an IP literal":               "a@[192.0.2.1]",
		"a numeric top-level domain":  "a@example.123",
		"an underscore in the domain": "a@exa_mple.com",
		"a hyphen at a label's end":   "a@example-.com",
		"broken punycode":             "a@xn--\u0080.com",
		"a mailto URL":                "mailto:a@example.com",
		"a local part of 65 bytes":    strings.Repeat("a", 65) + "@example.com",
		"a label of 64 bytes":         "a@" + strings.Repeat("a", 64) + ".com",
		"255 bytes":                   strings.Repeat("a", 60) + "@" + strings.Repeat("abcdefghi.", 19) + "com" + "x",
	} {
		t.Run("refuses "+name, func(t *testing.T) {
			t.Parallel()
			got, err := email.Parse(raw)
			require.ErrorIs(t, err, email.ErrFormat)
			assert.Empty(t, got)
		})
	}
}

func TestParseProperties(t *testing.T) {
	t.Parallel()
	raw := rapid.OneOf(
		rapid.String(),
		rapid.StringMatching(`[\p{L}\p{M}0-9.+_-]{1,12}@[\p{L}\p{M}0-9.-]{1,12}\.[a-z]{2,4}`),
		rapid.StringMatching(`[a-zA-ZąćęłńóśźżΑ-ω.]{1,9}@[a-zA-Ząćęłńóśźż]{1,9}\.(pl|COM|example)`),
	)
	rapid.Check(t, func(t *rapid.T) {
		address, err := email.Parse(raw.Draw(t, "raw"))
		if err != nil {
			require.Empty(t, address)
			return
		}
		require.LessOrEqual(t, len(address.Key), 254)
		require.Equal(t, 1, strings.Count(address.Key, "@"))
		require.Equal(t, -1, strings.IndexFunc(address.Key, unicode.IsControl))
		again, err := email.Parse(address.Key)
		require.NoError(t, err)
		require.Equal(t, address.Key, again.Key, "the key is its own key")
		require.Equal(t, address.Typed, strings.TrimSpace(address.Typed))
	})
}

func TestParseIsBlindToWhatNobodySees(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"\ufeffa-b@firma.example", "a-b@firma.example\u200b", "a\u2011b@fir\u00adma.example", "\u202aa-b@firma.example\u202c"} {
		read, err := email.Parse(typed)
		require.NoError(t, err)
		assert.Equal(t, email.Address{Typed: "a-b@firma.example", Key: "a-b@firma.example"}, read)
	}
}

func TestSplit(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string][]string{
		"biuro@dwa.example; faktury@dwa.example": {"biuro@dwa.example", "faktury@dwa.example"},
		"a@b.example,c@d.example, e@f.example;":  {"a@b.example", "c@d.example", "e@f.example"},
		"a@b.example c@d.example":                {"a@b.example", "c@d.example"},
		"a@b.example / c@d.example":              {"a@b.example", "c@d.example"},
		"a@b.example/c@d.example":                {"a@b.example", "c@d.example"},
		"a/b@c.example;d@e.example":              {"a/b@c.example", "d@e.example"},
		"a@b.example":                            {"a@b.example"},
		" a@b.example ":                          {" a@b.example "},
		"a/b@c.example":                          {"a/b@c.example"},
		"Jan <a@b.example>":                      {"Jan <a@b.example>"},
		"a@b.example or c@d.example":             {"a@b.example or c@d.example"},
		"a@b.example; tel. 12":                   {"a@b.example; tel. 12"},
		"":                                       {""},
	} {
		first, more := email.Split(typed)
		assert.Equal(t, want, append([]string{first}, more...), typed)
	}
}
