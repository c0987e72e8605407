package optima

import (
	"slices"
	"strings"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

// addresses are the addresses of a record: the main one, which also contains name and tax ID, and the
// postal one. Both can be missing.
type addresses struct {
	main, mailing *element
}

// addressesOf finds the addresses wherever the writer puts them. It ignores historical ones, unless all
// have unknown marks.
func (d *draft) addressesOf(record *element) addresses {
	list := record.child("ADRESY")
	all := slices.Concat(record.all("ADRES"), list.all("ADRES"))
	current := slices.DeleteFunc(slices.Clone(all), isHistorical)
	if len(current) == 0 {
		current = all
	}
	mailing := slices.Concat(record.all("ADRES_KORESPONDENCYJNY"), list.all("ADRES_KORESPONDENCYJNY"))
	return addresses{main: d.only(current), mailing: d.only(mailing)}
}

func isHistorical(address *element) bool {
	status := folded(address.value("STATUS"))
	return status != "" && status != "aktualny"
}

func (d *draft) only(found []*element) *element {
	if len(found) == 0 {
		return nil
	}
	for _, other := range found[1:] {
		if other.isEmpty() || other.isLike(found[0]) {
			continue
		}
		d.problem(other, "DUPLICATE_ELEMENT", "The contractor has several current addresses.")
	}
	return found[0]
}

// fillName takes a company's name from its lines, and a person's last and first name from the first two
// lines.
func (d *draft) fillName(main *element, isPerson bool) {
	d.Kind = apiv1.CustomerKind_CUSTOMER_KIND_COMPANY.Enum()
	set(&d.Name, fullName(main, isPerson))
	if isPerson {
		d.Kind = apiv1.CustomerKind_CUSTOMER_KIND_PERSON.Enum()
		set(&d.LastName, main.value("NAZWA1"))
		set(&d.FirstName, main.value("NAZWA2"))
	}
}

func fullName(address *element, isPerson bool) string {
	first, second := "NAZWA1", "NAZWA2"
	if isPerson {
		first, second = second, first
	}
	return oneLine(address.value(first) + " " + address.value(second) + " " + address.value("NAZWA3"))
}

func (d *draft) fillContact(main *element) {
	set(&d.Email, main.value("EMAIL"))
	set(&d.Phone, main.value("TELEFON1"))
	d.setOrClear(&d.RegistrationNumber, "registrationNumber", main.child("REGON"))
}

func (d *draft) fillTax(main *element, country string) {
	d.setOrClear(&d.TaxId, "taxId", main.child("NIP"))
	if d.TaxId != nil {
		*d.TaxId, country = taxIDOf(*d.TaxId, main.value("NIP_KRAJ"), country)
	}
	set(&d.TaxCountry, country)
}

// countryOf returns the contractor's country by its code, or else by its Polish name. Domestic
// contractors are in Poland.
func (d *draft) countryOf(record, main *element) string {
	for _, country := range []string{record.value("KRAJ_ISO"), main.value("KRAJ"), main.value("NIP_KRAJ")} {
		if country != "" {
			return countryCode(country)
		}
	}
	if d.GetTaxStatus() == apiv1.TaxStatus_TAX_STATUS_DOMESTIC {
		return "PL"
	}
	return ""
}

func (d *draft) fillAddresses(found addresses, isPerson bool, country string) {
	if billing := postal(found.main, isPerson, country); billing != nil {
		billing.Type = apiv1.AddressType_ADDRESS_TYPE_BILLING
		d.Addresses = append(d.Addresses, billing)
	}
	if found.mailing != nil {
		d.fillShipping(found, isPerson, country)
	}
	if len(d.Addresses) == 0 && (isPostal(found.main) || isPostal(found.mailing)) {
		d.clear("addresses")
	}
}

// isPostal reports whether the writer uses addresses at all, even if this one is empty.
func isPostal(e *element) bool {
	return e.child("ULICA") != nil || e.child("KOD_POCZTOWY") != nil || e.child("MIASTO") != nil || e.child("POCZTA") != nil
}

func (d *draft) fillShipping(found addresses, isPerson bool, country string) {
	if abroad := found.mailing.value("KRAJ"); abroad != "" {
		country = countryCode(abroad)
	}
	shipping := postal(found.mailing, isPerson, country)
	if shipping == nil {
		return
	}
	shipping.Type = apiv1.AddressType_ADDRESS_TYPE_SHIPPING
	shipping.Phone = found.mailing.value("TELEFON1")
	if shipping.GetRecipient() == "" && shipping.GetCompany() == "" {
		name(shipping, found.main, isPerson)
	}
	d.Addresses = append(d.Addresses, shipping)
}

// postal returns the address. It is nil without street, postal code and city, because many writers leave
// these elements empty.
func postal(e *element, isPerson bool, country string) *apiv1.Address {
	address := &apiv1.Address{
		IsDefault:  true,
		Street:     streetOf(e),
		PostalCode: e.value("KOD_POCZTOWY"),
		City:       cityOf(e),
		Region:     e.value("WOJEWODZTWO"),
		Country:    country,
	}
	if address.GetStreet() == "" && address.GetPostalCode() == "" && address.GetCity() == "" {
		return nil
	}
	name(address, e, isPerson)
	return address
}

// cityOf returns the town. That of the post office stands in for it, and is kept beside it where it is another one:
// a letter to a village goes there.
func cityOf(e *element) string {
	city, post := e.value("MIASTO"), e.value("POCZTA")
	switch {
	case city == "":
		return post
	case post == "" || strings.EqualFold(city, post):
		return city
	default:
		return city + ", poczta " + post
	}
}

func name(address *apiv1.Address, e *element, isPerson bool) {
	if isPerson {
		address.Recipient = fullName(e, isPerson)
	} else {
		address.Company = fullName(e, isPerson)
	}
}

// streetOf returns "ul. Długa 7/12", or "7/12" in a village without street names.
func streetOf(e *element) string {
	number := strings.Trim(e.value("NR_DOMU")+"/"+e.value("NR_LOKALU"), "/")
	return oneLine(e.value("ULICA") + " " + number)
}
