package taxid_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/taxid"
)

// sample holds numbers of one country.
type sample struct {
	valid     []string // in canonical spelling, without prefix
	checksum  []string // well-formed, with a wrong check digit
	malformed []string
}

var samples = map[country.Code]sample{
	"AT": {[]string{"U13585627", "U10223006"}, []string{"U13585626"}, []string{"U1358562", "V13585627"}},
	"BE": {[]string{"0403019261", "0428759497", "0477472701"}, []string{"0403019262"}, []string{"2403019261", "04030192"}},
	"BG": {[]string{"175074752", "7523169263", "7111042925"}, []string{"175074751", "7523169260"}, []string{"17507475"}},
	"CH": {[]string{"E107787577", "E116281710"}, []string{"E107787578"}, []string{"E10778757", "A107787577"}},
	"CY": {[]string{"10259033P"}, []string{"10259033Z"}, []string{"102590331", "1025903P"}},
	"CZ": {[]string{"25123891", "640903926", "7103192745", "991231123"}, []string{"25123890", "640903927", "7103192746", "7113192745", "991331123"}, []string{"2512389", "25123891234"}},
	"DE": {[]string{"136695976"}, []string{"136695978"}, []string{"036695976", "13669597"}},
	"DK": {[]string{"13585628"}, []string{"13585627"}, []string{"03585628", "1358562"}},
	"EE": {[]string{"100931558", "100594102"}, []string{"100594103"}, []string{"10059410"}},
	"ES": {[]string{"B58378431", "J99216582", "54362315K", "X2482300W", "M1234567L"}, []string{"B58378430", "54362315Z", "X2482300A", "M1234567A", "T12345678"}, []string{"543623151", "B5837843", "BB8378431"}},
	"FI": {[]string{"20774740"}, []string{"20774741"}, []string{"2077474"}},
	"FR": {[]string{"40303265045", "23334175221", "K7399859412", "4Z123456782"}, []string{"84323140391", "40303265046", "41303265045", "K8399859412"}, []string{"4030326504", "O7399859412"}},
	"GB": {[]string{"980780684", "980780684001", "GD001", "HA599"}, []string{"980780685", "802311781"}, []string{"98078068", "GD500", "HA499"}},
	"GR": {[]string{"094259216", "023456780"}, []string{"094259217", "123456781"}, []string{"0942592160", "000000000"}},
	"HR": {[]string{"33392005961"}, []string{"33392005962"}, []string{"3339200596"}},
	"HU": {[]string{"12892312"}, []string{"12892313"}, []string{"1289231"}},
	"IE": {[]string{"6433435F", "8D79739I", "3628739UA"}, []string{"6433435E", "8D79739J", "3628739VA"}, []string{"6433435", "6433435FZ", "64334351"}},
	"IT": {[]string{"00743110157"}, []string{"00743110158"}, []string{"0074311015", "00000000000"}},
	"LT": {[]string{"119511515", "100001919017", "100004801610"}, []string{"119511514", "100001919018"}, []string{"119511525", "10000191901"}},
	"LU": {[]string{"15027442"}, []string{"15027443"}, []string{"1502744"}},
	"LV": {[]string{"40003521600", "16117519997", "32673679912"}, []string{"40003521601", "16117519998"}, []string{"4000352160"}},
	"MT": {[]string{"11679112"}, []string{"11679113"}, []string{"01679112"}},
	"NL": {[]string{"004495445B01", "123456789B13"}, []string{"123456789B90"}, []string{"004495445A01", "004495445B1"}},
	"NO": {[]string{"995525828", "923609016"}, []string{"995525829"}, []string{"99552582"}},
	"PL": {[]string{"5250001026", "7250002021", "6110007070", "8130009096", "9540012023"}, []string{"5250001010", "5250001027", "5250001011"}, []string{"525000102", "52500010261", "525000102A", "0000000000"}},
	"PT": {[]string{"501964843"}, []string{"501964842"}, []string{"001964843"}},
	"RO": {[]string{"18547290", "1630615123457", "1630615120031"}, []string{"18547291", "1630615123458"}, []string{"1", "08547290", "163061512345"}},
	"SE": {[]string{"123456789701", "556703748501"}, []string{"123456789101"}, []string{"1234567897", "123456789700", "123456789795"}},
	"SI": {[]string{"50223054"}, []string{"50223055"}, []string{"00223054"}},
	"SK": {[]string{"2022749619"}, []string{"2022749618"}, []string{"0022749619", "202274961"}},
	"UA": {[]string{"32855961", "14360570", "20077720", "00032112", "1759013776", "123456789012"}, []string{"32855968", "14360571", "1759013770"}, []string{"3285596", "12345678901"}},
}

func TestParseOfEachCountry(t *testing.T) {
	t.Parallel()
	for c, numbers := range samples {
		t.Run(string(c), func(t *testing.T) {
			t.Parallel()
			for _, value := range numbers.valid {
				got, err := taxid.Parse(value, c)
				require.NoError(t, err, value)
				assert.Equal(t, taxid.Number{Country: c, Value: value}, got)
			}
			for _, value := range numbers.checksum {
				_, err := taxid.Parse(value, c)
				assert.ErrorIs(t, err, taxid.ErrChecksum, value)
			}
			for _, value := range numbers.malformed {
				_, err := taxid.Parse(value, c)
				assert.ErrorIs(t, err, taxid.ErrFormat, value)
			}
		})
	}
}

func TestSamplesCoverTheUnionAndItsNeighbours(t *testing.T) {
	t.Parallel()
	for _, c := range append(unionMembers(), "GB", "CH", "NO", "UA") {
		assert.Contains(t, samples, c)
	}
	assert.Len(t, samples, 31)
}

func unionMembers() []country.Code {
	var members []country.Code
	for _, c := range country.All() {
		if c.InEU() {
			members = append(members, c)
		}
	}
	return members
}
