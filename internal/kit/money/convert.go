package money

import apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"

// ToAPI is an amount as the API has it.
func ToAPI(m Money) *apiv1.Money { return &apiv1.Money{Amount: m.String(), Currency: m.Currency} }
