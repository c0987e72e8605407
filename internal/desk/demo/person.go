package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/kartoteka/kartoteka/internal/erp/contractor"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/taxid"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// taxIDTries is more than enough to draw a number with the right check digit.
const taxIDTries = 5_000

// taxOffices are those of Greek companies, by their city.
var taxOffices = map[string]string{"Αθήνα": "Α΄ Αθηνών", "Θεσσαλονίκη": "Δ΄ Θεσσαλονίκης", "Πάτρα": "Α΄ Πατρών"}

// draw draws the n-th customer of the demonstration as an ERP would push it.
func draw(random *rand.Rand, n int) contractor.Record {
	from := lands[n%len(lands)]
	first, last := pick(random, from.firstNames), pick(random, from.lastNames)
	fields := customer.Change{
		Email:      new(fmt.Sprintf("kontakt%d@%s", n, from.domain)),
		Phone:      new(digits(random, from.phone)),
		TaxCountry: new(from.country), TaxStatus: new(from.taxStatus),
		Language: new(from.language), Currency: new(from.currency),
	}
	drawn := contractor.Record{
		ExternalID: fmt.Sprintf("demo-%04d", n), Code: new(fmt.Sprintf("DEMO%04d", n)), Groups: new(groups(random)),
	}
	if n%5 < 3 {
		company(random, &fields, from, last)
		drawn.Addresses = new(addresses(random, from, *fields.Name, ""))
		if office, ok := taxOffices[*(*drawn.Addresses)[0].City]; ok {
			fields.TaxOffice = &office
		}
	} else {
		fields.Kind, fields.FirstName, fields.LastName = new(customer.Person), &first, &last
		drawn.Addresses = new(addresses(random, from, "", first+" "+last))
	}
	drawn.Fields = fields
	return drawn
}

func company(random *rand.Rand, c *customer.Change, from land, last string) {
	c.Kind = new(customer.Company)
	c.Name = new(strings.Join([]string{pick(random, from.trades), last, pick(random, from.forms)}, " "))
	c.TaxID = new(validTaxID(random, from))
	c.PaymentTermsDays = new(new(pick(random, []int32{0, 7, 14, 21, 30, 45})))
	c.PriceLevel = new(pick(random, []string{"A", "B", "C"}))
	c.PaymentMethods = &[]string{"transfer"}
	if random.IntN(2) == 0 {
		c.CreditLimit = new(&customer.Amount{Amount: strconv.Itoa(1000*(1+random.IntN(50))) + ".00", Currency: from.currency})
	}
	if random.IntN(3) == 0 {
		c.ERPDiscount = new(pick(random, []string{"2.00", "5.00", "7.50", "12.50"}))
	}
}

func addresses(random *rand.Rand, from land, company, recipient string) []customer.AddressChange {
	list := make([]customer.AddressChange, 1+random.IntN(2))
	for i := range list {
		in := pick(random, from.cities)
		list[i] = customer.AddressChange{
			Type:      &[]customer.AddressType{customer.Billing, customer.Shipping}[i],
			IsDefault: new(true), Company: &company, Recipient: &recipient,
			Street: new(pick(random, from.streets) + " " + strconv.Itoa(1+random.IntN(120))), City: &in.name, PostalCode: &in.postalCode,
			Country: &from.country,
		}
	}
	return list
}

// groups draws one of the trade groups, and sometimes a second group.
func groups(random *rand.Rand) []string {
	drawn := []string{pick(random, []string{"Wholesale", "Retail"})}
	if random.IntN(6) == 0 {
		drawn = append(drawn, "Key accounts")
	}
	return drawn
}

func validTaxID(random *rand.Rand, from land) string {
	for range taxIDTries {
		drawn := digits(random, from.taxID)
		if _, err := taxid.Parse(drawn, country.Code(from.country)); err == nil {
			return drawn
		}
	}
	return ""
}

func digits(random *rand.Rand, pattern string) string {
	return strings.Map(func(r rune) rune {
		if r == '#' {
			return rune('0' + random.IntN(10))
		}
		return r
	}, pattern)
}

func pick[T any](random *rand.Rand, from []T) T { return from[random.IntN(len(from))] }
