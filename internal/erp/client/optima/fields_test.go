package optima_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

const (
	domestic = apiv1.TaxStatus_TAX_STATUS_DOMESTIC
	intraEU  = apiv1.TaxStatus_TAX_STATUS_INTRA_EU
	extraEU  = apiv1.TaxStatus_TAX_STATUS_EXTRA_EU
)

func TestFields(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		elements string
		want     *apiv1.Contractor // besides id and kind
	}{
		"nothing but an id leaves everything alone": {"", &apiv1.Contractor{}},
		"white space in values is squeezed":         {"<AKRONIM> A \n B </AKRONIM>", &apiv1.Contractor{Code: new("A B")}},
		"three name lines are one name":             {"<ADRES><NAZWA1>A</NAZWA1><NAZWA2/><NAZWA3>C</NAZWA3></ADRES>", named("A C")},
		"inactive is not active":                    {"<NIEAKTYWNY>TAK</NIEAKTYWNY>", &apiv1.Contractor{Active: new(false)}},
		"switches may be digits":                    {"<NIEAKTYWNY>0</NIEAKTYWNY>", &apiv1.Contractor{Active: new(true)}},
		"switches may be English":                   {"<NIEAKTYWNY>True</NIEAKTYWNY>", &apiv1.Contractor{Active: new(false)}},
		"an empty switch is no news":                {"<NIEAKTYWNY/>", &apiv1.Contractor{}},
		"domestic in capitals":                      {"<EKSPORT>KRAJOWY</EKSPORT>", taxed(domestic, "PL")},
		"intra-EU":                                  {"<EKSPORT>Wewnątrzunijny</EKSPORT>", taxed(intraEU, "")},
		"intra-EU without accents":                  {"<EKSPORT>wewnatrzunijny</EKSPORT>", taxed(intraEU, "")},
		"intra-EU in short":                         {"<EKSPORT>unijny</EKSPORT>", taxed(intraEU, "")},
		"extra-EU":                                  {"<EKSPORT>pozaunijny</EKSPORT>", taxed(extraEU, "")},
		"a credit limit with a comma":               {"<JEST_LIMIT_KREDYTU>Tak</JEST_LIMIT_KREDYTU><LIMIT_KREDYTU>25 000,5000</LIMIT_KREDYTU>", limited("25000.50")},
		"a credit limit without its switch":         {"<LIMIT_KREDYTU>10</LIMIT_KREDYTU>", limited("10")},
		"a doubtful number is left to the server":   {"<LIMIT_KREDYTU>1.234,50</LIMIT_KREDYTU>", limited("1.234,50")},
		"no credit limit any more":                  {"<JEST_LIMIT_KREDYTU>Nie</JEST_LIMIT_KREDYTU><LIMIT_KREDYTU>7</LIMIT_KREDYTU>", cleared("creditLimit")},
		"an empty credit limit without its switch":  {"<LIMIT_KREDYTU/>", cleared("creditLimit")},
		"payment terms":                             {"<INDYWIDUALNY_TERMIN>1</INDYWIDUALNY_TERMIN><TERMIN>14,00</TERMIN>", &apiv1.Contractor{PaymentTermsDays: proto.Int32(14)}},
		"payment at once":                           {"<INDYWIDUALNY_TERMIN>Tak</INDYWIDUALNY_TERMIN><TERMIN>0</TERMIN>", &apiv1.Contractor{PaymentTermsDays: proto.Int32(0)}},
		"no payment terms of its own":               {"<INDYWIDUALNY_TERMIN>Nie</INDYWIDUALNY_TERMIN><TERMIN>14</TERMIN>", cleared("paymentTermsDays")},
		"terms of trade":                            {"<FORMA_PLATNOSCI>blik</FORMA_PLATNOSCI><CENY>hurtowa</CENY><OPIEKUN>jan</OPIEKUN><UPUST>12,5000</UPUST>", trade()},
		"empty terms of trade are removed":          {"<UPUST></UPUST><CENY> </CENY><FORMA_PLATNOSCI/>", cleared("paymentMethod", "priceLevel", "discountPercent")},
		"empty numbers of registers are removed":    {"<ADRES><REGON/><NIP/></ADRES>", cleared("registrationNumber", "taxId")},
		"an empty address is removed":               {"<ADRES><MIASTO/></ADRES>", cleared("addresses")},
		"two notes are two lines":                   {"<INFORMACJE>two\r\nthree</INFORMACJE><OPIS>one</OPIS>", &apiv1.Contractor{Note: new("one\ntwo\nthree")}},
		"what staff edit too is not emptied":        {"<OPIS/><INFORMACJE></INFORMACJE><OPIEKUN/><ADRES><EMAIL/><TELEFON1/></ADRES>", &apiv1.Contractor{}},
		"groups by name":                            {"<GRUPY><GRUPA><KOD>x</KOD><NAZWA>Hurt</NAZWA></GRUPA><GRUPA><NAZWA>VIP</NAZWA></GRUPA></GRUPY>", grouped("Hurt", "VIP")},
		"groups by text":                            {"<GRUPY><GRUPA>Hurt</GRUPA><GRUPA>VIP</GRUPA></GRUPY>", grouped("Hurt", "VIP")},
		"groups without a list around them":         {"<GRUPA>Hurt</GRUPA><GRUPA/><GRUPA>VIP</GRUPA>", grouped("Hurt", "VIP")},
		"no groups any more":                        {"<GRUPY/>", cleared("groups")},
		"elements of the same name elsewhere":       {"<ATRYBUTY><ATRYBUT><AKRONIM/><NIP> </NIP></ATRYBUT></ATRYBUTY><AKRONIM>A</AKRONIM>", &apiv1.Contractor{Code: new("A")}},
		"a customer who supplies too is a customer": {"<RODZAJ>Odbiorca_Dostawca</RODZAJ>", &apiv1.Contractor{}},
		"markup within a value is not a part of it": {"<AKRONIM>A<!-- x --><b/><![CDATA[&]]></AKRONIM>", &apiv1.Contractor{Code: new("A&")}},
		"groups by code":                            {"<GRUPY><GRUPA><KOD>x</KOD><NAZWA/></GRUPA></GRUPY>", grouped("x")},
		"flags are no notes":                        {"<INFORMACJE>Nie</INFORMACJE><OPIS>TAK</OPIS>", &apiv1.Contractor{}},
		"digits of a flag are no notes":             {"<INFORMACJE>0</INFORMACJE><OPIS>one</OPIS>", &apiv1.Contractor{Note: new("one")}},
		"the price level that stands for none":      {"<CENY>Domyślna</CENY>", cleared("priceLevel")},
		"null is nothing":                           {"<AKRONIM>null</AKRONIM><CENY>null</CENY>", cleared("priceLevel")},
		"an empty element after a value":            {"<AKRONIM>A</AKRONIM><AKRONIM> </AKRONIM>", &apiv1.Contractor{Code: new("A")}},
		"an empty element before a value":           {"<AKRONIM/><AKRONIM>A</AKRONIM>", &apiv1.Contractor{Code: new("A")}},
		"a value twice":                             {"<AKRONIM>A</AKRONIM><AKRONIM>A </AKRONIM>", &apiv1.Contractor{Code: new("A")}},
		"a list twice":                              {"<GRUPY><GRUPA>A</GRUPA></GRUPY><GRUPY><GRUPA>A</GRUPA></GRUPY><GRUPY/>", grouped("A")},
		"orders are not blocked":                    {"<BLOKADA_DOKUMENTOW>Nie</BLOKADA_DOKUMENTOW>", &apiv1.Contractor{}},
		"flags and zeros that are not read":         {"<PLATNIK_VAT>Tak</PLATNIK_VAT><MAX_ZWLOKA>0,00</MAX_ZWLOKA><ROLNIK>Nie</ROLNIK>", &apiv1.Contractor{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			record := readOne(t, test.elements)
			require.Empty(t, record.Problems)
			require.Empty(t, record.Warnings)
			require.False(t, record.Skipped)
			test.want.ExternalId = "1"
			test.want.Kind = apiv1.CustomerKind_CUSTOMER_KIND_COMPANY.Enum()
			require.Empty(t, cmp.Diff(test.want, record.Contractor, protocmp.Transform()))
		})
	}
}

func TestPerson(t *testing.T) {
	t.Parallel()
	t.Run("has the surname first", func(t *testing.T) {
		t.Parallel()
		person := readOne(t, "<ADRES><NAZWA2>Jan</NAZWA2><NAZWA1>Kowalski</NAZWA1></ADRES><FINALNY>tak</FINALNY>").Contractor
		assert.Equal(t, apiv1.CustomerKind_CUSTOMER_KIND_PERSON, person.GetKind())
		assert.Equal(t, "Jan Kowalski", person.GetName())
		assert.Equal(t, "Jan", person.GetFirstName())
		assert.Equal(t, "Kowalski", person.GetLastName())
	})
	t.Run("may have one name", func(t *testing.T) {
		t.Parallel()
		person := readOne(t, "<ADRES><NAZWA1>Kowalski</NAZWA1><NAZWA2/></ADRES><FINALNY>Tak</FINALNY>").Contractor
		assert.Equal(t, "Kowalski", person.GetName())
		assert.Equal(t, "Kowalski", person.GetLastName())
		assert.Nil(t, person.FirstName)
	})
}

func TestTaxID(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ elements, id, country string }{
		"country by its code":                            {"<KRAJ_ISO>pl</KRAJ_ISO><ADRES><NIP>525-000-10-26</NIP></ADRES>", "525-000-10-26", "PL"},
		"prefix of Greece is EL":                         {"<ADRES><NIP_KRAJ>EL</NIP_KRAJ><NIP>094259216</NIP></ADRES>", "094259216", "GR"},
		"prefix within the tax ID":                       {"<KRAJ_ISO>PL</KRAJ_ISO><ADRES><NIP>PL 525-000-10-26</NIP></ADRES>", "525-000-10-26", "PL"},
		"prefix within the tax ID and beside it":         {"<ADRES><NIP_KRAJ>CZ</NIP_KRAJ><NIP>CZ25123891</NIP></ADRES>", "25123891", "CZ"},
		"prefix within the tax ID and no country":        {"<ADRES><NIP>DE136695976</NIP></ADRES>", "136695976", "DE"},
		"prefix of another country stays to be judged":   {"<KRAJ_ISO>PL</KRAJ_ISO><ADRES><NIP>CZ25123891</NIP></ADRES>", "CZ25123891", "PL"},
		"letters that are no prefix stay":                {"<KRAJ_ISO>ES</KRAJ_ISO><ADRES><NIP>B12345674</NIP></ADRES>", "B12345674", "ES"},
		"country of the tax ID before that of the seat":  {"<KRAJ_ISO>DE</KRAJ_ISO><ADRES><NIP_KRAJ>PL</NIP_KRAJ><NIP>5250001026</NIP></ADRES>", "5250001026", "PL"},
		"country by its Polish name":                     {"<ADRES><KRAJ>czechy</KRAJ></ADRES>", "", "CZ"},
		"country that does not exist stays to be judged": {"<KRAJ_ISO>Xx</KRAJ_ISO>", "", "XX"},
		"prefix of Northern Ireland beside the tax ID":   {"<KRAJ_ISO>GB</KRAJ_ISO><ADRES><NIP_KRAJ>XI</NIP_KRAJ><NIP>980780684</NIP></ADRES>", "XI980780684", "GB"},
		"prefix of Northern Ireland within the tax ID":   {"<KRAJ_ISO>GB</KRAJ_ISO><ADRES><NIP>XI 980780684</NIP></ADRES>", "XI 980780684", "GB"},
		"prefix of Northern Ireland twice":               {"<ADRES><NIP_KRAJ>xi</NIP_KRAJ><NIP>xi980780684</NIP></ADRES>", "xi980780684", "GB"},
		"prefix of France, which issues for Monaco":      {"<KRAJ_ISO>MC</KRAJ_ISO><ADRES><NIP_KRAJ>FR</NIP_KRAJ><NIP>40303265045</NIP></ADRES>", "40303265045", "MC"},
		"prefix of France within a tax ID of Monaco":     {"<KRAJ_ISO>MC</KRAJ_ISO><ADRES><NIP>FR40303265045</NIP></ADRES>", "FR40303265045", "MC"},
		"too short for a prefix":                         {"<KRAJ_ISO>PL</KRAJ_ISO><ADRES><NIP>P</NIP></ADRES>", "P", "PL"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			contractor := readOne(t, test.elements).Contractor
			assert.Equal(t, test.id, contractor.GetTaxId())
			assert.Equal(t, test.country, contractor.GetTaxCountry())
		})
	}
}

func TestOddities(t *testing.T) {
	t.Parallel()
	warnings := map[string]struct{ elements, warning string }{
		"tax status of another wording":      {"<EKSPORT>trójstronny</EKSPORT>", "TAX_STATUS_UNKNOWN:taxStatus"},
		"what the registry has no place for": {"<PESEL>none</PESEL><RACHUNKI><R><NR>12 34</NR></R></RACHUNKI><RACHUNKI><R><NR>56</NR></R></RACHUNKI><ROLNIK>Tak</ROLNIK>", "ELEMENT_NOT_READ:KONTRAHENT/PESEL ELEMENT_NOT_READ:KONTRAHENT/RACHUNKI"},
		"more than a value has":              {"<AKRONIM>A<b>y</b></AKRONIM>", "ELEMENT_NOT_READ:KONTRAHENT/AKRONIM/b"},
		"a fax":                              {"<ADRESY><ADRES><FAX>12 345</FAX></ADRES></ADRESY>", "ELEMENT_NOT_READ:KONTRAHENT/ADRESY/ADRES/FAX"},
		"an e-mail for letters":              {"<ADRES_KORESPONDENCYJNY><EMAIL>a@b.example</EMAIL></ADRES_KORESPONDENCYJNY>", "ELEMENT_NOT_READ:KONTRAHENT/ADRES_KORESPONDENCYJNY/EMAIL"},
		"a block of orders":                  {"<BLOKADA_DOKUMENTOW>Tak</BLOKADA_DOKUMENTOW>", "ELEMENT_NOT_READ:KONTRAHENT/BLOKADA_DOKUMENTOW"},
		"type of another wording":            {"<RODZAJ>konkurencja</RODZAJ>", "CONTRACTOR_TYPE_UNKNOWN"},
		"credit limit without an amount":     {"<JEST_LIMIT_KREDYTU>Tak</JEST_LIMIT_KREDYTU><LIMIT_KREDYTU/>", "VALUE_MISSING:creditLimit"},
		"payment terms without days":         {"<INDYWIDUALNY_TERMIN>Tak</INDYWIDUALNY_TERMIN>", "VALUE_MISSING:paymentTermsDays"},
	}
	for name, test := range warnings {
		t.Run(name+" is a warning", func(t *testing.T) {
			t.Parallel()
			record := readOne(t, test.elements)
			assert.True(t, record.IsSendable())
			assert.Equal(t, strings.Fields(test.warning), record.Warnings)
			assert.Nil(t, record.Contractor.TaxStatus)
			assert.Empty(t, record.Contractor.GetClearFields())
		})
	}
	t.Run("a supplier is skipped", func(t *testing.T) {
		t.Parallel()
		record := readOne(t, "<RODZAJ>Dostawca</RODZAJ>")
		assert.True(t, record.Skipped)
		assert.False(t, record.IsSendable())
	})
	problems := map[string]struct{ elements, path, reason string }{
		"switch that is neither yes nor no": {"<NIEAKTYWNY>może</NIEAKTYWNY>", "KONTRAHENT/NIEAKTYWNY", "YES_NO_INVALID"},
		"days that are no number":           {"<TERMIN>dwa</TERMIN>", "KONTRAHENT/TERMIN", "NUMBER_INVALID"},
		"days that are no whole number":     {"<TERMIN>1,5</TERMIN>", "KONTRAHENT/TERMIN", "NUMBER_INVALID"},
		"days beyond all bounds":            {"<TERMIN>99999999999</TERMIN>", "KONTRAHENT/TERMIN", "NUMBER_INVALID"},
	}
	for name, test := range problems {
		t.Run(name+" is a problem", func(t *testing.T) {
			t.Parallel()
			record := readOne(t, test.elements)
			assert.False(t, record.IsSendable())
			require.Len(t, record.Problems, 1)
			assert.Equal(t, test.path, record.Problems[0].Path)
			assert.Equal(t, test.reason, record.Problems[0].Reason)
		})
	}
}

func named(name string) *apiv1.Contractor { return &apiv1.Contractor{Name: new(name)} }

func taxed(status apiv1.TaxStatus, country string) *apiv1.Contractor {
	contractor := &apiv1.Contractor{TaxStatus: status.Enum()}
	if country != "" {
		contractor.TaxCountry = new(country)
	}
	return contractor
}

func limited(amount string) *apiv1.Contractor {
	return &apiv1.Contractor{CreditLimit: &apiv1.Money{Amount: amount, Currency: "PLN"}}
}

func trade() *apiv1.Contractor {
	return &apiv1.Contractor{
		PaymentMethod: new("blik"), PriceLevel: new("hurtowa"),
		AccountManager: new("jan"), DiscountPercent: new("12.50"),
	}
}

func grouped(groups ...string) *apiv1.Contractor { return &apiv1.Contractor{Groups: groups} }

func cleared(fields ...string) *apiv1.Contractor { return &apiv1.Contractor{ClearFields: fields} }
