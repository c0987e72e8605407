package phone_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/phone"
)

func TestParseReadsEverySpelling(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		raw    string
		region country.Code
		want   string
	}{
		{"601 602 603", "PL", "+48601602603"},
		{"601602603", "PL", "+48601602603"},
		{"+48 601-602-603", "PL", "+48601602603"},
		{"(601) 602 603", "PL", "+48601602603"},
		{"0048 601 602 603", "PL", "+48601602603"},
		{"48601602603", "PL", "+48601602603"},
		{"601\u00a0602\u2013603", "PL", "+48601602603"},
		{"\u202a+48 601 602 603\u202c", "PL", "+48601602603"},
		{"＋４８６０１６０２６０３", "PL", "+48601602603"},
		{"٦٠١٦٠٢٦٠٣", "PL", "+48601602603"},
		{"+48 601 602 603", "", "+48601602603"},
		{"+48 601 602 603", "AQ", "+48601602603"},
		{"+48 601 602 603", "GR", "+48601602603"},
		{"+48 22 555 01 01", "PL", "+48225550101"},
		{"22/555 01 01", "PL", "+48225550101"},
		{"42 555 02 02", "PL", "+48425550202"},
		{"48 555 11 11", "PL", "+48485551111"},
		{"(012) 555-08-08", "PL", "+48125550808"},
		{"+48 (0) 12 555 08 08", "PL", "+48125550808"},
		{"49 (0)345 279580", "DE", "+49345279580"},
		{"49 (0)345 279580", "PL", "+49345279580"},
		{"49(0)345/279580", "", "+49345279580"},
		{"0049 (0)345 279580", "", "+49345279580"},
		{"48 (0) 12 555 08 08", "PL", "+48125550808"},
		{"39 (0)6 1234 5678", "IT", "+390612345678"},
		{"(0)345 279580", "DE", "+49345279580"},
		{"+420 222 555 404", "CZ", "+420222555404"},
		{"222 555 404", "CZ", "+420222555404"},
		{"+30 2310 555 505", "GR", "+302310555505"},
		{"2310 555 505", "GR", "+302310555505"},
		{"+380 32 255 0606", "UA", "+380322550606"},
		{"032 255 0606", "UA", "+380322550606"},
		{"+49 3581 555 10 10", "DE", "+4935815551010"},
		{"03581/5551010", "DE", "+4935815551010"},
		{"06 1234 5678", "IT", "+390612345678"},
		{"(555) 555-0100", "US", "+15555550100"},
	} {
		t.Run("reads "+c.raw+" in "+string(c.region), func(t *testing.T) {
			t.Parallel()
			got, ok := phone.Parse(c.raw, c.region)
			require.True(t, ok)
			assert.Equal(t, c.want, got)
		})
	}
}

func TestParseLeavesAsTyped(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, raw string
		region    country.Code
	}{
		{"nothing", "", "PL"},
		{"only signs", " +() ", "PL"},
		{"words", "ask at the desk", "PL"},
		{"a number with a name", "601 602 603 Jan", "PL"},
		{"a number with an extension", "22 555 01 01 wew. 12", "PL"},
		{"two numbers", "601 602 603, 601 602 604", "PL"},
		{"two numbers with a slash", "601602603/601602604", "PL"},
		{"a second ending", "0351 555 10 10/11", "DE"},
		{"a plus in the middle", "601+602603", "PL"},
		{"an emergency number", "112", "PL"},
		{"a local number without area code", "253-0000", "US"},
		{"a number too long", "601 602 603 604", "PL"},
		{"a number longer than E.164 allows", "1000000000009", "UY"},
		{"a number without region", "601602603", ""},
		{"a number of an unknown region", "601602603", "AQ"},
		{"an unknown calling code", "+999 123 456 789", "PL"},
		{"a zero in brackets after what is no calling code", "999 (0) 123 456", ""},
		{"only zeros", "000 000 000", "PL"},
		{"more than forty characters", strings.Repeat(" ", 40) + "601602603", "PL"},
		{"invalid UTF-8", "601602603\xff+", "PL"},
	} {
		t.Run("leaves "+c.name, func(t *testing.T) {
			t.Parallel()
			got, ok := phone.Parse(c.raw, c.region)
			assert.False(t, ok)
			assert.Empty(t, got)
		})
	}
}

func TestParseProperties(t *testing.T) {
	t.Parallel()
	e164 := regexp.MustCompile(`^\+[1-9]\d{4,14}$`)
	raw := rapid.OneOf(rapid.String(), rapid.StringMatching(`(\+|00|0)?[1-9 ()/-]{0,3}[0-9 -]{4,16}`))
	rapid.Check(t, func(t *rapid.T) {
		region := rapid.SampledFrom(country.All()).Draw(t, "region")
		got, ok := phone.Parse(raw.Draw(t, "raw"), region)
		if !ok {
			require.Empty(t, got)
			return
		}
		require.Regexp(t, e164, got)
		again, ok := phone.Parse(got, region)
		require.True(t, ok)
		require.Equal(t, got, again)
	})
}
