package apikey

import (
	"context"

	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// List returns a page of keys, newest first, and the token of the next one, empty on the last.
func (s *Service) List(ctx context.Context, pageSize int32, token string) (keys []Key, next string, err error) {
	return page.List[Key]{
		Query: page.Hash("api_keys"),
		After: func(place page.Place, limit int) ([]Key, error) { return s.store.list(ctx, place.ID, limit) },
		At:    func(k Key) page.Place { return page.Place{ID: k.ID} },
	}.Read(pageSize, token)
}
