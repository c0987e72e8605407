// Package money holds amounts with their currency and percentages, exact to the
// ten-thousandth and never in floating point (DISC-5).
//
// It knows no prices, no exchange rates and no rules for rounding a line.
package money

import (
	"errors"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
)

// What may be wrong with money. The caller names the field.
var (
	ErrAmount   = errors.New("amount is not a plain decimal within bounds")
	ErrCurrency = errors.New("unknown currency code")
	ErrPercent  = errors.New("percentage is not between 0 and 100 with two decimals")
)

// places is the number of decimals that are kept. With 14 digits before them an
// amount fits into 64 bits.
const places = 4

// plain is checked before the decimal library, which reads exponents too: a
// few characters could stand for gigabytes of digits.
var plain = regexp.MustCompile(`^-?\d{1,14}(\.\d{1,4})?$`)

// Money is an amount in a currency.
type Money struct {
	Amount   decimal.Decimal
	Currency string // ISO 4217, in capitals
}

// Parse reads a plain decimal with a dot, at most four decimals and fourteen
// digits before them, and a currency code in any case.
func Parse(amount, currency string) (Money, error) {
	code, err := ParseCurrency(currency)
	if err != nil {
		return Money{}, err
	}
	amount = strings.TrimSpace(amount)
	if !plain.MatchString(amount) {
		return Money{}, ErrAmount
	}
	value, err := decimal.NewFromString(amount)
	if err != nil {
		return Money{}, ErrAmount
	}
	return Money{Amount: value, Currency: code}, nil
}

// FromE4 returns the money that the database keeps as ten-thousandths.
func FromE4(amount int64, currency string) Money {
	return Money{Amount: decimal.New(amount, -places), Currency: currency}
}

// E4 returns the amount in ten-thousandths, as the database keeps it.
func (m Money) E4() int64 {
	return m.Amount.Shift(places).Round(0).IntPart()
}

// String returns the amount alone, with the minor units of the currency at
// least: "25000.00" in złoty, "25000" in yen, "0.0125" where that is the price.
func (m Money) String() string {
	text := m.Amount.StringFixed(places)
	for range places - minorUnits(m.Currency) {
		if !strings.HasSuffix(text, "0") {
			return text
		}
		text = text[:len(text)-1]
	}
	return strings.TrimSuffix(text, ".")
}
