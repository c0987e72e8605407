package taxid_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/taxid"
)

func TestParseReadsEverySpelling(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		raw     string
		country country.Code
		key     string
	}{
		{"525-000-10-26", "PL", "PL5250001026"},
		{" pl 525 000 10 26 ", "PL", "PL5250001026"},
		{"PL-525\u00a0000\u201310\u221226", "PL", "PL5250001026"},
		{"\u200b5250001026\u00ad", "PL", "PL5250001026"},
		{"EL094259216", "GR", "GR094259216"},
		{"GR 094259216", "GR", "GR094259216"},
		{"94259216", "GR", "GR094259216"},
		{"EL94259216", "GR", "GR094259216"},
		{"BE 0477.472.701", "BE", "BE0477472701"},
		{"477472701", "BE", "BE0477472701"},
		{"ATU 13585627", "AT", "ATU13585627"},
		{"13585627", "AT", "ATU13585627"},
		{"CHE-107.787.577 IVA", "CH", "CHE107787577"},
		{"che107787577mwst", "CH", "CHE107787577"},
		{"107.787.577", "CH", "CHE107787577"},
		{"NO 995 525 828 MVA", "NO", "NO995525828"},
		{"12892312-2-41", "HU", "HU12892312"},
		{"HU12892312", "HU", "HU12892312"},
		{"ESB-58378431", "ES", "ESB58378431"},
		{"XI 980780684", "GB", "GB980780684"},
		{"FR 40 303 265 045", "FR", "FR40303265045"},
		{"DE303265219", "FR", "FRDE303265219"},
		{"FR40303265045", "MC", "MC40303265045"},
		{"12-3456789", "US", "US123456789"},
		{"US123456789", "US", "US123456789"},
		{"USUS12", "US", "US12"},
		{"US1", "US", "USUS1"},
		{"Ñ&A850101AB1", "MX", "MXÑ&A850101AB1"},
		{"n\u0303&a-850101-ab1", "MX", "MXÑ&A850101AB1"},
		{"мк4030990116999", "MK", "MKМК4030990116999"},
	} {
		t.Run("reads "+c.raw+" of "+string(c.country), func(t *testing.T) {
			t.Parallel()
			got, err := taxid.Parse(c.raw, c.country)
			require.NoError(t, err)
			assert.Equal(t, c.key, got.Key())
			assert.Equal(t, c.country, got.Country)
		})
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, raw string
		country   country.Code
		want      error
	}{
		{"the prefix of another country", "CZ25123891", "PL", taxid.ErrCountryMismatch},
		{"another country's prefix before a number of any form", "DE5250001026", "PL", taxid.ErrCountryMismatch},
		{"a Greek prefix outside Greece", "EL094259216", "PL", taxid.ErrCountryMismatch},
		{"a Northern Irish prefix in Ireland", "XI980780684", "IE", taxid.ErrCountryMismatch},
		{"a valid European number in a country without rules", "PL5250001026", "US", taxid.ErrCountryMismatch},
		{"a German number that looks French", "DE136695976", "FR", taxid.ErrCountryMismatch},
		{"a wrong French number whose key looks like a prefix", "DE303265046", "FR", taxid.ErrChecksum},
		{"nothing", "", "PL", taxid.ErrFormat},
		{"only separators", " -./ ", "US", taxid.ErrFormat},
		{"only the prefix", "PL", "PL", taxid.ErrFormat},
		{"other signs", "525,000,10,26", "PL", taxid.ErrFormat},
		{"control characters", "5250001026\x00", "PL", taxid.ErrFormat},
		{"digits of other scripts", "٥٢٥٠٠٠١٠٢٦", "PL", taxid.ErrFormat},
		{"letters that only look like Latin ones", "ΑTU13585627", "AT", taxid.ErrFormat},
		{"letters that only their capitals make Latin", "ıt12", "US", taxid.ErrFormat},
		{"an ampersand where there is a rule", "525000&1026", "PL", taxid.ErrFormat},
		{"invalid UTF-8", "5250001026\xff", "PL", taxid.ErrFormat},
		{"one character", "1", "US", taxid.ErrFormat},
		{"more than twenty characters", strings.Repeat("1", 21), "US", taxid.ErrFormat},
		{"endless separators", strings.Repeat(" ", 100) + "5250001026", "PL", taxid.ErrFormat},
	} {
		t.Run("refuses "+c.name, func(t *testing.T) {
			t.Parallel()
			_, err := taxid.Parse(c.raw, c.country)
			assert.ErrorIs(t, err, c.want)
		})
	}
}

func TestParseProperties(t *testing.T) {
	t.Parallel()
	countries := country.All()
	t.Run("is canonical: parsing a value again, bare or with prefix, changes nothing", func(t *testing.T) {
		t.Parallel()
		text := rapid.OneOf(rapid.StringMatching(`[A-Z]{0,2}[0-9]{2,13}[A-Z]?`), rapid.String())
		rapid.Check(t, func(t *rapid.T) {
			c := rapid.SampledFrom(countries).Draw(t, "country")
			number, err := taxid.Parse(text.Draw(t, "raw"), c)
			if err != nil {
				require.Empty(t, number)
				return
			}
			again, err := taxid.Parse(number.Value, c)
			require.NoError(t, err)
			require.Equal(t, number, again)
		})
	})
	t.Run("sees every wrong digit of a Polish number", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			value := []byte(rapid.SampledFrom(samples["PL"].valid).Draw(t, "value"))
			place := rapid.IntRange(0, len(value)-1).Draw(t, "place")
			value[place] = '0' + (value[place]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "shift")))%10
			_, err := taxid.Parse(string(value), "PL")
			require.ErrorIs(t, err, taxid.ErrChecksum)
		})
	})
}

func TestParseReadsPrefixAndSeparatorsEverywhere(t *testing.T) {
	t.Parallel()
	for c, numbers := range samples {
		for _, value := range numbers.valid {
			spaced := strings.Join(strings.Split(c.VATPrefix()+value, ""), " ")
			got, err := taxid.Parse(strings.ToLower(spaced), c)
			require.NoError(t, err, spaced)
			assert.Equal(t, taxid.Number{Country: c, Value: value}, got)
		}
	}
}

func TestSearchForms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"PL 525-000-10-26", []string{"5250001026", "PL5250001026"}},
		{"pl5250001026", []string{"5250001026", "PL5250001026"}},
		{"525-000-10-26", []string{"5250001026", "PL5250001026"}},
		{"EL 094259216", []string{"094259216", "EL094259216", "GR094259216"}},
		{"BE477.472.701", []string{"0477472701", "477472701", "BE0477472701", "BE477472701"}},
		{"12-3456789", []string{"123456789"}},
	} {
		t.Run("finds "+c.query, func(t *testing.T) {
			t.Parallel()
			forms := taxid.SearchForms(c.query)
			for _, form := range c.want {
				assert.Contains(t, forms, form)
			}
			assert.True(t, slices.IsSorted(forms))
		})
	}
	for _, query := range []string{"", "7", "Kowalski", "jan@example.com", "a,1", strings.Repeat("1", 81)} {
		t.Run("has none for "+query, func(t *testing.T) {
			t.Parallel()
			assert.Empty(t, taxid.SearchForms(query))
		})
	}
	t.Run("finds every number by its value, its key and its VAT spelling", func(t *testing.T) {
		t.Parallel()
		for c, numbers := range samples {
			for _, value := range numbers.valid {
				key := string(c) + value
				assert.Contains(t, taxid.SearchForms(value), key)
				assert.Contains(t, taxid.SearchForms(key), key)
				assert.Contains(t, taxid.SearchForms(c.VATPrefix()+value), key)
				assert.Contains(t, taxid.SearchForms(c.VATPrefix()+value), value)
			}
		}
	})
}
