package customer_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestApplyRefuses(t *testing.T) {
	t.Parallel()
	long := func(length int) *string { return new(strings.Repeat("ż", length)) }
	limit := func(amount, currency string) **customer.Amount {
		return new(&customer.Amount{Amount: amount, Currency: currency})
	}
	methods := func(count int) *[]string {
		all := make([]string, count)
		for i := range all {
			all[i] = strings.Repeat("p", i+1)
		}
		return &all
	}
	for name, c := range map[string]struct {
		change customer.Change
		want   []string
	}{
		"an unknown kind":                     {customer.Change{Kind: new(customer.Kind("shop"))}, []string{"kind KIND_REQUIRED"}},
		"an empty name":                       {customer.Change{Name: new(" ")}, []string{"name NAME_REQUIRED"}},
		"a name that nobody can see":          {customer.Change{Name: new("\u200b\u0301")}, []string{"name NAME_REQUIRED"}},
		"a name of 251 characters":            {customer.Change{Name: long(251)}, []string{"name TOO_LONG"}},
		"a name with a control character":     {customer.Change{Name: new("Ka\x07wa")}, []string{"name CHARACTERS_INVALID"}},
		"a name with a line break":            {customer.Change{Name: new("Ka\nwa")}, []string{"name CHARACTERS_INVALID"}},
		"a name that is no text, only once":   {customer.Change{Name: new("\xff")}, []string{"name CHARACTERS_INVALID"}},
		"a first name of 101 characters":      {customer.Change{FirstName: long(101)}, []string{"firstName TOO_LONG"}},
		"a last name of 101 characters":       {customer.Change{LastName: long(101)}, []string{"lastName TOO_LONG"}},
		"an e-mail without a domain":          {customer.Change{Email: new("jan@")}, []string{"email EMAIL_INVALID"}},
		"a phone of 41 characters":            {customer.Change{Phone: long(41)}, []string{"phone TOO_LONG"}},
		"an unknown country, only once":       {customer.Change{TaxCountry: new("XX"), TaxID: new("1")}, []string{"taxCountry COUNTRY_UNKNOWN"}},
		"the VAT prefix of Greece as country": {customer.Change{TaxCountry: new("EL")}, []string{"taxCountry COUNTRY_UNKNOWN"}},
		"a tax ID of another form":            {customer.Change{TaxID: new("123")}, []string{"taxId TAX_ID_FORMAT"}},
		"a tax ID with a wrong check digit":   {customer.Change{TaxID: new("5250001027")}, []string{"taxId TAX_ID_CHECKSUM"}},
		"a tax ID of another country":         {customer.Change{TaxID: new("CZ25596641")}, []string{"taxId TAX_ID_COUNTRY_MISMATCH"}},
		"a tax ID of 31 characters, once":     {customer.Change{TaxID: long(31)}, []string{"taxId TOO_LONG"}},
		"a registration number of 51":         {customer.Change{RegistrationNumber: long(51)}, []string{"registrationNumber TOO_LONG"}},
		"a price level of 51":                 {customer.Change{PriceLevel: long(51)}, []string{"priceLevel TOO_LONG"}},
		"negative payment terms":              {customer.Change{PaymentTermsDays: new(new(int32(-1)))}, []string{"paymentTermsDays OUT_OF_RANGE"}},
		"payment terms of 366 days":           {customer.Change{PaymentTermsDays: new(new(int32(366)))}, []string{"paymentTermsDays OUT_OF_RANGE"}},
		"a credit limit that is no number":    {customer.Change{CreditLimit: limit("1e3", "PLN")}, []string{"creditLimit.amount AMOUNT_INVALID"}},
		"a negative credit limit":             {customer.Change{CreditLimit: limit("-1", "PLN")}, []string{"creditLimit.amount OUT_OF_RANGE"}},
		"a credit limit in no currency":       {customer.Change{CreditLimit: limit("1", "ZZZ")}, []string{"creditLimit.currency CURRENCY_UNKNOWN"}},
		"a payment method of 51 characters":   {customer.Change{PaymentMethods: &[]string{"cash", *long(51)}}, []string{"paymentMethods TOO_LONG"}},
		"21 payment methods":                  {customer.Change{PaymentMethods: methods(21)}, []string{"paymentMethods TOO_LONG"}},
		"a discount of more than all":         {customer.Change{ERPDiscount: new("100.01")}, []string{"erpDiscountPercent PERCENT_INVALID"}},
		"a discount to the thousandth":        {customer.Change{ERPDiscount: new("1.001")}, []string{"erpDiscountPercent PERCENT_INVALID"}},
		"an unknown language":                 {customer.Change{Language: new("polski")}, []string{"language LANGUAGE_UNKNOWN"}},
		"no language in particular":           {customer.Change{Language: new("und")}, []string{"language LANGUAGE_UNKNOWN"}},
		"a language of 11 characters":         {customer.Change{Language: new("sl-rozaj-it")}, []string{"language LANGUAGE_UNKNOWN"}},
		"an unknown currency":                 {customer.Change{Currency: new("ZŁ")}, []string{"currency CURRENCY_UNKNOWN"}},
		"the code for no currency":            {customer.Change{Currency: new("XXX")}, []string{"currency CURRENCY_UNKNOWN"}},
		"a note of 4001 characters":           {customer.Change{Note: long(4001)}, []string{"note TOO_LONG"}},
		"a note with a bell":                  {customer.Change{Note: new("a\ab")}, []string{"note CHARACTERS_INVALID"}},
		"everything at once, in the order of the form": {customer.Change{
			Kind: new(customer.Kind("")), Name: new(""), Email: new("x"), Currency: new("?"), TaxCountry: new("?"), TaxID: long(31),
			RegistrationNumber: long(51), PaymentTermsDays: new(new(int32(400))), Note: long(4001),
		}, []string{
			"kind KIND_REQUIRED", "name NAME_REQUIRED", "email EMAIL_INVALID", "taxId TOO_LONG", "taxCountry COUNTRY_UNKNOWN",
			"registrationNumber TOO_LONG", "paymentTermsDays OUT_OF_RANGE", "currency CURRENCY_UNKNOWN", "note TOO_LONG",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, faulttest.Violations(fault.InvalidFields(newCustomer().Apply(c.change, "PL"))))
		})
	}
}

// applied is a company after a change that must be accepted.
func applied(t *testing.T, change customer.Change) *customer.Customer {
	t.Helper()
	c := newCustomer()
	require.Empty(t, faulttest.Violations(fault.InvalidFields(c.Apply(change, "PL"))))
	return c
}

func TestApplyCountsCharactersNotBytes(t *testing.T) {
	t.Parallel()
	name := strings.Repeat("Ż", 250)
	assert.Equal(t, name, applied(t, customer.Change{Name: &name}).Name)
	decomposed := strings.Repeat("Z\u0307", 250)
	assert.Equal(t, name, applied(t, customer.Change{Name: &decomposed}).Name, "letters count as they are kept: composed")
}

func TestApplyAcceptsAnyPrintableName(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"O'Brien & Søn / 24.pl", "7", "Ωμέγα Α.Ε.", "株式会社", "„Łódź” Sp. z o.o.", "100%_\\"} {
		assert.Equal(t, name, applied(t, customer.Change{Name: new("  " + name + "\t")}).Name)
	}
}

func TestApplyNamesAPersonByFirstAndLastName(t *testing.T) {
	t.Parallel()
	jan := func() *customer.Customer {
		return applied(t, customer.Change{Kind: new(customer.Person), Name: new(""), FirstName: new("Jan"), LastName: new("Nowak")})
	}
	assert.Equal(t, "Jan Nowak", jan().Name)

	renamed := jan()
	require.Empty(t, renamed.Apply(customer.Change{LastName: new("Kowalski")}, "PL"))
	assert.Equal(t, "Jan Kowalski", renamed.Name, "a name made of them follows them")

	own := jan()
	require.Empty(t, own.Apply(customer.Change{Name: new("Kawiarnia Jana")}, "PL"))
	require.Empty(t, own.Apply(customer.Change{LastName: new("Kowalski")}, "PL"))
	assert.Equal(t, "Kawiarnia Jana", own.Name, "a name of its own does not")

	company := newCustomer(func(c *customer.Customer) { c.Name, c.FirstName, c.LastName = "Jan Nowak", "Jan", "Nowak" })
	require.Empty(t, company.Apply(customer.Change{LastName: new("Kowalski")}, "PL"))
	assert.Equal(t, "Jan Nowak", company.Name, "nor does that of a company")

	unnamed := customer.New(customer.FromAdmin, noon)
	assert.Equal(t, []string{"name NAME_REQUIRED"}, faulttest.Violations(fault.InvalidFields(unnamed.Apply(customer.Change{Kind: new(customer.Person)}, "PL"))))
	unknown := customer.New(customer.FromAdmin, noon)
	assert.Equal(t, []string{"kind KIND_REQUIRED"}, faulttest.Violations(fault.InvalidFields(unknown.Apply(customer.Change{FirstName: new("Jan")}, "PL"))),
		"who has a first name is not told that a name is missing, too")
}

func TestApplyReadsTaxIDsByTheirCountry(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		country *string
		typed   string
		key     string
	}{
		"at home without a country":     {nil, "525-000-10-26", "PL5250001026"},
		"at home with an empty country": {new(""), "PL 525 000 10 26", "PL5250001026"},
		"of Greece by its country code": {new("gr"), "094259216", "GR094259216"},
		"of Greece with its VAT prefix": {new("GR"), "EL 094259216", "GR094259216"},
		"of the Czech Republic":         {new("CZ"), "CZ25596641", "CZ25596641"},
		"of a country without rules":    {new("US"), "12-3456789", "US123456789"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			saved := applied(t, customer.Change{TaxCountry: c.country, TaxID: &c.typed})
			assert.Equal(t, []string{c.typed, c.key, c.key[:2]}, []string{saved.TaxID, saved.TaxKey, string(saved.TaxCountry)})
		})
	}
}

func TestApplyChecksTheTaxIDAgainWhenItsCountryChanges(t *testing.T) {
	t.Parallel()
	c := applied(t, customer.Change{TaxID: new("5250001026")})
	assert.Equal(t, []string{"taxId TAX_ID_CHECKSUM"}, faulttest.Violations(fault.InvalidFields(c.Clone().Apply(customer.Change{TaxCountry: new("CZ")}, "PL"))))
	require.Empty(t, c.Apply(customer.Change{TaxID: new("")}, "PL"))
	assert.Empty(t, c.TaxKey)
}

func TestApplyNeverSwitchesTheTaxStatusSilently(t *testing.T) {
	t.Parallel()
	assert.Equal(t, customer.Domestic, applied(t, customer.Change{TaxCountry: new("CZ"), TaxID: new("CZ25596641")}).TaxStatus)
	assert.Equal(t, customer.IntraEU, applied(t, customer.Change{TaxStatus: new(customer.IntraEU)}).TaxStatus)
	assert.Equal(t, customer.Domestic, applied(t, customer.Change{TaxStatus: new(customer.TaxStatus(""))}).TaxStatus)
}

func TestApplyKeepsPhonesAsTyped(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		typed, country, key string
		warnings            []string
	}{
		"normalised at home":             {"601 602 603", "", "+48601602603", nil},
		"normalised in the tax country":  {"601 602 603", "CZ", "+420601602603", nil},
		"normalised by its prefix":       {"+30 210 1234567", "", "+302101234567", nil},
		"with a warning when unreadable": {"wewn. 12", "", "12", []string{"PHONE_NOT_NORMALIZED:phone"}},
		"with a warning without digits":  {"brak", "", "", []string{"PHONE_NOT_NORMALIZED:phone"}},
		"without one when empty":         {"", "", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			saved := applied(t, customer.Change{Phone: &c.typed, TaxCountry: &c.country})
			assert.Equal(t, []string{c.typed, c.key}, []string{saved.Phone, saved.PhoneKey})
			assert.Equal(t, c.warnings, saved.Warnings())
		})
	}
}

func TestApplyTidiesTradeTerms(t *testing.T) {
	t.Parallel()
	shop, other := uuid.New(), uuid.New()
	c := applied(t, customer.Change{
		Language: new(" EN_gb "), Currency: new(" pln "), CreditLimit: new(&customer.Amount{Amount: "25000", Currency: "eur"}),
		PaymentMethods: &[]string{" transfer ", "", "cash", "transfer"}, PaymentTermsDays: new(new(int32(0))),
		ERPDiscount: new(" 12.5 "), ShopIDs: &[]uuid.UUID{shop, other, shop}, Note: new(" dwie\n\tlinie "),
	})
	assert.Equal(t, []any{"en-GB", "PLN", "25000.00", "EUR", []string{"transfer", "cash"}, int32(0), "12.50", []uuid.UUID{shop, other}, "dwie\n\tlinie"},
		[]any{c.Language, c.Currency, c.CreditLimit.String(), c.CreditLimit.Currency, c.PaymentMethods, *c.PaymentTermsDays, c.ERPDiscount.String(), c.ShopIDs, c.Note})
	assert.Equal(t, "XCG", applied(t, customer.Change{Currency: new("XCG")}).Currency, "young currencies too")

	require.Empty(t, c.Apply(customer.Change{
		Language: new(""), Currency: new(""), CreditLimit: new((*customer.Amount)(nil)), PaymentMethods: &[]string{},
		PaymentTermsDays: new((*int32)(nil)), ERPDiscount: new(""), Note: new(""),
	}, "PL"))
	assert.Equal(t, []any{"", "", true, 0, true, true, ""},
		[]any{c.Language, c.Currency, c.CreditLimit == nil, len(c.PaymentMethods), c.PaymentTermsDays == nil, c.ERPDiscount == nil, c.Note})
}

func TestApplyLeavesWhatIsNotNamed(t *testing.T) {
	t.Parallel()
	c := applied(t, customer.Change{
		Email: new("jan@kawa.pl"), Phone: new("601602603"), TaxID: new("5250001026"), Note: new("x"), Language: new("pl"),
		CreditLimit: new(&customer.Amount{Amount: "1", Currency: "PLN"}), PaymentMethods: &[]string{"cash"},
	})
	after := c.Clone()
	require.Empty(t, after.Apply(customer.Change{}, "PL"))
	assert.Equal(t, c, after)
}

func TestOnlyACompanyHasATaxOffice(t *testing.T) {
	t.Parallel()
	company := applied(t, customer.Change{Kind: new(customer.Company), TaxOffice: new("Α΄ Αθηνών")})
	person := company.Clone()
	require.Empty(t, person.Apply(customer.Change{Kind: new(customer.Person)}, "GR"))
	assert.Empty(t, person.TaxOffice, "it goes when the company becomes a person")
	require.Empty(t, person.Apply(customer.Change{TaxOffice: new("")}, "GR"))
	violations := person.Apply(customer.Change{TaxOffice: new("Α΄ Αθηνών")}, "GR")
	assert.Equal(t, []string{"taxOffice FIELD_ONLY_FOR_COMPANIES"}, faulttest.Violations(fault.InvalidFields(violations)))
}
