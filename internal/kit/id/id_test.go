package id_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
)

func TestNew(t *testing.T) {
	t.Parallel()
	t.Run("makes UUIDs of version 7", func(t *testing.T) {
		t.Parallel()
		made := id.New()
		assert.Equal(t, uuid.Version(7), made.Version())
		assert.Equal(t, uuid.RFC4122, made.Variant())
	})
	t.Run("makes each greater than the last, as bytes and as text", func(t *testing.T) {
		t.Parallel()
		last := id.New()
		for range 10_000 {
			next := id.New()
			require.Negative(t, bytes.Compare(last[:], next[:]))
			require.Less(t, last.String(), next.String())
			last = next
		}
	})
	t.Run("makes no two alike in many goroutines", func(t *testing.T) {
		t.Parallel()
		const makers, each = 8, 2000
		made := make([][each]uuid.UUID, makers)
		var all sync.WaitGroup
		for maker := range makers {
			all.Go(func() {
				for i := range each {
					made[maker][i] = id.New()
				}
			})
		}
		all.Wait()
		seen := make(map[uuid.UUID]bool)
		for _, batch := range made {
			for _, one := range batch {
				seen[one] = true
			}
		}
		assert.Len(t, seen, makers*each)
	})
}

func TestParse(t *testing.T) {
	t.Parallel()
	const canonical = "0192f0c1-2345-7abc-8def-0123456789ab"
	t.Run("reads the canonical form", func(t *testing.T) {
		t.Parallel()
		for _, s := range []string{canonical, strings.ToUpper(canonical)} {
			got, err := id.Parse(s)
			require.NoError(t, err)
			assert.Equal(t, canonical, got.String())
		}
	})
	t.Run("reads what it made", func(t *testing.T) {
		t.Parallel()
		made := id.New()
		got, err := id.Parse(made.String())
		require.NoError(t, err)
		assert.Equal(t, made, got)
	})
	for name, s := range map[string]string{
		"nothing":                 "",
		"braces":                  "{" + canonical + "}",
		"a URN":                   "urn:uuid:" + canonical,
		"no dashes":               strings.ReplaceAll(canonical, "-", ""),
		"a blank at the end":      canonical[:35] + " ",
		"a letter beyond f":       "g" + canonical[1:],
		"dashes in other places":  "0192f0c12-345-7abc-8def-0123456789ab",
		"a number":                "1",
		"36 bytes of other signs": strings.Repeat("ż", 18),
	} {
		t.Run("refuses "+name, func(t *testing.T) {
			t.Parallel()
			got, err := id.Parse(s)
			require.ErrorIs(t, err, id.ErrFormat)
			assert.Equal(t, uuid.Nil, got)
		})
	}
	t.Run("reads nothing but its own text, whatever comes", func(t *testing.T) {
		t.Parallel()
		text := rapid.OneOf(rapid.StringN(0, 40, 40), rapid.StringMatching(`[0-9a-fA-F-]{36}`))
		rapid.Check(t, func(t *rapid.T) {
			s := text.Draw(t, "text")
			got, err := id.Parse(s)
			require.Equal(t, err == nil, strings.EqualFold(s, got.String()) && got != uuid.Nil)
		})
	})
}
