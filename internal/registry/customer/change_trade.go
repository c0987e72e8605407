package customer

import (
	"errors"
	"slices"
	"strings"

	"github.com/kartoteka/kartoteka/internal/kit/money"
)

const (
	// maxPaymentTermsDays is the longest payment term.
	maxPaymentTermsDays = 365
	// maxPaymentMethods is how many payment methods a customer may have.
	maxPaymentMethods = 20
)

func (e *edit) trade(change Change) {
	c := e.customer
	if change.PaymentTermsDays != nil {
		c.PaymentTermsDays = *change.PaymentTermsDays
		if days := c.PaymentTermsDays; days != nil && (*days < 0 || *days > maxPaymentTermsDays) {
			e.Refuse("paymentTermsDays", "OUT_OF_RANGE", "Payment terms are 0 to 365 days.")
		}
	}
	if change.CreditLimit != nil {
		e.creditLimit(*change.CreditLimit)
	}
	if change.PaymentMethods != nil {
		e.paymentMethods(*change.PaymentMethods)
	}
	if change.ERPDiscount != nil {
		e.discount(strings.TrimSpace(*change.ERPDiscount))
	}
	if change.Language != nil {
		e.language(strings.TrimSpace(*change.Language))
	}
	if change.Currency != nil {
		e.currency(strings.TrimSpace(*change.Currency))
	}
}

func (e *edit) creditLimit(typed *Amount) {
	e.customer.CreditLimit = nil
	if typed == nil {
		return
	}
	limit, err := money.Parse(typed.Amount, typed.Currency)
	switch {
	case errors.Is(err, money.ErrCurrency):
		e.Refuse("creditLimit.currency", "CURRENCY_UNKNOWN", "There is no such currency.")
	case err != nil:
		e.Refuse("creditLimit.amount", "AMOUNT_INVALID", "The amount must be a decimal number with at most 4 decimals.")
	case limit.Amount.IsNegative():
		e.Refuse("creditLimit.amount", "OUT_OF_RANGE", "A credit limit is not negative.")
	default:
		e.customer.CreditLimit = &limit
	}
}

// paymentMethods stops at the first that is wrong: the path names the list, not its element.
func (e *edit) paymentMethods(typed []string) {
	methods := make([]string, 0, min(len(typed), maxPaymentMethods))
	for _, method := range typed {
		var clean string
		if !e.Text("paymentMethods", &clean, &method, 50) {
			return
		}
		if clean != "" && !slices.Contains(methods, clean) {
			methods = append(methods, clean)
		}
		if len(methods) > maxPaymentMethods {
			e.Refuse("paymentMethods", "TOO_LONG", "A customer has at most 20 payment methods.")
			return
		}
	}
	e.customer.PaymentMethods = methods
}

func (e *edit) discount(typed string) {
	e.customer.ERPDiscount = nil
	if typed == "" {
		return
	}
	percent, err := money.ParsePercent(typed)
	if err != nil {
		e.Refuse("erpDiscountPercent", "PERCENT_INVALID", "A discount is 0 to 100 per cent with at most two decimals.")
		return
	}
	e.customer.ERPDiscount = &percent
}
