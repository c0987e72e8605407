package product

import (
	"context"
	"strings"

	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// NameQuery says which categories or brands to list.
type NameQuery struct {
	Words     string // all of them stand in the name, whatever case and accents
	PageSize  int32
	PageToken string
}

// ListCategories returns a page of the categories that products are in and of those above them, each
// from the top down, and the token of the next page.
func (s *Service) ListCategories(ctx context.Context, query NameQuery) (categories [][]string, next string, err error) {
	names, next, err := listNames(ctx, "categories", query, s.store.categories)
	for _, name := range names {
		categories = append(categories, engine.CategoryPath(name.value))
	}
	return categories, next, err
}

// ListBrands returns a page of the brands that products have, by name, and the token of the next page.
func (s *Service) ListBrands(ctx context.Context, query NameQuery) (brands []string, next string, err error) {
	names, next, err := listNames(ctx, "brands", query, s.store.brands)
	for _, name := range names {
		brands = append(brands, name.value)
	}
	return brands, next, err
}

type namesOf func(ctx context.Context, words []string, after *name, limit int) ([]name, error)

func listNames(ctx context.Context, kind string, query NameQuery, list namesOf) (names []name, next string, err error) {
	size, err := page.Size(query.PageSize)
	if err != nil {
		return nil, "", err
	}
	words := fold.Words(query.Words)
	hash := page.Hash(kind, strings.Join(words, " "))
	var after *name
	if query.PageToken != "" {
		cursor, err := page.Decode(query.PageToken, hash)
		if err != nil {
			return nil, "", err
		}
		last, err := id.Parse(cursor.ID)
		if err != nil {
			return nil, "", page.ErrInvalid()
		}
		after = &name{id: last, key: append([]byte{}, cursor.Key...)}
	}
	names, err = list(ctx, words, after, size+1)
	if err != nil || len(names) <= size {
		return names, "", err
	}
	last := names[size-1]
	return names[:size], page.Encode(page.Cursor{Key: last.key, ID: last.id.String(), Query: hash}), nil
}
