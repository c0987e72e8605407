package money_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/kit/money"
)

func TestParseQuantity(t *testing.T) {
	t.Parallel()
	for typed, e4 := range map[string]int64{
		"0": 0, "1": 10_000, "007": 70_000, "2.5": 25_000, "0.0001": 1, "1000000000": 10_000_000_000_000, "1000000000.0000": 10_000_000_000_000, "2.500000": 25_000,
	} {
		read, err := money.ParseQuantity(typed)
		require.NoError(t, err, typed)
		assert.Equal(t, e4, money.QuantityE4(read), typed)
	}
	for _, typed := range []string{"", "-1", "+1", "1e3", "1.", ".5", "1,5", " 1", "0.00001", "0.000010", "1000000000.0001", "1000000001", "99999999999", "NaN", "١"} {
		_, err := money.ParseQuantity(typed)
		require.ErrorIs(t, err, money.ErrQuantity, typed)
	}
}

func TestAQuantityIsKept(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e4 := rapid.Int64Range(0, 10_000_000_000_000).Draw(t, "e4")
		kept := money.QuantityFromE4(e4)
		assert.Equal(t, e4, money.QuantityE4(kept))
		read, err := money.ParseQuantity(kept.String())
		require.NoError(t, err)
		assert.True(t, kept.Equal(read))
	})
}
