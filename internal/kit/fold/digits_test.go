package fold_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fold"
)

func TestDigits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{"a phone as typed", "+48 (601) 602-603", "48601602603"},
		{"Arabic-Indic", "٠١٢٣٤٥٦٧٨٩", "0123456789"},
		{"Persian", "۴۵۶", "456"},
		{"Devanagari", "०९", "09"},
		{"full-width", "１２３", "123"},
		{"mathematical beyond the basic plane", "𝟎𝟗𝟘𝟡𝟿", "09099"},
		{"numbers that are no decimal digits", "½ Ⅷ ² ①", ""},
		{"text", "abc", ""},
	} {
		t.Run("reads "+c.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, fold.Digits(c.in))
		})
	}
}

func TestDigitsReadsEveryScriptInOrder(t *testing.T) {
	t.Parallel()
	var all strings.Builder
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.Is(unicode.Nd, r) {
			all.WriteRune(r)
		}
	}
	digits := fold.Digits(all.String())
	require.Equal(t, strings.Repeat("0123456789", len(digits)/10), digits)
}
