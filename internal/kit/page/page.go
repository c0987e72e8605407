// Package page holds what all lists share: the size of a page, the token that leads to the next page, and how a
// page is read.
//
// A token holds a key, not an offset: the sort key and the id of the last row. So rows that come and go in the
// meantime are neither skipped nor repeated (LIST-4). The package knows no table and no column.
package page

import (
	"cmp"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// The sizes of a page.
const (
	DefaultSize = 50
	MaxSize     = 200
)

// List reads a list page by page.
type List[Row any] struct {
	Query uint64 // the Hash of its filter and order
	// After reads up to limit rows after a place, in the order of the list.
	After func(place Place, limit int) ([]Row, error)
	// At returns the place of a row.
	At func(Row) Place
	// Usual and Most are the sizes of a page if they are not DefaultSize and MaxSize.
	Usual, Most int
}

// Read returns the page to which a token leads, the first one for an empty token, and the token of the next page,
// which is empty on the last page.
//
// Errors: PAGE_SIZE_INVALID, PAGE_TOKEN_INVALID, PAGE_TOKEN_MISMATCH.
func (l List[Row]) Read(size int32, token string) (rows []Row, next string, err error) {
	limit, err := SizeUpTo(size, cmp.Or(l.Usual, DefaultSize), cmp.Or(l.Most, MaxSize))
	if err != nil {
		return nil, "", err
	}
	var after Place
	if token != "" {
		if after, err = Decode(token, l.Query); err != nil {
			return nil, "", err
		}
	}
	rows, err = l.After(after, limit+1) // one more shows whether there is a next page
	if err != nil || len(rows) <= limit {
		return rows, "", err
	}
	return rows[:limit], Encode(l.At(rows[limit-1]), l.Query), nil
}

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
