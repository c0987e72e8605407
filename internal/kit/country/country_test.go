package country_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/kit/country"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]country.Code{"PL": "PL", "pl": "PL", " Gr\t": "GR", "gb": "GB", "AX": "AX", "xk": "XK"} {
		t.Run("accepts "+in, func(t *testing.T) {
			t.Parallel()
			got, err := country.Parse(in)
			require.NoError(t, err)
			assert.Equal(t, want, got)
		})
	}
	for _, in := range []string{
		"", " ", "P", "POL", "616", "XX", "EU", "UK", "EL", "XI", "XZ", "ZZ", "AN", "SU", "YU", "AA",
		"P L", "ıt", "ſE", "ＰＬ", "é", "P\x00", "\xff\xfe",
	} {
		t.Run("refuses "+in, func(t *testing.T) {
			t.Parallel()
			_, err := country.Parse(in)
			assert.ErrorIs(t, err, country.ErrUnknown)
		})
	}
	t.Run("yields only listed codes, whatever comes", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			code, err := country.Parse(rapid.StringN(0, 3, -1).Draw(t, "code"))
			require.Equal(t, err == nil, slices.Contains(country.All(), code))
		})
	})
}

func TestAll(t *testing.T) {
	t.Parallel()
	all := country.All()
	t.Run("lists the 249 codes and Kosovo in order, each once", func(t *testing.T) {
		t.Parallel()
		assert.Len(t, all, 250)
		assert.True(t, slices.IsSorted(all))
		assert.Len(t, slices.Compact(slices.Clone(all)), 250)
	})
	t.Run("agrees with Unicode's list of regions", func(t *testing.T) {
		t.Parallel()
		for _, code := range all {
			region, err := language.ParseRegion(string(code))
			require.NoError(t, err, code)
			assert.True(t, region.IsCountry(), code)
			assert.Equal(t, string(code), region.Canonicalize().String())
		}
	})
	t.Run("cannot be spoiled by a caller", func(t *testing.T) {
		t.Parallel()
		country.All()[0] = "ZZ"
		assert.Equal(t, country.Code("AD"), country.All()[0])
	})
}

func TestInEU(t *testing.T) {
	t.Parallel()
	members := 0
	for _, code := range country.All() {
		if code.InEU() {
			members++
		}
	}
	assert.Equal(t, 27, members)
	for _, code := range []country.Code{"PL", "CZ", "GR", "HR", "IE"} {
		assert.True(t, code.InEU(), code)
	}
	for _, code := range []country.Code{"GB", "CH", "NO", "UA", "XI", "EL", ""} {
		assert.False(t, code.InEU(), code)
	}
}

func TestVATPrefix(t *testing.T) {
	t.Parallel()
	t.Run("reads Greek and Northern Irish prefixes", func(t *testing.T) {
		t.Parallel()
		for prefix, want := range map[string]country.Code{"EL": "GR", "el": "GR", "GR": "GR", "XI": "GB", "GB": "GB", "pl": "PL"} {
			got, ok := country.FromVAT(prefix)
			assert.True(t, ok, prefix)
			assert.Equal(t, want, got)
		}
	})
	t.Run("refuses what is no prefix", func(t *testing.T) {
		t.Parallel()
		for _, prefix := range []string{"", "12", "EU", "ZZ"} {
			_, ok := country.FromVAT(prefix)
			assert.False(t, ok, prefix)
		}
	})
	t.Run("leads back to its country", func(t *testing.T) {
		t.Parallel()
		for _, code := range country.All() {
			back, ok := country.FromVAT(code.VATPrefix())
			assert.True(t, ok, code)
			assert.Equal(t, code, back)
		}
		assert.Equal(t, "EL", country.Code("GR").VATPrefix())
	})
}
