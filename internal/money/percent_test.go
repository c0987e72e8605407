package money_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/money"
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
	} {
		t.Run("reads "+c.in, func(t *testing.T) {
			t.Parallel()
			got, err := money.ParsePercent(c.in)
			require.NoError(t, err)
			assert.Equal(t, c.e2, got.E2())
			assert.Equal(t, c.text, got.String())
		})
	}
	for _, in := range []string{"", "100.01", "101", "999", "-1", "+1", "5%", "5,5", "5.", ".5", "5.000", "1e1", "٥", "1000"} {
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
