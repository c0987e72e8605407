package optima

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// currency is the currency of credit limits in Optima.
const currency = "PLN"

// draft is a contractor that is being read.
type draft struct {
	*apiv1.Contractor

	warnings   []string
	problems   []fault.Field
	isSupplier bool
}

// fill fills the contractor from the record, by the table of the file's elements.
func (d *draft) fill(record *element) {
	set(&d.Code, record.value("AKRONIM"))
	d.fillType(record.value("RODZAJ"))
	if isInactive, isTold := d.yes(record.child("NIEAKTYWNY")); isTold {
		d.Active = new(!isInactive)
	}
	isPerson, _ := d.yes(record.child("FINALNY"))
	d.fillTaxStatus(record.value("EKSPORT"))
	d.fillTerms(record)
	set(&d.AccountManager, record.value("OPIEKUN"))
	d.fillNote(record)
	d.fillGroups(record)
	addresses := d.addressesOf(record)
	d.fillName(addresses.main, isPerson)
	d.fillContact(addresses.main)
	country := d.countryOf(record, addresses.main)
	d.fillTax(addresses.main, country)
	d.fillAddresses(addresses, isPerson, country)
}

// identify fills the external id. It must not change from one file to the next, so it never comes from another
// element than the one that was asked for.
func (d *draft) identify(record *element, from string) {
	d.ExternalId = record.value(from)
	switch {
	case d.ExternalId != "" || d.isSupplier:
	case from == "ID_ZRODLA" && d.GetCode() != "":
		d.problems = append(d.problems, fault.Field{
			Path: record.path() + "/" + from, Reason: "EXTERNAL_ID_REQUIRED",
			Text: "The contractor has no ID_ZRODLA. With --id akronim, AKRONIM is taken for the external id.",
		})
	default:
		d.problems = append(d.problems, fault.Field{
			Path: record.path() + "/" + from, Reason: "EXTERNAL_ID_REQUIRED", Text: "The contractor has no " + from + ".",
		})
	}
}

// warnOfUnread names the elements that hold something for which the registry has no place.
func (d *draft) warnOfUnread(paths []string) {
	for _, path := range paths {
		d.warn("ELEMENT_NOT_READ", path)
	}
}

// fillType skips suppliers. An unknown type counts as a customer: an unwanted customer is noticed and
// blocked, but a missing one is not noticed.
func (d *draft) fillType(value string) {
	value = folded(value)
	d.isSupplier = value == "dostawca"
	if value != "" && !d.isSupplier && !strings.Contains(value, "odbiorca") {
		d.warn("CONTRACTOR_TYPE_UNKNOWN", "")
	}
}

func (d *draft) fillTaxStatus(value string) {
	switch folded(value) {
	case "":
	case "krajowy":
		d.TaxStatus = apiv1.TaxStatus_TAX_STATUS_DOMESTIC.Enum()
	case "wewnatrzunijny", "unijny":
		d.TaxStatus = apiv1.TaxStatus_TAX_STATUS_INTRA_EU.Enum()
	case "pozaunijny":
		d.TaxStatus = apiv1.TaxStatus_TAX_STATUS_EXTRA_EU.Enum()
	default:
		d.warn("TAX_STATUS_UNKNOWN", "taxStatus")
	}
}

func (d *draft) fillTerms(record *element) {
	d.setOrClear(&d.PaymentMethod, "paymentMethod", record.child("FORMA_PLATNOSCI"))
	d.setOrClear(&d.PriceLevel, "priceLevel", priceLevel(record.child("CENY")))
	if isBlocked, _ := d.yes(record.child("BLOKADA_DOKUMENTOW")); isBlocked {
		d.warn("ELEMENT_NOT_READ", record.child("BLOKADA_DOKUMENTOW").path())
	}
	d.setOrClear(&d.DiscountPercent, "discountPercent", record.child("UPUST"))
	if d.DiscountPercent != nil {
		*d.DiscountPercent = decimal(*d.DiscountPercent)
	}
	if limit := d.agreed(record, "JEST_LIMIT_KREDYTU", "LIMIT_KREDYTU", "creditLimit"); limit != nil {
		d.CreditLimit = &apiv1.Money{Amount: decimal(limit.text), Currency: currency}
	}
	if term := d.agreed(record, "INDYWIDUALNY_TERMIN", "TERMIN", "paymentTermsDays"); term != nil {
		days, err := strconv.ParseInt(wholeNumber(term.text), 10, 32)
		if err != nil {
			d.problem(term, "NUMBER_INVALID", "The value is not a whole number of days.")
			return
		}
		d.PaymentTermsDays = new(int32(days))
	}
}

// priceLevel empties the level that stands for none.
func priceLevel(e *element) *element {
	if e == nil || folded(e.text) != "domyslna" {
		return e
	}
	return &element{name: e.name, parent: e.parent}
}

// agreed returns the value of a term that is agreed only if its switch says so. Without a switch, the
// value decides.
func (d *draft) agreed(record *element, toggle, name, field string) *element {
	isAgreed, isTold := d.yes(record.child(toggle))
	value := record.child(name)
	switch {
	case isTold && !isAgreed:
		d.clear(field)
	case value != nil && value.text != "":
		return value
	case isTold:
		d.warn("VALUE_MISSING", field)
	case value != nil:
		d.clear(field)
	}
	return nil
}

func (d *draft) fillNote(record *element) {
	var notes []string
	for _, name := range []string{"OPIS", "INFORMACJE"} {
		if note := record.child(name); note != nil && note.text != "" && !isFlag(note.text) {
			notes = append(notes, note.text)
		}
	}
	set(&d.Note, strings.Join(notes, "\n"))
}

func (d *draft) fillGroups(record *element) {
	list := record.child("GRUPY")
	groups := slices.Concat(record.all("GRUPA"), list.all("GRUPA"))
	for _, group := range groups {
		name := cmp.Or(group.value("NAZWA"), oneLine(group.text), group.value("KOD"))
		if name != "" {
			d.Groups = append(d.Groups, name)
		}
	}
	if len(d.Groups) == 0 && (list != nil || len(groups) > 0) {
		d.clear("groups")
	}
}

// yes reads a switch, and whether it is present. A text other than yes or no is a problem, because
// blocking a customer must not depend on a guess.
func (d *draft) yes(e *element) (isYes, isTold bool) {
	if e == nil || e.text == "" {
		return false, false
	}
	switch folded(e.text) {
	case "tak", "t", "1", "true":
		return true, true
	case "nie", "n", "0", "false":
		return false, true
	}
	d.problem(e, "YES_NO_INVALID", "The value is neither Tak nor Nie.")
	return false, false
}

// setOrClear sets a field that the ERP owns, or clears it if its element is empty.
func (d *draft) setOrClear(target **string, field string, e *element) {
	switch {
	case e == nil:
	case e.text == "":
		d.clear(field)
	default:
		set(target, oneLine(e.text))
	}
}

func (d *draft) clear(field string) {
	d.ClearFields = append(d.ClearFields, field)
}

func (d *draft) warn(reason, field string) {
	if field != "" {
		reason += ":" + field
	}
	d.warnings = append(d.warnings, reason)
}

func (d *draft) problem(e *element, reason, text string) {
	d.problems = append(d.problems, fault.Field{Path: e.path(), Reason: reason, Text: text})
}

// set sets a field, unless the value is empty.
func set(target **string, value string) {
	if value != "" {
		*target = new(value)
	}
}
