package customer_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// changes has a change of each field of Change alone, by its name in Go.
var changes = map[string]customer.Change{
	"Kind":               {Kind: new(customer.Person)},
	"Name":               {Name: new("Inna")},
	"FirstName":          {FirstName: new("Jan")},
	"LastName":           {LastName: new("Nowak")},
	"Email":              {Email: new("inna@kawa.pl")},
	"Phone":              {Phone: new("601602603")},
	"TaxID":              {TaxID: new("5250001026")},
	"TaxCountry":         {TaxCountry: new("CZ")},
	"RegistrationNumber": {RegistrationNumber: new("123")},
	"TaxOffice":          {TaxOffice: new("Α΄ Αθηνών")},
	"TaxStatus":          {TaxStatus: new(customer.ExtraEU)},
	"AccountManagerID":   {AccountManagerID: new(uuid.New())},
	"ShopIDs":            {ShopIDs: &[]uuid.UUID{uuid.New()}},
	"PriceLevel":         {PriceLevel: new("A")},
	"PaymentTermsDays":   {PaymentTermsDays: new(new(int32(14)))},
	"CreditLimit":        {CreditLimit: new(&customer.Amount{Amount: "1", Currency: "PLN"})},
	"PaymentMethods":     {PaymentMethods: &[]string{"cash"}},
	"Language":           {Language: new("cs")},
	"Currency":           {Currency: new("CZK")},
	"Note":               {Note: new("x")},
	"ERPDiscount":        {ERPDiscount: new("1")},
}

// jsonNames are the fields whose JSON name is not their name in Go with a small letter.
var jsonNames = map[string]string{"TaxID": "taxId", "AccountManagerID": "accountManagerId", "ShopIDs": "shopIds", "ERPDiscount": "erpDiscountPercent"}

func TestDiffSeesEveryFieldThatAChangeCanName(t *testing.T) {
	t.Parallel()
	fields := reflect.TypeFor[customer.Change]()
	require.Len(t, changes, fields.NumField())
	for field := range fields.Fields() {
		name := field.Name
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, changes, name)
			before := newCustomer()
			after := before.Clone()
			require.Empty(t, after.Apply(changes[name], "PL"))
			want, ok := jsonNames[name]
			if !ok {
				want = strings.ToLower(name[:1]) + name[1:]
			}
			assert.Contains(t, audit.Names(customer.Diff(before, after)), want)
		})
	}
}

func TestDiffSeesWhatOnlyTransitionsChange(t *testing.T) {
	t.Parallel()
	for name, with := range map[string]func(c *customer.Customer){
		"approval":     rejected,
		"blocks":       blockedByERP("optima"),
		"accountState": func(c *customer.Customer) { c.AccountState = customer.Contact },
	} {
		before, after := newCustomer(), newCustomer(with)
		assert.Equal(t, []string{name}, audit.Names(customer.Diff(before, after)))
	}
}

func TestDiffTellsListsApart(t *testing.T) {
	t.Parallel()
	methods := func(all ...string) *customer.Customer {
		return newCustomer(func(c *customer.Customer) { c.PaymentMethods = all })
	}
	lists := []*customer.Customer{methods("a", "b"), methods("a, b"), methods(`"a`, `b"`), methods(`"a, b"`), methods("b", "a"), methods()}
	for i, one := range lists {
		for j, other := range lists {
			assert.Equalf(t, i != j, len(customer.Diff(one, other)) == 1, "%q and %q", one.PaymentMethods, other.PaymentMethods)
		}
	}
	first, second := uuid.New(), uuid.New()
	shops := func(ids ...uuid.UUID) *customer.Customer {
		return newCustomer(func(c *customer.Customer) { c.ShopIDs = ids })
	}
	assert.Empty(t, customer.Diff(shops(first, second), shops(second, first)), "shops have no order")
	assert.NotEmpty(t, customer.Diff(newCustomer(blockedByERP("optima")), newCustomer(blockedByERP("xl"))),
		"the block of another source system is another block")
}

func TestDiffSaysOldAndNewByTheirTypes(t *testing.T) {
	t.Parallel()
	before := newCustomer()
	after := before.Clone()
	require.Empty(t, after.Apply(customer.Change{
		PaymentTermsDays: new(new(int32(14))), CreditLimit: new(&customer.Amount{Amount: "2500.5", Currency: "PLN"}),
		PaymentMethods: &[]string{"transfer", "cash"}, ERPDiscount: new("5"),
	}, "PL"))
	after.SetActiveInERP("optima", false, noon)
	assert.Equal(t, []audit.Change{
		{Field: "blocks", New: audit.List(audit.Record(
			audit.NamedPart{Name: "source", Value: audit.Code("erp")}, audit.NamedPart{Name: "sourceSystem", Value: audit.Text("optima")},
			audit.NamedPart{Name: "scope", Value: audit.Code("login")}, audit.NamedPart{Name: "reason", Value: audit.Text("DEACTIVATED")},
		))},
		{Field: "paymentTermsDays", New: audit.Integer(14)},
		{Field: "creditLimit", New: audit.Money(*after.CreditLimit)},
		{Field: "paymentMethods", New: audit.List(audit.Text("transfer"), audit.Text("cash"))},
		{Field: "erpDiscountPercent", New: audit.Percent(*after.ERPDiscount)},
	}, customer.Diff(before, after))
	assert.Contains(t, customer.Diff(after, before), audit.Change{Field: "paymentTermsDays", Old: audit.Integer(14)})
	assert.Contains(t, customer.Diff(nil, before), audit.Change{Field: "name", New: audit.Text("Hurtownia Kawy")})
}

func TestEveryFieldOfOwnershipIsAField(t *testing.T) {
	t.Parallel()
	c := &customer.Customer{
		Kind: customer.Company, Name: "x", FirstName: "x", LastName: "x", Email: email.Address{Typed: "x"}, Phone: "x", TaxID: "x",
		TaxCountry: "PL", RegistrationNumber: "x", TaxOffice: "x", TaxStatus: customer.Domestic, AccountManagerID: uuid.New(), ShopIDs: []uuid.UUID{uuid.New()},
		PriceLevel: "x", PaymentTermsDays: new(int32(1)), CreditLimit: &money.Money{Currency: "PLN"}, PaymentMethods: []string{"x"},
		ERPDiscount: &money.Percent{}, Language: "pl", Currency: "PLN", Note: "x",
	}
	for _, field := range customer.OwnedFields() {
		assert.NotEmpty(t, c.Value(field.Name), field.Name)
	}
	assert.Empty(t, c.Value("serial"))
}

func TestOwnedByERP(t *testing.T) {
	t.Parallel()
	c := &customer.Customer{TaxStatus: customer.ExtraEU}
	assert.Empty(t, c.OwnedByERP(), "a customer that no ERP knows is the shop's")
	c.ExternalIDs = []customer.ExternalID{{}}
	assert.Contains(t, c.OwnedByERP(), "taxId")
	assert.NotContains(t, c.OwnedByERP(), "name")
	c.ExternalIDs = append(c.ExternalIDs, customer.ExternalID{
		Ownership: ownership.Table{}.With(customer.OwnedField("name"), ownership.ExtraEU, ownership.ERP).With(customer.OwnedField("taxId"), ownership.ExtraEU, ownership.Shop),
	})
	assert.Subset(t, c.OwnedByERP(), []string{"name", "taxId"}, "one source system that owns it is enough")
	c.TaxStatus = customer.Domestic
	assert.NotContains(t, c.OwnedByERP(), "name")
}
