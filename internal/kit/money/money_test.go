package money_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/kit/money"
)

const limitE4 = 1_000_000_000_000_000_000 // 10^14 in ten-thousandths

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		amount, currency string
		e4               int64
		text             string
	}{
		{"25000.00", "PLN", 250_000_000, "25000.00"},
		{" 25000 ", " pln ", 250_000_000, "25000.00"},
		{"0", "EUR", 0, "0.00"},
		{"-0.00", "EUR", 0, "0.00"},
		{"-0.01", "EUR", -100, "-0.01"},
		{"12.3", "CZK", 123_000, "12.30"},
		{"12.3400", "CZK", 123_400, "12.34"},
		{"12.345", "CZK", 123_450, "12.345"},
		{"25000.000000", "PLN", 250_000_000, "25000.00"},
		{"1." + strings.Repeat("0", 1000), "JPY", 10_000, "1"},
		{"0.000100", "CZK", 1, "0.0001"},
		{"0.0001", "CZK", 1, "0.0001"},
		{"1000", "JPY", 10_000_000, "1000"},
		{"1000.50", "JPY", 10_005_000, "1000.5"},
		{"1.5", "KWD", 15_000, "1.500"},
		{"1.5", "RSD", 15_000, "1.50"},
		{"1.5", "XCG", 15_000, "1.50"},
		{"007", "PLN", 70_000, "7.00"},
		{"99999999999999.9999", "PLN", limitE4 - 1, "99999999999999.9999"},
		{"-99999999999999.9999", "PLN", 1 - limitE4, "-99999999999999.9999"},
	} {
		t.Run("reads "+c.amount[:min(len(c.amount), 20)]+" "+c.currency, func(t *testing.T) {
			t.Parallel()
			got, err := money.Parse(c.amount, c.currency)
			require.NoError(t, err)
			assert.Equal(t, c.e4, got.E4())
			assert.Equal(t, c.text, got.String())
			assert.Equal(t, strings.ToUpper(strings.TrimSpace(c.currency)), got.Currency)
		})
	}
}

func TestParseRefusesAmount(t *testing.T) {
	t.Parallel()
	for _, amount := range []string{
		"", " ", "-", ".", ".5", "5.", "1,50", "1 000", "1_000", "+1", "--1", "100000000000000", "100000000000000.00001", "1.0000x0", "1.00000.0",
		"1e3", "1E1000000000", "0x10", "NaN", "Inf", "١٢", "1.5 PLN", "1\x00", strings.Repeat("9", 1000),
	} {
		t.Run("refuses "+amount[:min(len(amount), 20)], func(t *testing.T) {
			t.Parallel()
			_, err := money.Parse(amount, "PLN")
			assert.ErrorIs(t, err, money.ErrAmount)
		})
	}
}

func TestParseTellsTooManyDecimalsFromNonsense(t *testing.T) {
	t.Parallel()
	for _, amount := range []string{"0.12345", "-1.00001", " 99999999999999.99999 ", "1." + strings.Repeat("0", 1000) + "1"} {
		_, err := money.Parse(amount, "PLN")
		require.ErrorIs(t, err, money.ErrDecimals, amount)
	}
}

func TestParseWhole(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		amount, currency string
		err              error
	}{
		{"1.50", "PLN", nil},
		{"1.5000", "PLN", nil},
		{"1", "JPY", nil},
		{"1.001", "PLN", money.ErrDecimals},
		{"1.00001", "PLN", money.ErrDecimals},
		{"1.5", "JPY", money.ErrDecimals},
		{"1.5555", "KWD", money.ErrDecimals},
		{"1,5", "PLN", money.ErrAmount},
		{"1.5", "ZZZ", money.ErrCurrency},
	} {
		_, err := money.ParseWhole(c.amount, c.currency)
		assert.Equal(t, c.err, err, "%s %s", c.amount, c.currency)
	}
}

func TestParseCurrency(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"PLN", "EUR", "CZK", "UAH", "RON", "VES", "SLE"} {
		t.Run("reads "+code+" in any case", func(t *testing.T) {
			t.Parallel()
			got, err := money.ParseCurrency(" " + strings.ToLower(code))
			require.NoError(t, err)
			assert.Equal(t, code, got)
		})
	}
	for _, code := range []string{"", "PL", "PLNN", "ZZZ", "XXX", "XTS", "zł", "€", "P N", "ıQD", "985"} {
		t.Run("refuses "+code, func(t *testing.T) {
			t.Parallel()
			_, err := money.ParseCurrency(code)
			require.ErrorIs(t, err, money.ErrCurrency)
			_, err = money.Parse("1.00", code)
			assert.ErrorIs(t, err, money.ErrCurrency)
		})
	}
}

// The minor units of ISO 4217 (2026-01-01), not the decimals in which prices are usually shown.
func TestPlaces(t *testing.T) {
	t.Parallel()
	for places, codes := range map[int]string{
		0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
		2: "PLN EUR CZK AFN ALL AMD COP GYD HUF IDR IRR KPW LAK LBP MGA MMK MNT MRU MUR PKR RSD SLE SLL SOS SYP TWD TZS UZS VED VES XCG YER ZWG",
		3: "BHD IQD JOD KWD LYD OMR TND",
		4: "CLF UYW",
	} {
		for code := range strings.FieldsSeq(codes) {
			known, err := money.ParseCurrency(code)
			require.NoError(t, err, code)
			assert.Equal(t, places, money.Places(known), code)
		}
	}
}

func TestMoneyProperties(t *testing.T) {
	t.Parallel()
	t.Run("survives the database and its own text unchanged", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			e4 := rapid.Int64Range(1-limitE4, limitE4-1).Draw(t, "ten-thousandths")
			currency := rapid.SampledFrom([]string{"PLN", "JPY", "KWD", "CLF"}).Draw(t, "currency")
			stored := money.FromE4(e4, currency)
			require.Equal(t, e4, stored.E4())
			again, err := money.Parse(stored.String(), currency)
			require.NoError(t, err)
			require.Equal(t, e4, again.E4())
			require.Equal(t, currency, again.Currency)
		})
	})
	t.Run("stays within bounds whatever comes", func(t *testing.T) {
		t.Parallel()
		amount := rapid.OneOf(rapid.String(), rapid.StringMatching(`-?[0-9]{0,16}\.?[0-9]{0,6}(e[0-9]{1,9})?`))
		rapid.Check(t, func(t *rapid.T) {
			got, err := money.Parse(amount.Draw(t, "amount"), "PLN")
			if err != nil {
				require.True(t, errors.Is(err, money.ErrAmount) || errors.Is(err, money.ErrDecimals), err)
				return
			}
			require.Less(t, got.E4(), int64(limitE4))
			require.Greater(t, got.E4(), int64(-limitE4))
		})
	})
}

func TestRounded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ amount, currency, rounded string }{
		{"1.005", "PLN", "1.01"},
		{"1.0049", "PLN", "1.00"},
		{"0.5", "JPY", "1"},
		{"0.4999", "JPY", "0"},
		{"1.0005", "KWD", "1.001"},
		{"10.485", "RSD", "10.49"},
		{"2.675", "EUR", "2.68"}, // in binary floating point it is a little less
	} {
		t.Run("rounds "+c.amount+" "+c.currency+" half up", func(t *testing.T) {
			t.Parallel()
			given, err := money.Parse(c.amount, c.currency)
			require.NoError(t, err)
			assert.Equal(t, c.rounded, given.Rounded().String())
			assert.False(t, given.IsWhole())
			assert.True(t, given.Rounded().IsWhole())
		})
	}
}

func TestExact(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ amount, currency, text string }{
		{"89.99125", "PLN", "89.99125"},
		{"89.9000", "PLN", "89.90"},
		{"90", "PLN", "90.00"},
		{"100", "JPY", "100"},
		{"100.0", "JPY", "100"},
		{"0.50", "KWD", "0.500"},
		{"0", "EUR", "0.00"},
	} {
		assert.Equal(t, c.text, money.Money{Amount: decimal.RequireFromString(c.amount), Currency: c.currency}.Exact())
	}
}
