package auth_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

func TestNewToken(t *testing.T) {
	t.Parallel()
	seen := make(map[string]bool)
	for range 1000 {
		token := auth.NewToken()
		raw, err := base64.RawURLEncoding.DecodeString(token)
		require.NoError(t, err)
		require.GreaterOrEqual(t, len(raw), 16, "at least 128 bits")
		seen[token] = true
	}
	assert.Len(t, seen, 1000)
}

func TestHashToken(t *testing.T) {
	t.Parallel()
	token := auth.NewToken()
	assert.Len(t, auth.HashToken(token), 32)
	again := strings.Clone(token)
	assert.Equal(t, auth.HashToken(token), auth.HashToken(again))
	assert.NotEqual(t, auth.HashToken(token), auth.HashToken(auth.NewToken()))
}

func TestKey(t *testing.T) {
	t.Parallel()
	key := auth.NewKey()
	text := key.String()
	t.Run("has a form that scanners know", func(t *testing.T) {
		t.Parallel()
		assert.Regexp(t, `^kt_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$`, text)
		assert.True(t, strings.HasPrefix(text, key.Prefix()+"_"))
		assert.NotContains(t, key.Prefix(), key.Secret)
	})
	t.Run("is read back", func(t *testing.T) {
		t.Parallel()
		got, ok := auth.ParseKey(text)
		require.True(t, ok)
		assert.Equal(t, key, got)
	})
	t.Run("matches the hash of its own secret only", func(t *testing.T) {
		t.Parallel()
		assert.True(t, key.Matches(key.Hash()))
		assert.False(t, key.Matches(auth.NewKey().Hash()))
		assert.False(t, key.Matches(nil))
	})
	t.Run("is another one each time", func(t *testing.T) {
		t.Parallel()
		seen := make(map[string]bool)
		for range 1000 {
			seen[auth.NewKey().String()] = true
		}
		assert.Len(t, seen, 1000)
	})
	t.Run("keeps the checksum that other programs compute", func(t *testing.T) {
		t.Parallel()
		fixed := auth.Key{ID: "AAAAAAAAAAAA", Secret: strings.Repeat("z", 32)}
		assert.Equal(t, "kt_AAAAAAAAAAAA_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"+"3FjwfU", fixed.String())
	})
}

func TestParseKeyRefuses(t *testing.T) {
	t.Parallel()
	text := auth.NewKey().String()
	for name, wrong := range map[string]string{
		"nothing":              "",
		"another prefix":       "xt_" + text[3:],
		"a cut key":            text[:len(text)-1],
		"a blank at the end":   text + " ",
		"no second underscore": strings.Replace(text, "_", "x", 2),
		"other characters":     text[:20] + "ż" + text[22:],
		"an endless one":       text + strings.Repeat("x", 1<<16),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, ok := auth.ParseKey(wrong)
			assert.False(t, ok)
		})
	}
	t.Run("any single wrong character", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			at := rapid.IntRange(0, len(text)-1).Draw(t, "place")
			other := rapid.Byte().Filter(func(b byte) bool { return b != text[at] }).Draw(t, "character")
			_, ok := auth.ParseKey(text[:at] + string([]byte{other}) + text[at+1:])
			require.False(t, ok)
		})
	})
	t.Run("whatever comes without a panic", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			_, ok := auth.ParseKey("kt_" + rapid.String().Draw(t, "text"))
			require.False(t, ok)
		})
	})
}
