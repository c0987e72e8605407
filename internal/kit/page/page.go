// Package page holds what all lists share: the size of a page, and the token that leads to the next page.
//
// A token holds a key, not an offset: the sort key and the id of the last row. So rows that come and go in the
// meantime are neither skipped nor repeated (LIST-4). The package knows no table and no column.
package page

import "github.com/kartoteka/kartoteka/internal/kit/fault"

// The sizes of a page.
const (
	DefaultSize = 50
	MaxSize     = 200
)

// Size returns the number of rows of a requested page: the default for zero, and at most MaxSize.
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
