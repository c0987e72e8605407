package customer

import (
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// place is where a page of a list begins.
type place struct {
	shown []uuid.UUID // the exact matches of the first page, which come nowhere else
	value any         // the sort column of the row before; nil at the start of the list
	id    uuid.UUID   // the row before
}

// placeToken is the token of the place after a row; last is nil when only exact matches were shown.
func placeToken(shown []uuid.UUID, last *Customer, by sortColumn, hash uint64) string {
	to := page.Place{Key: []byte{byte(len(shown))}}
	for _, one := range shown {
		to.Key = append(to.Key, one[:]...)
	}
	if last != nil {
		to.Key, to.ID = append(to.Key, by.key(last)...), last.ID
	}
	return page.Encode(to, hash)
}

// parsePlace reads a token back. Tokens are not secret, so nothing in them is trusted.
func parsePlace(token string, by sortColumn, hash uint64) (*place, error) {
	to, err := page.Decode(token, hash)
	if err != nil {
		return nil, err
	}
	shown, key, ok := cutShown(to.Key)
	if !ok || to.ID == uuid.Nil && len(key) > 0 {
		return nil, page.ErrInvalid()
	}
	from := &place{shown: shown, id: to.ID}
	if to.ID == uuid.Nil {
		return from, nil
	}
	from.value, err = by.read(key)
	return from, err
}

func cutShown(key []byte) (shown []uuid.UUID, rest []byte, ok bool) {
	if len(key) == 0 {
		return nil, nil, false
	}
	count, rest := int(key[0]), key[1:]
	if count > mostExact || len(rest) < count*len(uuid.UUID{}) {
		return nil, nil, false
	}
	for range count {
		shown = append(shown, uuid.UUID(rest[:len(uuid.UUID{})]))
		rest = rest[len(uuid.UUID{}):]
	}
	return shown, rest, true
}
