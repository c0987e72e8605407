package apikey

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// List returns a page of keys, newest first, and the token of the next one, empty on the last.
func (s *Service) List(ctx context.Context, pageSize int32, token string) (keys []Key, next string, err error) {
	size, err := page.Size(pageSize)
	if err != nil {
		return nil, "", err
	}
	hash, after := page.Hash("api_keys"), uuid.Nil
	if token != "" {
		cursor, err := page.Decode(token, hash)
		if err != nil {
			return nil, "", err
		}
		if after, err = id.Parse(cursor.ID); err != nil {
			return nil, "", page.ErrInvalid()
		}
	}
	keys, err = s.store.list(ctx, after, size+1)
	if err != nil || len(keys) <= size {
		return keys, "", err
	}
	keys = keys[:size]
	return keys, page.Encode(page.Cursor{ID: keys[size-1].ID.String(), Query: hash}), nil
}
