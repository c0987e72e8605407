// Package money holds amounts with their currency and percentages, exact to the
// ten-thousandth and never in floating point (DISC-5).
//
// It knows no prices and no exchange rates.
package money

import (
	"errors"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
)

// What can be wrong with money. The caller names the field.
var (
	ErrAmount   = errors.New("amount is not a plain decimal within bounds")
	ErrDecimals = errors.New("amount has too many decimals")
	ErrCurrency = errors.New("unknown currency code")
	ErrPercent  = errors.New("percentage is not between 0 and 100 with two decimals")
)

// places is the number of decimals kept. With 14 digits before them an amount fits into 64 bits.
const places = 4

// plain is checked before the decimal library, which also reads exponents: a few characters could stand for
// gigabytes of digits. The last group holds decimals that are not kept.
var plain = regexp.MustCompile(`^-?\d{1,14}(?:\.\d{1,4}(\d*))?$`)

// Money is an amount in a currency.
type Money struct {
	Amount   decimal.Decimal
	Currency string // ISO 4217, in capitals
}

// Parse reads a plain decimal with a dot, up to four decimals and fourteen digits before them, and a currency code
// in any case.
func Parse(amount, currency string) (Money, error) {
	code, err := ParseCurrency(currency)
	if err != nil {
		return Money{}, err
	}
	amount = withoutZeros(strings.TrimSpace(amount), places)
	switch parts := plain.FindStringSubmatch(amount); {
	case parts == nil:
		return Money{}, ErrAmount
	case parts[1] != "":
		return Money{}, ErrDecimals
	}
	value, err := decimal.NewFromString(amount)
	if err != nil {
		return Money{}, ErrAmount
	}
	return Money{Amount: value, Currency: code}, nil
}

// withoutZeros drops the zeros behind the last place that is kept. Databases of ERPs write all the places
// of a column, and "5.0000" is five.
func withoutZeros(typed string, places int) string {
	whole, decimals, found := strings.Cut(typed, ".")
	if !found || len(decimals) <= places {
		return typed
	}
	return whole + "." + decimals[:places] + strings.TrimRight(decimals[places:], "0")
}

// ParseWhole is Parse for an amount to be paid: it has no more decimals than its currency.
func ParseWhole(amount, currency string) (Money, error) {
	read, err := Parse(amount, currency)
	switch {
	case err != nil:
		return Money{}, err
	case !read.IsWhole():
		return Money{}, ErrDecimals
	default:
		return read, nil
	}
}

// FromE4 returns the money for ten-thousandths, which the database keeps.
func FromE4(amount int64, currency string) Money {
	return Money{Amount: decimal.New(amount, -places), Currency: currency}
}

// E4 returns the amount in ten-thousandths, which the database keeps.
func (m Money) E4() int64 {
	return m.Amount.Shift(places).Round(0).IntPart()
}

// String returns the amount without the currency, with at least the decimals of its minor unit: "25000.00" in
// złoty, "25000" in yen, "0.0125" if the price has that many.
func (m Money) String() string {
	minor := Places(m.Currency)
	decimals := min(places, max(minor, int(-m.Amount.Exponent())))
	text := m.Amount.StringFixed(int32(decimals))
	for range decimals - minor {
		if !strings.HasSuffix(text, "0") {
			return text
		}
		text = text[:len(text)-1]
	}
	return strings.TrimSuffix(text, ".")
}

// Rounded returns the money rounded half up to the minor unit of its currency (DISC-5).
func (m Money) Rounded() Money {
	return Money{Amount: m.Amount.Round(int32(Places(m.Currency))), Currency: m.Currency}
}

// IsWhole reports whether the amount has no more decimals than its currency.
func (m Money) IsWhole() bool { return m.Amount.Equal(m.Rounded().Amount) }

// Exact returns the amount without the currency, with all its decimals and at least those of the minor unit:
// "89.99125" in złoty, where String would round.
func (m Money) Exact() string {
	text := m.Amount.String() // without zeros at the end of what the library has reckoned exactly
	if _, decimals, found := strings.Cut(text, "."); found {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
		if len(strings.TrimRight(decimals, "0")) >= Places(m.Currency) {
			return text
		}
	}
	return m.Amount.StringFixed(int32(Places(m.Currency)))
}
