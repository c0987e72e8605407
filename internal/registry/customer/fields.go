package customer

import (
	"bytes"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// Customer is a company or person with what a list shows of it.
type Customer struct {
	ID      uuid.UUID
	Version int64
	Serial  int64 // what the number is made of

	Kind               Kind
	Name               string
	FirstName          string
	LastName           string
	Email              email.Address
	Phone              string // as typed
	PhoneKey           string // E.164, or the digits when it cannot be normalised
	TaxID              string // as typed
	TaxCountry         country.Code
	TaxKey             string
	RegistrationNumber string
	TaxOffice          string // Greek ΔΟΥ; only companies have one
	TaxStatus          TaxStatus
	AccountState       AccountState
	Approval           Approval
	Blocks             []Block
	AccountManagerID   uuid.UUID // Nil without one
	ShopIDs            []uuid.UUID
	PriceLevel         string
	PaymentTermsDays   *int32
	CreditLimit        *money.Money
	PaymentMethods     []string
	Language           string
	Currency           string
	Origin             Origin
	Note               string
	ERPDiscount        *money.Percent
	CreatedAt          time.Time
	UpdatedAt          time.Time

	// What hangs on the customer and is written by other packages.
	HasDefaultEmployee bool
	EmployeeEmails     []string // normalised
	ExternalIDs        []ExternalID
	Memberships        []Membership // in the order of the groups (GROUP-2)

	TwinID uuid.UUID // another customer with the same tax ID; Nil in lists, which do not look for one
}

// Amount is money as it was typed.
type Amount struct{ Amount, Currency string }

// Change is a set of new values, as typed. A nil field is left as it is; an empty one is emptied.
type Change struct {
	Kind               *Kind
	Name               *string
	FirstName          *string
	LastName           *string
	Email              *string
	Phone              *string
	TaxID              *string
	TaxCountry         *string
	RegistrationNumber *string
	TaxOffice          *string
	TaxStatus          *TaxStatus
	AccountManagerID   *uuid.UUID
	ShopIDs            *[]uuid.UUID
	PriceLevel         *string
	PaymentTermsDays   **int32
	CreditLimit        **Amount
	PaymentMethods     *[]string
	Language           *string
	Currency           *string
	Note               *string
	ERPDiscount        *string
}

// fields is the one table of fields, in the order of the form. History, columns, ownership, sorting, and
// the fields of a Change are read from it. A plain text needs nothing besides its row: it is checked,
// and goes in and out of the API's messages, by its JSON name.
var fields = []field{
	code("kind", "kind", ownership.ERP, func(c *Customer) *Kind { return &c.Kind }, func(c *Change) **Kind { return &c.Kind }).required().
		filtered(ofText(oneOf(Company, Person))),
	plainText("name", "name", 250, ownership.Shared, func(c *Customer) *string { return &c.Name }, func(c *Change) **string { return &c.Name }).required().
		and("name_key", func(c *Customer) any { return fold.Key(c.Name) }).sorted(asBytes),
	plainText("firstName", "first_name", 100, ownership.Shared, func(c *Customer) *string { return &c.FirstName }, func(c *Change) **string { return &c.FirstName }),
	plainText("lastName", "last_name", 100, ownership.Shared, func(c *Customer) *string { return &c.LastName }, func(c *Change) **string { return &c.LastName }),
	word("email", "email", ownership.Shared, func(c *Customer) *string { return &c.Email.Typed }, func(c *Change) **string { return &c.Email }, audit.Text).
		and("email_key", func(c *Customer) any { return c.Email.Key }).sorted(asText),
	plainText("phone", "phone", 40, ownership.Shared, func(c *Customer) *string { return &c.Phone }, func(c *Change) **string { return &c.Phone }).
		and("phone_key", func(c *Customer) any { return c.PhoneKey }),
	plainText("taxId", "tax_id", 30, ownership.ERP, func(c *Customer) *string { return &c.TaxID }, func(c *Change) **string { return &c.TaxID }).
		and("tax_key", func(c *Customer) any { return c.TaxKey }).sorted(asText),
	word("taxCountry", "tax_country", ownership.ERP, func(c *Customer) *country.Code { return &c.TaxCountry }, func(c *Change) **string { return &c.TaxCountry }, audit.Country),
	plainText("registrationNumber", "registration_number", 50, ownership.ERP, func(c *Customer) *string { return &c.RegistrationNumber }, func(c *Change) **string { return &c.RegistrationNumber }),
	plainText("taxOffice", "tax_office", 100, ownership.ERP, func(c *Customer) *string { return &c.TaxOffice }, func(c *Change) **string { return &c.TaxOffice }).
		and("tax_office_key", func(c *Customer) any { return fold.Text(c.TaxOffice) }).filtered(ofText(aFolded)).onlyOfCompanies(),
	code("taxStatus", "tax_status", ownership.Shared, func(c *Customer) *TaxStatus { return &c.TaxStatus }, func(c *Change) **TaxStatus { return &c.TaxStatus }).
		filtered(ofText(oneOf(Domestic, IntraEU, ExtraEU))),
	decided("accountState", "account_state", func(c *Customer) any { return string(c.AccountState) }, func(c *Customer) audit.Value { return audit.Code(c.AccountState) }).
		filtered(ofText(oneOf(Contact, Registered))),
	decided("approval", "approval", func(c *Customer) any { return string(c.Approval) }, func(c *Customer) audit.Value { return audit.Code(c.Approval) }),
	decided("blocks", "blocks", func(c *Customer) any { return blocksColumn(c.Blocks) }, func(c *Customer) audit.Value { return audit.ListOf(c.Blocks, blockValue) }),
	value("accountManagerId", ownership.Shared, func(c *Change) **uuid.UUID { return &c.AccountManagerID }, readID,
		func(c *Customer) audit.Value { return audit.Reference(audit.Staff, c.AccountManagerID, "") }).
		and("account_manager_id", func(c *Customer) any { return database.OrNull(c.AccountManagerID) }).filtered(ofID),
	value("shopIds", ownership.Shop, func(c *Change) **[]uuid.UUID { return &c.ShopIDs }, readIDs,
		func(c *Customer) audit.Value { return audit.ListOf(inOrder(c.ShopIDs), shopValue) }).fixed(),
	plainText("priceLevel", "price_level", 50, ownership.ERP, func(c *Customer) *string { return &c.PriceLevel }, func(c *Change) **string { return &c.PriceLevel }),
	value("paymentTermsDays", ownership.ERP, func(c *Change) ***int32 { return &c.PaymentTermsDays }, readDays,
		func(c *Customer) audit.Value { return audit.Optional(c.PaymentTermsDays, audit.Integer[int32]) }).
		and("payment_terms_days", func(c *Customer) any { return nullable(c.PaymentTermsDays) }),
	value("creditLimit", ownership.ERP, func(c *Change) ***Amount { return &c.CreditLimit }, readAmount,
		func(c *Customer) audit.Value { return audit.Optional(c.CreditLimit, audit.Money) }).
		and("credit_limit_e4", func(c *Customer) any { return creditLimitE4(c.CreditLimit) }).
		and("credit_limit_currency", func(c *Customer) any { return creditLimitCurrency(c.CreditLimit) }),
	value("paymentMethods", ownership.ERP, func(c *Change) **[]string { return &c.PaymentMethods }, readList,
		func(c *Customer) audit.Value { return audit.ListOf(c.PaymentMethods, audit.Text[string]) }).
		and("payment_methods", func(c *Customer) any { return database.JSON(c.PaymentMethods) }),
	value("erpDiscountPercent", ownership.ERP, func(c *Change) **string { return &c.ERPDiscount }, readWord[string],
		func(c *Customer) audit.Value { return audit.Optional(c.ERPDiscount, audit.Percent) }).fixed().
		and("erp_discount_e2", func(c *Customer) any { return discountE2(c.ERPDiscount) }),
	word("language", "language", ownership.Shared, func(c *Customer) *string { return &c.Language }, func(c *Change) **string { return &c.Language }, audit.Language),
	word("currency", "currency", ownership.Shared, func(c *Customer) *string { return &c.Currency }, func(c *Change) **string { return &c.Currency }, audit.Text),
	plainText("note", "note", 4000, ownership.Shared, func(c *Customer) *string { return &c.Note }, func(c *Change) **string { return &c.Note }).lines(),
}

// Value returns a field in one line, by its JSON name; empty for a name that no field has.
func (c *Customer) Value(name string) string {
	if field := fieldOf(name); field.value != nil {
		return field.value(c).String()
	}
	return ""
}

// history is what history shows of each field.
var history = each(func(f field) audit.Field[*Customer] { return audit.Field[*Customer]{Name: f.Name, Value: f.value} })

// Diff returns what differs between two states, in the order of the form. Before may be nil.
func Diff(before, after *Customer) []audit.Change {
	if before == nil {
		before = &Customer{}
	}
	return audit.Diff(history, before, after)
}

func blockValue(b Block) audit.Value {
	return audit.Record(
		audit.NamedPart{Name: "source", Value: audit.Code(b.Source)},
		audit.NamedPart{Name: "sourceSystem", Value: audit.Text(b.SourceSystem)},
		audit.NamedPart{Name: "scope", Value: audit.Code(b.Scope)},
		audit.NamedPart{Name: "reason", Value: audit.Text(b.Reason)},
	)
}

func shopValue(id uuid.UUID) audit.Value { return audit.Reference(audit.Shop, id, "") }

// inOrder returns ids in the order of their texts: shops have none of their own.
func inOrder(ids []uuid.UUID) []uuid.UUID {
	return slices.SortedFunc(slices.Values(ids), func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
}
