package money

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

const (
	whole         = 100_00 // 100 per cent in hundredths
	percentPlaces = 2
)

var percentage = regexp.MustCompile(`^\d{1,3}(\.\d{1,2})?$`)

// Percent is a share between 0 and 100 per cent, exact to the hundredth.
type Percent struct {
	hundredths int32
}

// ParsePercent reads a plain decimal between 0 and 100 with at most two decimals; zeros behind them
// count for nothing.
func ParsePercent(s string) (Percent, error) {
	s = withoutZeros(strings.TrimSpace(s), percentPlaces)
	if !percentage.MatchString(s) {
		return Percent{}, ErrPercent
	}
	units, fraction, _ := strings.Cut(s, ".")
	digits := units + (fraction + "00")[:2]
	hundredths, err := strconv.ParseInt(digits, 10, 32)
	if err != nil || hundredths > whole {
		return Percent{}, ErrPercent
	}
	return Percent{hundredths: int32(hundredths)}, nil
}

// PercentFromE2 returns the percentage for hundredths, which the database keeps.
func PercentFromE2(hundredths int32) Percent {
	return Percent{hundredths: hundredths}
}

// E2 returns the percentage in hundredths, which the database keeps.
func (p Percent) E2() int32 {
	return p.hundredths
}

// String returns the percentage with two decimals and without a sign: "12.50".
func (p Percent) String() string {
	return fmt.Sprintf("%d.%02d", p.hundredths/100, p.hundredths%100)
}

// Of returns that share of an amount, rounded half up to the minor unit of its currency (DISC-5).
func (p Percent) Of(m Money) Money {
	return Money{Amount: m.Amount.Mul(decimal.New(int64(p.hundredths), -4)), Currency: m.Currency}.Rounded()
}
