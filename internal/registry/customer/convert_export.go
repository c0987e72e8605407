package customer

import apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"

// ToAPIDetail writes a customer with memberships and ownership, as its own page shows it.
func ToAPIDetail(c *Customer) *apiv1.Customer { return toAPIDetail(c) }

// ToAPIAddress writes an address.
func ToAPIAddress(a *Address) *apiv1.Address { return toAPIAddress(a) }
