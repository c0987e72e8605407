package customer

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/distinct"
	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/kit/money"
)

// longestLanguage is how long a language tag may be.
const longestLanguage = 10

// Apply sets the new values and returns every violation, by JSON name of the field, in the order of the
// form. Where there are violations, the customer is to be thrown away. Home is the country of the shop:
// the country of phones and tax IDs that name none.
func (c *Customer) Apply(change Change, home country.Code) []fault.Field {
	edit := &edit{customer: c, home: home}
	followed := c.Name == c.fullName()
	form.Set(&c.Kind, change.Kind)
	for _, field := range fields {
		if field.text != nil {
			edit.text(field, *field.typed(&change))
		}
	}
	edit.identity(followed && change.Name == nil)
	edit.email(change.Email)
	edit.tax(change)
	edit.phoneKey(change)
	edit.trade(change)
	form.Set(&c.AccountManagerID, change.AccountManagerID)
	if change.ShopIDs != nil {
		c.ShopIDs = distinct.Of(*change.ShopIDs)
	}
	slices.SortStableFunc(edit.Wrong, func(a, b fault.Field) int { return placeOf(root(a.Path)) - placeOf(root(b.Path)) })
	return edit.Wrong
}

// root is the field that a path begins with.
func root(path string) string {
	name, _, _ := strings.Cut(path, ".")
	return name
}

// edit applies a change to a customer and collects the violations.
type edit struct {
	form.Form

	customer *Customer
	home     country.Code
}

// text takes over a plain text. What only companies have, a customer loses with its kind.
func (e *edit) text(f field, typed *string) {
	at := f.text(e.customer)
	f.clean(&e.Form, f.Name, at, typed, f.longest)
	if !f.ofCompanies || e.customer.Kind != Person || *at == "" {
		return
	}
	*at = ""
	if typed != nil {
		e.Refuse(f.Name, "FIELD_ONLY_FOR_COMPANIES", "Only a company has this field.")
	}
}

// isReadable reports whether a field can be judged further: a second complaint about one field would
// only confuse.
func (e *edit) isReadable(name string) bool {
	return !slices.ContainsFunc(e.Wrong, func(v fault.Field) bool { return v.Path == name })
}

// identity checks what the customer is called. The name of a person that was made of first and last name
// goes on following them.
func (e *edit) identity(follows bool) {
	c := e.customer
	if c.Kind != Company && c.Kind != Person {
		e.Refuse("kind", "KIND_REQUIRED", "Say whether the customer is a company or a person.")
	}
	if full := c.fullName(); c.Kind != Company && full != "" && (follows || c.Name == "") {
		c.Name = full
	}
	if e.isReadable("name") && fold.Text(c.Name) == "" {
		e.Refuse("name", "NAME_REQUIRED", "A name is required.")
	}
}

func (e *edit) email(typed *string) {
	if typed == nil {
		return
	}
	e.customer.Email = email.Address{}
	if text := strings.TrimSpace(*typed); text != "" {
		parsed, err := email.Parse(text)
		if err != nil {
			e.Refuse("email", "EMAIL_INVALID", "This is not an e-mail address.")
		}
		e.customer.Email = parsed
	}
}

func (e *edit) language(typed string) {
	e.customer.Language = ""
	if typed == "" {
		return
	}
	tag, err := language.Parse(typed)
	if err != nil || tag.IsRoot() || len(tag.String()) > longestLanguage {
		e.Refuse("language", "LANGUAGE_UNKNOWN", "There is no such language.")
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
		e.Refuse("currency", "CURRENCY_UNKNOWN", "There is no such currency.")
	}
	e.customer.Currency = code
}

func (c *Customer) fullName() string { return strings.TrimSpace(c.FirstName + " " + c.LastName) }
