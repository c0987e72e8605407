package money_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/kit/money"
)

func TestParsePercent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in   string
		e2   int32
		text string
	}{
		{"12.50", 1250, "12.50"},
		{"5", 500, "5.00"},
		{"3.1", 310, "3.10"},
		{"0", 0, "0.00"},
		{"0.01", 1, "0.01"},
		{" 100.00 ", 10000, "100.00"},
		{"007", 700, "7.00"},
		{"5.0000", 500, "5.00"},
		{"100.000", 10000, "100.00"},
	} {
		t.Run("reads "+c.in, func(t *testing.T) {
			t.Parallel()
			got, err := money.ParsePercent(c.in)
			require.NoError(t, err)
			assert.Equal(t, c.e2, got.E2())
			assert.Equal(t, c.text, got.String())
		})
	}
	for _, in := range []string{"", "100.01", "101", "999", "-1", "+1", "5%", "5,5", "5.", ".5", "5.001", "5.000x", "100.0001", "1e1", "٥", "1000"} {
		t.Run("refuses "+in, func(t *testing.T) {
			t.Parallel()
			_, err := money.ParsePercent(in)
			assert.ErrorIs(t, err, money.ErrPercent)
		})
	}
	t.Run("survives the database and its own text unchanged", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			stored := money.PercentFromE2(rapid.Int32Range(0, 10000).Draw(t, "hundredths"))
			again, err := money.ParsePercent(stored.String())
			require.NoError(t, err)
			require.Equal(t, stored, again)
		})
	})
}

func TestPercentOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ percent, amount, currency, part string }{
		{"23", "0.10", "PLN", "0.02"},
		{"50", "0.01", "PLN", "0.01"},
		{"12.50", "100", "PLN", "12.50"},
		{"0.01", "49.99", "PLN", "0.00"},
		{"100", "99999999999999.99", "PLN", "99999999999999.99"},
		{"50", "1", "JPY", "1"},
	} {
		percent, err := money.ParsePercent(c.percent)
		require.NoError(t, err)
		amount, err := money.Parse(c.amount, c.currency)
		require.NoError(t, err)
		assert.Equal(t, c.part, percent.Of(amount).String(), "%s %% of %s %s", c.percent, c.amount, c.currency)
	}
}
