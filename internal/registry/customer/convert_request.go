package customer

import (
	"slices"

	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
	"github.com/kartoteka/kartoteka/internal/platform/filter"
)

// customerMask are the fields of a customer that an update can name: the texts, and these.
var customerMask = withTexts(mask.Table[Change, *apiv1.Customer]{
	"kind":               func(c *Change, a *apiv1.Customer) { c.Kind = new(fromAPI(kinds, a.GetKind())) },
	"tax_status":         func(c *Change, a *apiv1.Customer) { c.TaxStatus = new(fromAPI(taxStatuses, a.GetTaxStatus())) },
	"account_manager_id": func(c *Change, a *apiv1.Customer) { c.AccountManagerID = new(id.OrNil(a.GetAccountManagerId())) },
	"shop_ids":           func(c *Change, a *apiv1.Customer) { c.ShopIDs = new(idsOf(a.GetShopIds())) },
	"payment_terms_days": func(c *Change, a *apiv1.Customer) { c.PaymentTermsDays = &a.PaymentTermsDays },
	"credit_limit":       func(c *Change, a *apiv1.Customer) { c.CreditLimit = new(amountOf(a.GetCreditLimit())) },
	"payment_methods":    func(c *Change, a *apiv1.Customer) { c.PaymentMethods = &a.PaymentMethods },
})

// addressMask are the fields of an address that an update can name.
var addressMask = mask.Table[AddressChange, *apiv1.Address]{
	"type":         func(c *AddressChange, a *apiv1.Address) { c.Type = new(fromAPI(addressTypes, a.GetType())) },
	"is_default":   func(c *AddressChange, a *apiv1.Address) { c.IsDefault = &a.IsDefault },
	"label":        func(c *AddressChange, a *apiv1.Address) { c.Label = &a.Label },
	"recipient":    func(c *AddressChange, a *apiv1.Address) { c.Recipient = &a.Recipient },
	"company":      func(c *AddressChange, a *apiv1.Address) { c.Company = &a.Company },
	"street":       func(c *AddressChange, a *apiv1.Address) { c.Street = &a.Street },
	"postal_code":  func(c *AddressChange, a *apiv1.Address) { c.PostalCode = &a.PostalCode },
	"city":         func(c *AddressChange, a *apiv1.Address) { c.City = &a.City },
	"region":       func(c *AddressChange, a *apiv1.Address) { c.Region = &a.Region },
	"country":      func(c *AddressChange, a *apiv1.Address) { c.Country = &a.Country },
	"phone":        func(c *AddressChange, a *apiv1.Address) { c.Phone = &a.Phone },
	"pickup_point": func(c *AddressChange, a *apiv1.Address) { c.PickupPoint = &a.PickupPoint },
}

// FromAPIAddress is an address as pushed or created: every field.
func FromAPIAddress(api *apiv1.Address) AddressChange { return addressMask.All(api) }

// FromAPIAddresses are addresses as pushed or created.
func FromAPIAddresses(api []*apiv1.Address) []AddressChange {
	all := make([]AddressChange, len(api))
	for i, one := range api {
		all[i] = FromAPIAddress(one)
	}
	return all
}

// FromAPIKind and FromAPITaxStatus read the enumerations that a push shares with the forms.
func FromAPIKind(api apiv1.CustomerKind) Kind { return fromAPI(kinds, api) }

// FromAPITaxStatus reads a tax status.
func FromAPITaxStatus(api apiv1.TaxStatus) TaxStatus { return fromAPI(taxStatuses, api) }

// fromAPIFilter reads a filter; an absent one lets everything pass.
func fromAPIFilter(api *apiv1.CustomerFilter) Filter {
	return Filter{Query: api.GetQuery(), Conditions: filter.FromAPI(api.GetConditions())}
}

func idsOf(texts []string) []uuid.UUID {
	all := make([]uuid.UUID, 0, len(texts))
	for _, text := range texts {
		if parsed := id.OrNil(text); !slices.Contains(all, parsed) {
			all = append(all, parsed)
		}
	}
	return all
}

func amountOf(api *apiv1.Money) *Amount {
	if api == nil {
		return nil
	}
	return &Amount{Amount: api.GetAmount(), Currency: api.GetCurrency()}
}
