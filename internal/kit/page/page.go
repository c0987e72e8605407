// Package page holds what every list shares: the size of a page and the token
// that leads to the next one.
//
// Pages go by key, not by offset: the token remembers the sort key and the id of
// the last row, so rows that come and go meanwhile are neither skipped nor
// repeated (LIST-4). It knows no table and no column.
package page

import "github.com/kartoteka/kartoteka/internal/kit/fault"

// The sizes of a page.
const (
	DefaultSize = 50
	MaxSize     = 200
)

// Size returns the number of rows for a request: the default for zero, never
// more than MaxSize.
func Size(requested int32) (int, error) { return SizeUpTo(requested, DefaultSize, MaxSize) }

// SizeUpTo is Size for lists of another size than usual.
func SizeUpTo(requested int32, usual, most int) (int, error) {
	switch {
	case requested < 0:
		return 0, fault.InvalidField("pageSize", "PAGE_SIZE_INVALID", "The page size must not be negative.")
	case requested == 0:
		return usual, nil
	}
	return min(int(requested), most), nil
}
