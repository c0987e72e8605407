package customer

import (
	"strings"

	"github.com/google/uuid"
	"golang.org/x/text/language"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/kit/text"
)

const (
	// longestLanguage is how long a language tag may be.
	longestLanguage = 10
	// longestNote is how long the note may be.
	longestNote = 4000
)

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

// Apply sets the new values and returns every violation, by JSON name of the field. Where there
// are violations, the customer is to be thrown away. Home is the country of the shop: the country
// of phones and tax IDs that name none.
func (c *Customer) Apply(change Change, home country.Code) []fault.Field {
	edit := &edit{customer: c, home: home}
	edit.identity(change)
	edit.contact(change)
	edit.tax(change)
	edit.phoneKey(change)
	edit.trade(change)
	set(&c.AccountManagerID, change.AccountManagerID)
	if change.ShopIDs != nil {
		c.ShopIDs = distinct(*change.ShopIDs)
	}
	if change.Note != nil {
		edit.note(*change.Note)
	}
	return edit.violations
}

// edit applies a change to a customer and collects the violations.
type edit struct {
	customer   *Customer
	home       country.Code
	violations []fault.Field
}

// identity sets what the customer is called. The name of a person that was made of first and last
// name goes on following them.
func (e *edit) identity(change Change) {
	c := e.customer
	followed := c.Name == c.fullName()
	set(&c.Kind, change.Kind)
	if c.Kind != Company && c.Kind != Person {
		e.refuse("kind", "KIND_REQUIRED", "Say whether the customer is a company or a person.")
	}
	e.text("firstName", &c.FirstName, change.FirstName, 100)
	e.text("lastName", &c.LastName, change.LastName, 100)
	isReadable := e.text("name", &c.Name, change.Name, 250)
	follows := c.Name == "" || followed && change.Name == nil
	if full := c.fullName(); c.Kind != Company && follows && full != "" {
		c.Name = full
	}
	if isReadable && fold.Text(c.Name) == "" {
		e.refuse("name", "NAME_REQUIRED", "A name is required.")
	}
}

func (e *edit) contact(change Change) {
	c := e.customer
	if change.Email != nil {
		c.Email = email.Address{}
		if typed := strings.TrimSpace(*change.Email); typed != "" {
			parsed, err := email.Parse(typed)
			if err != nil {
				e.refuse("email", "EMAIL_INVALID", "This is not an e-mail address.")
			}
			c.Email = parsed
		}
	}
	e.text("phone", &c.Phone, change.Phone, 40)
	if change.Language != nil {
		e.language(strings.TrimSpace(*change.Language))
	}
	if change.Currency != nil {
		e.currency(strings.TrimSpace(*change.Currency))
	}
}

func (e *edit) language(typed string) {
	e.customer.Language = ""
	if typed == "" {
		return
	}
	tag, err := language.Parse(typed)
	if err != nil || tag.IsRoot() || len(tag.String()) > longestLanguage {
		e.refuse("language", "LANGUAGE_UNKNOWN", "There is no such language.")
		return
	}
	e.customer.Language = tag.String()
}

func (e *edit) currency(typed string) {
	e.customer.Currency = ""
	if typed == "" {
		return
	}
	code, err := money.ParseCurrency(typed)
	if err != nil {
		e.refuse("currency", "CURRENCY_UNKNOWN", "There is no such currency.")
	}
	e.customer.Currency = code
}

// text sets a text field of one line. It reports whether the field can be judged further: a second
// complaint about one field would only confuse.
func (e *edit) text(name string, target, typed *string, longest int) bool {
	if typed == nil {
		return true
	}
	var wrong []fault.Field
	*target, wrong = text.Clean(name, *typed, longest)
	e.violations = append(e.violations, wrong...)
	return wrong == nil
}

func (e *edit) note(typed string) {
	var wrong []fault.Field
	e.customer.Note, wrong = text.CleanLines("note", typed, longestNote)
	e.violations = append(e.violations, wrong...)
}

func (e *edit) refuse(name, reason, description string) {
	e.violations = append(e.violations, fault.Field{Path: name, Reason: reason, Text: description})
}

func (c *Customer) fullName() string { return strings.TrimSpace(c.FirstName + " " + c.LastName) }

// distinct returns the values in their order, each once.
func distinct[T comparable](values []T) []T {
	seen := make(map[T]bool, len(values))
	kept := make([]T, 0, len(values))
	for _, value := range values {
		if !seen[value] {
			seen[value] = true
			kept = append(kept, value)
		}
	}
	return kept
}

func set[T any](target, value *T) {
	if value != nil {
		*target = *value
	}
}
