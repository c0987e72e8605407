package page_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/page"
)

func TestSize(t *testing.T) {
	t.Parallel()
	for requested, want := range map[int32]int{0: 50, 1: 1, 50: 50, 200: 200, 201: 200, 1 << 30: 200} {
		got, err := page.Size(requested)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	for requested, want := range map[int32]int{0: 1_000, 1: 1, 5_000: 5_000, 5_001: 5_000} {
		got, err := page.SizeUpTo(requested, 1_000, 5_000)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	t.Run("refuses a negative size by name of field", func(t *testing.T) {
		t.Parallel()
		_, err := page.Size(-1)
		faulttest.Require(t, err, fault.Invalid, "PAGE_SIZE_INVALID", "pageSize")
	})
}

func TestList(t *testing.T) {
	t.Parallel()
	list := page.List[int]{
		Query: 7, Usual: 2, Most: 3,
		After: func(place page.Place, limit int) (rows []int, err error) {
			for row := len(place.Key) + 1; row <= 4 && len(rows) < limit; row++ {
				rows = append(rows, row)
			}
			return rows, nil
		},
		At: func(row int) page.Place { return page.Place{Key: make([]byte, row)} },
	}
	read := func(t *testing.T, size int32) (pages [][]int) {
		t.Helper()
		for token := ""; ; {
			rows, next, err := list.Read(size, token)
			require.NoError(t, err)
			pages = append(pages, rows)
			if next == "" {
				return pages
			}
			token = next
		}
	}
	for name, c := range map[string]struct {
		size int32
		want [][]int
	}{
		"has no empty page at its end": {0, [][]int{{1, 2}, {3, 4}}},
		"ends with what is left":       {9, [][]int{{1, 2, 3}, {4}}},
		"may go row by row":            {1, [][]int{{1}, {2}, {3}, {4}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, read(t, c.size))
		})
	}
	t.Run("refuses the token of another list", func(t *testing.T) {
		t.Parallel()
		_, _, err := list.Read(0, page.Encode(page.Place{}, 8))
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH", "pageToken")
	})
	t.Run("passes on why its rows cannot be read", func(t *testing.T) {
		t.Parallel()
		broken := list
		broken.After = func(page.Place, int) ([]int, error) { return []int{1}, page.ErrInvalid() }
		_, _, err := broken.Read(0, "")
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID", "pageToken")
	})
}

func TestToken(t *testing.T) {
	t.Parallel()
	t.Run("leads back to its place", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			query := rapid.Uint64().Draw(t, "query")
			place := page.Place{
				Key: rapid.SliceOfN(rapid.Byte(), 0, 1024).Draw(t, "key"),
				ID:  uuid.UUID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id")),
			}
			token := page.Encode(place, query)
			require.LessOrEqual(t, len(token), 2048)
			require.Regexp(t, `^[A-Za-z0-9_-]+$`, token)
			got, err := page.Decode(token, query)
			require.NoError(t, err)
			require.Equal(t, place, got)
		})
	})
	t.Run("is refused for another query", func(t *testing.T) {
		t.Parallel()
		_, err := page.Decode(page.Encode(page.Place{}, 7), 8)
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH", "pageToken")
	})
}

func TestDecodeRefusesGarbage(t *testing.T) {
	t.Parallel()
	good := page.Encode(page.Place{Key: []byte("kowalski"), ID: uuid.New()}, 7)
	raw, err := base64.RawURLEncoding.DecodeString(good)
	require.NoError(t, err)
	encode := base64.RawURLEncoding.EncodeToString
	for name, token := range map[string]string{
		"nothing":              "",
		"no base64":            "!!!",
		"padding":              good + "=",
		"a line break":         good[:4] + "\n" + good[4:],
		"the other alphabet":   "++//",
		"only a version":       encode(raw[:1]),
		"a cut header":         encode(raw[:8]),
		"no id":                encode(raw[:9]),
		"an id that is cut":    encode(raw[:24]),
		"another version":      encode(append([]byte{1}, raw[1:]...)),
		"more than two KiB":    page.Encode(page.Place{Key: make([]byte, 2048)}, 7),
		"characters by chance": "AAAAAAAAAAAAAAAAAAAAAAAA",
	} {
		t.Run("refuses "+name, func(t *testing.T) {
			t.Parallel()
			_, err := page.Decode(token, 7)
			faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID", "pageToken")
		})
	}
	t.Run("refuses whatever comes by a fault", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			bytes := rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
			if _, err := page.Decode(encode(bytes), 7); err != nil {
				_, ok := fault.As(err)
				require.True(t, ok)
			}
		})
	})
}

func TestHash(t *testing.T) {
	t.Parallel()
	t.Run("tells queries apart", func(t *testing.T) {
		t.Parallel()
		queries := [][]string{{}, {""}, {"", ""}, {"ab", "c"}, {"a", "bc"}, {"abc"}, {"c", "ab"}, {"name", strings.Repeat("x", 300)}}
		seen := make(map[uint64]bool)
		for _, parts := range queries {
			seen[page.Hash(parts...)] = true
		}
		assert.Len(t, seen, len(queries))
	})
	t.Run("stays the same from release to release", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, uint64(0xdfa6089a70a22f47), page.Hash("name", "desc"))
	})
}
