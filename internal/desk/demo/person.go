package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/taxid"
)

// taxIDTries is more than enough to draw a number with the right check digit.
const taxIDTries = 5_000

// contractor draws the n-th customer of the demonstration as an ERP would push it.
func contractor(random *rand.Rand, n int) *apiv1.Contractor {
	from := lands[n%len(lands)]
	first, last := pick(random, from.firstNames), pick(random, from.lastNames)
	c := &apiv1.Contractor{
		ExternalId: fmt.Sprintf("demo-%04d", n), Code: new(fmt.Sprintf("DEMO%04d", n)),
		Email:      new(fmt.Sprintf("kontakt%d@%s", n, from.domain)),
		Phone:      new(digits(random, from.phone)),
		TaxCountry: new(from.country), TaxStatus: new(from.taxStatus),
		Language: new(from.language), Currency: new(from.currency),
		Groups: groups(random),
	}
	if n%5 < 3 {
		company(random, c, from, last)
	} else {
		c.Kind, c.FirstName, c.LastName = new(apiv1.CustomerKind_CUSTOMER_KIND_PERSON), &first, &last
	}
	c.Addresses = addresses(random, c, from)
	return c
}

func company(random *rand.Rand, c *apiv1.Contractor, from land, last string) {
	c.Kind = new(apiv1.CustomerKind_CUSTOMER_KIND_COMPANY)
	c.Name = new(strings.Join([]string{pick(random, from.trades), last, pick(random, from.forms)}, " "))
	c.TaxId = new(validTaxID(random, from))
	c.PaymentTermsDays = new(pick(random, []int32{0, 7, 14, 21, 30, 45}))
	c.PriceLevel = new(pick(random, []string{"A", "B", "C"}))
	c.PaymentMethod = new("transfer")
	if random.IntN(2) == 0 {
		c.CreditLimit = &apiv1.Money{Amount: strconv.Itoa(1000*(1+random.IntN(50))) + ".00", Currency: from.currency}
	}
	if random.IntN(3) == 0 {
		c.DiscountPercent = new(pick(random, []string{"2.00", "5.00", "7.50", "12.50"}))
	}
}

func addresses(random *rand.Rand, c *apiv1.Contractor, from land) []*apiv1.Address {
	list := make([]*apiv1.Address, 1+random.IntN(2))
	for i := range list {
		in := pick(random, from.cities)
		list[i] = &apiv1.Address{
			Type:      []apiv1.AddressType{apiv1.AddressType_ADDRESS_TYPE_BILLING, apiv1.AddressType_ADDRESS_TYPE_SHIPPING}[i],
			IsDefault: true, Company: c.GetName(), Recipient: strings.TrimSpace(c.GetFirstName() + " " + c.GetLastName()),
			Street: pick(random, from.streets) + " " + strconv.Itoa(1+random.IntN(120)), City: in.name, PostalCode: in.postalCode, Country: from.country,
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
