package revision_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/kit/revision"
)

func TestAreAlike(t *testing.T) {
	t.Parallel()
	assert.True(t, revision.AreAlike("9", "010"))
	assert.True(t, revision.AreAlike("2026-01-02", "A2"))
	assert.False(t, revision.AreAlike("9", "2026-01-02"))
	assert.False(t, revision.AreAlike("2026-01-02", "11"))
}

func TestCompare(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"9", "10", -1},
		{"010", "9", 1},
		{"7", "007", 0},
		{"18446744073709551616", "18446744073709551615", 1},
		{"2026-01-02T00:00:00", "2026-01-10T00:00:00", -1},
		{"A2", "A10", 1}, // text is compared as it stands
	} {
		got := revision.Compare(test.a, test.b)
		switch {
		case test.want < 0:
			assert.Negative(t, got, test)
		case test.want > 0:
			assert.Positive(t, got, test)
		default:
			assert.Zero(t, got, test)
		}
	}
}
