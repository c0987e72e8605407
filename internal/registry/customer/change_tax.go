package customer

import (
	"errors"
	"strings"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/kit/phone"
	"github.com/kartoteka/kartoteka/internal/kit/taxid"
)

// tax checks the tax ID by the rules of its country, where that is known (CUST-11).
func (e *edit) tax(change Change) {
	c := e.customer
	isKnown := e.taxCountry(change.TaxCountry)
	if isKnown && e.isReadable("taxId") && (change.TaxID != nil || change.TaxCountry != nil) {
		e.taxKey()
	}
	form.Set(&c.TaxStatus, change.TaxStatus)
	if c.TaxStatus == "" {
		c.TaxStatus = Domestic
	}
}

// taxCountry reports whether the tax ID has a country to be checked by.
func (e *edit) taxCountry(typed *string) bool {
	if typed == nil {
		return true
	}
	e.customer.TaxCountry = ""
	if strings.TrimSpace(*typed) == "" {
		return true
	}
	parsed, err := country.Parse(*typed)
	if err != nil {
		e.Refuse("taxCountry", "COUNTRY_UNKNOWN", "There is no such country.")
		return false
	}
	e.customer.TaxCountry = parsed
	return true
}

func (e *edit) taxKey() {
	c := e.customer
	c.TaxKey = ""
	if c.TaxID == "" {
		return
	}
	number, err := taxid.Parse(c.TaxID, c.countryOr(e.home))
	switch {
	case err == nil:
		c.TaxCountry, c.TaxKey = number.Country, number.Key()
	case errors.Is(err, taxid.ErrChecksum):
		e.Refuse("taxId", "TAX_ID_CHECKSUM", "The check digit of the tax ID is wrong.")
	case errors.Is(err, taxid.ErrCountryMismatch):
		e.Refuse("taxId", "TAX_ID_COUNTRY_MISMATCH", "The prefix of the tax ID names another country.")
	default:
		e.Refuse("taxId", "TAX_ID_FORMAT", "The tax ID does not have the form of its country.")
	}
}

// phoneKey normalises the phone. One without a prefix belongs to the country of the tax ID.
func (e *edit) phoneKey(change Change) {
	c := e.customer
	if change.Phone == nil && change.TaxCountry == nil {
		return
	}
	if e164, ok := phone.Parse(c.Phone, c.countryOr(e.home)); ok {
		c.PhoneKey = e164
		return
	}
	c.PhoneKey = fold.Digits(c.Phone)
}

// countryOr is the customer's tax country, else home.
func (c *Customer) countryOr(home country.Code) country.Code {
	if c.TaxCountry != "" {
		return c.TaxCountry
	}
	return home
}
