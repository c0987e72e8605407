package customer_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/customer"
)

func TestApplyRefuses(t *testing.T) {
	t.Parallel()
	long := func(length int) *string { return ptr(strings.Repeat("ż", length)) }
	limit := func(amount, currency string) **customer.Amount {
		return ptr(&customer.Amount{Amount: amount, Currency: currency})
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
		"an unknown kind":                     {customer.Change{Kind: ptr(customer.Kind("shop"))}, []string{"kind KIND_REQUIRED"}},
		"an empty name":                       {customer.Change{Name: ptr(" ")}, []string{"name NAME_REQUIRED"}},
		"a name that nobody can see":          {customer.Change{Name: ptr("\u200b\u0301")}, []string{"name NAME_REQUIRED"}},
		"a name of 251 characters":            {customer.Change{Name: long(251)}, []string{"name TOO_LONG"}},
		"a name with a control character":     {customer.Change{Name: ptr("Ka\x07wa")}, []string{"name CHARACTERS_INVALID"}},
		"a name with a line break":            {customer.Change{Name: ptr("Ka\nwa")}, []string{"name CHARACTERS_INVALID"}},
		"a name that is no text, only once":   {customer.Change{Name: ptr("\xff")}, []string{"name CHARACTERS_INVALID"}},
		"a first name of 101 characters":      {customer.Change{FirstName: long(101)}, []string{"firstName TOO_LONG"}},
		"a last name of 101 characters":       {customer.Change{LastName: long(101)}, []string{"lastName TOO_LONG"}},
		"an e-mail without a domain":          {customer.Change{Email: ptr("jan@")}, []string{"email EMAIL_INVALID"}},
		"a phone of 41 characters":            {customer.Change{Phone: long(41)}, []string{"phone TOO_LONG"}},
		"an unknown country, only once":       {customer.Change{TaxCountry: ptr("XX"), TaxID: ptr("1")}, []string{"taxCountry COUNTRY_UNKNOWN"}},
		"the VAT prefix of Greece as country": {customer.Change{TaxCountry: ptr("EL")}, []string{"taxCountry COUNTRY_UNKNOWN"}},
		"a tax ID of another form":            {customer.Change{TaxID: ptr("123")}, []string{"taxId TAX_ID_FORMAT"}},
		"a tax ID with a wrong check digit":   {customer.Change{TaxID: ptr("5250001027")}, []string{"taxId TAX_ID_CHECKSUM"}},
		"a tax ID of another country":         {customer.Change{TaxID: ptr("CZ25596641")}, []string{"taxId TAX_ID_COUNTRY_MISMATCH"}},
		"a tax ID of 31 characters, once":     {customer.Change{TaxID: long(31)}, []string{"taxId TOO_LONG"}},
		"a registration number of 51":         {customer.Change{RegistrationNumber: long(51)}, []string{"registrationNumber TOO_LONG"}},
		"a price level of 51":                 {customer.Change{PriceLevel: long(51)}, []string{"priceLevel TOO_LONG"}},
		"negative payment terms":              {customer.Change{PaymentTermsDays: ptr(ptr(int32(-1)))}, []string{"paymentTermsDays OUT_OF_RANGE"}},
		"payment terms of 366 days":           {customer.Change{PaymentTermsDays: ptr(ptr(int32(366)))}, []string{"paymentTermsDays OUT_OF_RANGE"}},
		"a credit limit that is no number":    {customer.Change{CreditLimit: limit("1e3", "PLN")}, []string{"creditLimit.amount AMOUNT_INVALID"}},
		"a negative credit limit":             {customer.Change{CreditLimit: limit("-1", "PLN")}, []string{"creditLimit.amount OUT_OF_RANGE"}},
		"a credit limit in no currency":       {customer.Change{CreditLimit: limit("1", "ZZZ")}, []string{"creditLimit.currency CURRENCY_UNKNOWN"}},
		"a payment method of 51 characters":   {customer.Change{PaymentMethods: &[]string{"cash", *long(51)}}, []string{"paymentMethods TOO_LONG"}},
		"21 payment methods":                  {customer.Change{PaymentMethods: methods(21)}, []string{"paymentMethods TOO_LONG"}},
		"a discount of more than all":         {customer.Change{ERPDiscount: ptr("100.01")}, []string{"erpDiscountPercent PERCENT_INVALID"}},
		"a discount to the thousandth":        {customer.Change{ERPDiscount: ptr("1.001")}, []string{"erpDiscountPercent PERCENT_INVALID"}},
		"an unknown language":                 {customer.Change{Language: ptr("polski")}, []string{"language LANGUAGE_UNKNOWN"}},
		"no language in particular":           {customer.Change{Language: ptr("und")}, []string{"language LANGUAGE_UNKNOWN"}},
		"a language of 11 characters":         {customer.Change{Language: ptr("sl-rozaj-it")}, []string{"language LANGUAGE_UNKNOWN"}},
		"an unknown currency":                 {customer.Change{Currency: ptr("ZŁ")}, []string{"currency CURRENCY_UNKNOWN"}},
		"the code for no currency":            {customer.Change{Currency: ptr("XXX")}, []string{"currency CURRENCY_UNKNOWN"}},
		"a note of 4001 characters":           {customer.Change{Note: long(4001)}, []string{"note TOO_LONG"}},
		"a note with a bell":                  {customer.Change{Note: ptr("a\ab")}, []string{"note CHARACTERS_INVALID"}},
		"everything at once, in the order of the form": {customer.Change{
			Kind: ptr(customer.Kind("")), Name: ptr(""), Email: ptr("x"), Currency: ptr("?"), TaxCountry: ptr("?"), TaxID: long(31),
			RegistrationNumber: long(51), PaymentTermsDays: ptr(ptr(int32(400))), Note: long(4001),
		}, []string{
			"kind KIND_REQUIRED", "name NAME_REQUIRED", "email EMAIL_INVALID", "currency CURRENCY_UNKNOWN", "taxCountry COUNTRY_UNKNOWN",
			"taxId TOO_LONG", "registrationNumber TOO_LONG", "paymentTermsDays OUT_OF_RANGE", "note TOO_LONG",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, violations(newCustomer().Apply(c.change, "PL")))
		})
	}
}

// applied is a company after a change that must be accepted.
func applied(t *testing.T, change customer.Change) *customer.Customer {
	t.Helper()
	c := newCustomer()
	require.Empty(t, violations(c.Apply(change, "PL")))
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
		assert.Equal(t, name, applied(t, customer.Change{Name: ptr("  " + name + "\t")}).Name)
	}
}

func TestApplyNamesAPersonByFirstAndLastName(t *testing.T) {
	t.Parallel()
	jan := func() *customer.Customer {
		return applied(t, customer.Change{Kind: ptr(customer.Person), Name: ptr(""), FirstName: ptr("Jan"), LastName: ptr("Nowak")})
	}
	assert.Equal(t, "Jan Nowak", jan().Name)

	renamed := jan()
	require.Empty(t, renamed.Apply(customer.Change{LastName: ptr("Kowalski")}, "PL"))
	assert.Equal(t, "Jan Kowalski", renamed.Name, "a name made of them follows them")

	own := jan()
	require.Empty(t, own.Apply(customer.Change{Name: ptr("Kawiarnia Jana")}, "PL"))
	require.Empty(t, own.Apply(customer.Change{LastName: ptr("Kowalski")}, "PL"))
	assert.Equal(t, "Kawiarnia Jana", own.Name, "a name of its own does not")

	company := newCustomer(func(c *customer.Customer) { c.Name, c.FirstName, c.LastName = "Jan Nowak", "Jan", "Nowak" })
	require.Empty(t, company.Apply(customer.Change{LastName: ptr("Kowalski")}, "PL"))
	assert.Equal(t, "Jan Nowak", company.Name, "nor does that of a company")

	unnamed := customer.New(customer.FromAdmin, noon)
	assert.Equal(t, []string{"name NAME_REQUIRED"}, violations(unnamed.Apply(customer.Change{Kind: ptr(customer.Person)}, "PL")))
	unknown := customer.New(customer.FromAdmin, noon)
	assert.Equal(t, []string{"kind KIND_REQUIRED"}, violations(unknown.Apply(customer.Change{FirstName: ptr("Jan")}, "PL")),
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
		"at home with an empty country": {ptr(""), "PL 525 000 10 26", "PL5250001026"},
		"of Greece by its country code": {ptr("gr"), "094259216", "GR094259216"},
		"of Greece with its VAT prefix": {ptr("GR"), "EL 094259216", "GR094259216"},
		"of the Czech Republic":         {ptr("CZ"), "CZ25596641", "CZ25596641"},
		"of a country without rules":    {ptr("US"), "12-3456789", "US123456789"},
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
	c := applied(t, customer.Change{TaxID: ptr("5250001026")})
	assert.Equal(t, []string{"taxId TAX_ID_CHECKSUM"}, violations(c.Clone().Apply(customer.Change{TaxCountry: ptr("CZ")}, "PL")))
	require.Empty(t, c.Apply(customer.Change{TaxID: ptr("")}, "PL"))
	assert.Empty(t, c.TaxKey)
}

func TestApplyNeverSwitchesTheTaxStatusSilently(t *testing.T) {
	t.Parallel()
	assert.Equal(t, customer.Domestic, applied(t, customer.Change{TaxCountry: ptr("CZ"), TaxID: ptr("CZ25596641")}).TaxStatus)
	assert.Equal(t, customer.IntraEU, applied(t, customer.Change{TaxStatus: ptr(customer.IntraEU)}).TaxStatus)
	assert.Equal(t, customer.Domestic, applied(t, customer.Change{TaxStatus: ptr(customer.TaxStatus(""))}).TaxStatus)
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
		Language: ptr(" EN_gb "), Currency: ptr(" pln "), CreditLimit: ptr(&customer.Amount{Amount: "25000", Currency: "eur"}),
		PaymentMethods: &[]string{" transfer ", "", "cash", "transfer"}, PaymentTermsDays: ptr(ptr(int32(0))),
		ERPDiscount: ptr(" 12.5 "), ShopIDs: &[]uuid.UUID{shop, other, shop}, Note: ptr(" dwie\n\tlinie "),
	})
	assert.Equal(t, []any{"en-GB", "PLN", "25000.00", "EUR", []string{"transfer", "cash"}, int32(0), "12.50", []uuid.UUID{shop, other}, "dwie\n\tlinie"},
		[]any{c.Language, c.Currency, c.CreditLimit.String(), c.CreditLimit.Currency, c.PaymentMethods, *c.PaymentTermsDays, c.ERPDiscount.String(), c.ShopIDs, c.Note})
	assert.Equal(t, "XCG", applied(t, customer.Change{Currency: ptr("XCG")}).Currency, "young currencies too")

	require.Empty(t, c.Apply(customer.Change{
		Language: ptr(""), Currency: ptr(""), CreditLimit: ptr((*customer.Amount)(nil)), PaymentMethods: &[]string{},
		PaymentTermsDays: ptr((*int32)(nil)), ERPDiscount: ptr(""), Note: ptr(""),
	}, "PL"))
	assert.Equal(t, []any{"", "", true, 0, true, true, ""},
		[]any{c.Language, c.Currency, c.CreditLimit == nil, len(c.PaymentMethods), c.PaymentTermsDays == nil, c.ERPDiscount == nil, c.Note})
}

func TestApplyLeavesWhatIsNotNamed(t *testing.T) {
	t.Parallel()
	c := applied(t, customer.Change{
		Email: ptr("jan@kawa.pl"), Phone: ptr("601602603"), TaxID: ptr("5250001026"), Note: ptr("x"), Language: ptr("pl"),
		CreditLimit: ptr(&customer.Amount{Amount: "1", Currency: "PLN"}), PaymentMethods: &[]string{"cash"},
	})
	after := c.Clone()
	require.Empty(t, after.Apply(customer.Change{}, "PL"))
	assert.Equal(t, c, after)
}
