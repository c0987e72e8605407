package optima_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/testing/protocmp"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

const (
	seat    = "<NAZWA1>Firma</NAZWA1><ULICA>ul. Długa</ULICA><NR_DOMU>7</NR_DOMU><NR_LOKALU>12</NR_LOKALU><MIASTO>Gdańsk</MIASTO>"
	mailing = "<ADRES_KORESPONDENCYJNY><ULICA>Dlouhá</ULICA><NR_DOMU>1</NR_DOMU><MIASTO>Praha</MIASTO><KRAJ>Czechy</KRAJ><TELEFON1>123</TELEFON1></ADRES_KORESPONDENCYJNY>"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	billing := &apiv1.Address{
		Type: apiv1.AddressType_ADDRESS_TYPE_BILLING, IsDefault: true,
		Company: "Firma", Street: "ul. Długa 7/12", City: "Gdańsk", Country: "PL",
	}
	shipping := &apiv1.Address{
		Type: apiv1.AddressType_ADDRESS_TYPE_SHIPPING, IsDefault: true,
		Company: "Firma", Street: "Dlouhá 1", City: "Praha", Country: "CZ", Phone: "123",
	}
	tests := map[string]struct {
		elements string
		want     []*apiv1.Address
	}{
		"under the contractor":           {"<ADRES>" + seat + "</ADRES>", []*apiv1.Address{billing}},
		"in a list":                      {"<ADRESY><ADRES>" + seat + "</ADRES></ADRESY>", []*apiv1.Address{billing}},
		"in a list with one for letters": {"<ADRESY>" + mailing + "<ADRES>" + seat + "</ADRES></ADRESY>", []*apiv1.Address{billing, shipping}},
		"beside one for letters":         {"<ADRES>" + seat + "</ADRES>" + mailing, []*apiv1.Address{billing, shipping}},
		"beside an empty one for letters": {
			"<ADRES>" + seat + "</ADRES><ADRES_KORESPONDENCYJNY><ULICA/><MIASTO/><KRAJ>Polska</KRAJ></ADRES_KORESPONDENCYJNY>",
			[]*apiv1.Address{billing},
		},
		"after a historical one": {
			"<ADRESY><ADRES><STATUS>historyczny</STATUS><MIASTO>Sopot</MIASTO></ADRES><ADRES><STATUS>Aktualny</STATUS>" + seat + "</ADRES></ADRESY>",
			[]*apiv1.Address{billing},
		},
		"alone with a status of another wording": {"<ADRES><STATUS>czynny</STATUS>" + seat + "</ADRES>", []*apiv1.Address{billing}},
		"of a village without streets": {
			"<ADRES><NR_DOMU>12</NR_DOMU><KOD_POCZTOWY>11-700</KOD_POCZTOWY><WOJEWODZTWO>warmińsko-mazurskie</WOJEWODZTWO></ADRES>",
			[]*apiv1.Address{{
				Type: apiv1.AddressType_ADDRESS_TYPE_BILLING, IsDefault: true,
				Street: "12", PostalCode: "11-700", Region: "warmińsko-mazurskie", Country: "PL",
			}},
		},
		"written twice": {"<ADRES>" + seat + "</ADRES><ADRESY><ADRES/><ADRES>" + seat + "</ADRES></ADRESY>", []*apiv1.Address{billing}},
		"beside one for letters with names of its own": {
			"<ADRES>" + seat + "</ADRES><ADRES_KORESPONDENCYJNY><KORESP_ULICA>Dlouhá</KORESP_ULICA><KORESP_NR_DOMU>1</KORESP_NR_DOMU>" +
				"<KORESP_MIASTO>Praha</KORESP_MIASTO><KORESP_KRAJ>Czechy</KORESP_KRAJ><TELEFON1>123</TELEFON1></ADRES_KORESPONDENCYJNY>",
			[]*apiv1.Address{billing, shipping},
		},
		"with nothing but a post office":       {"<ADRES><POCZTA>Kraków</POCZTA></ADRES>", inTown("Kraków")},
		"with the post office of the town":     {"<ADRES><MIASTO>KRAKÓW</MIASTO><POCZTA>Kraków</POCZTA></ADRES>", inTown("KRAKÓW")},
		"with the post office of another town": {"<ADRES><MIASTO>Ostojów</MIASTO><POCZTA>Suchedniów</POCZTA></ADRES>", inTown("Ostojów, poczta Suchedniów")},
		"of a person": {
			"<FINALNY>Tak</FINALNY><ADRES><NAZWA1>Żak</NAZWA1><NAZWA2>Ewa</NAZWA2><MIASTO>Sopot</MIASTO></ADRES>",
			[]*apiv1.Address{{
				Type: apiv1.AddressType_ADDRESS_TYPE_BILLING, IsDefault: true,
				Recipient: "Ewa Żak", City: "Sopot", Country: "PL",
			}},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			record := readOne(t, "<KRAJ_ISO>PL</KRAJ_ISO>"+test.elements)
			require.Empty(t, record.Problems)
			require.Empty(t, cmp.Diff(test.want, record.Contractor.GetAddresses(), protocmp.Transform()))
		})
	}
	t.Run("two that are current are a problem", func(t *testing.T) {
		t.Parallel()
		record := readOne(t, "<ADRES>"+seat+"</ADRES><ADRESY><ADRES><MIASTO>Sopot</MIASTO></ADRES></ADRESY>")
		require.Len(t, record.Problems, 1)
		assert.Equal(t, "KONTRAHENT/ADRESY/ADRES", record.Problems[0].Path)
		assert.Equal(t, "DUPLICATE_ELEMENT", record.Problems[0].Reason)
	})
}

func inTown(city string) []*apiv1.Address {
	return []*apiv1.Address{{Type: apiv1.AddressType_ADDRESS_TYPE_BILLING, IsDefault: true, City: city, Country: "PL"}}
}
