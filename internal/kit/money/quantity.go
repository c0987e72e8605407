package money

import (
	"errors"
	"regexp"

	"github.com/shopspring/decimal"
)

// ErrQuantity says that a quantity is not a plain decimal within the limits. The caller names the field.
var ErrQuantity = errors.New("quantity is not between 0 and 1,000,000,000 with four decimals")

var (
	quantity    = regexp.MustCompile(`^\d{1,10}(\.\d{1,4})?$`)
	maxQuantity = decimal.New(1_000_000_000, 0)
)

// ParseQuantity reads a plain decimal between 0 and 1,000,000,000 with at most four decimals.
func ParseQuantity(s string) (decimal.Decimal, error) {
	s = withoutZeros(s, places)
	if !quantity.MatchString(s) {
		return decimal.Decimal{}, ErrQuantity
	}
	value, err := decimal.NewFromString(s)
	if err != nil || value.GreaterThan(maxQuantity) {
		return decimal.Decimal{}, ErrQuantity
	}
	return value, nil
}

// QuantityFromE4 returns the quantity for ten-thousandths, which the database keeps.
func QuantityFromE4(tenThousandths int64) decimal.Decimal {
	return decimal.New(tenThousandths, -places)
}

// QuantityE4 returns the quantity in ten-thousandths, which the database keeps.
func QuantityE4(quantity decimal.Decimal) int64 { return quantity.Shift(places).Round(0).IntPart() }
