package product

import (
	"context"
	"strings"

	"github.com/kartoteka/kartoteka/internal/kit/fold"
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

type namesOf func(ctx context.Context, words []string, after page.Place, limit int) ([]name, error)

func listNames(ctx context.Context, kind string, query NameQuery, list namesOf) (names []name, next string, err error) {
	words := fold.Words(query.Words)
	return page.List[name]{
		Query: page.Hash(kind, strings.Join(words, " ")),
		After: func(place page.Place, limit int) ([]name, error) { return list(ctx, words, place, limit) },
		At:    func(n name) page.Place { return page.Place{Key: n.key, ID: n.id} },
	}.Read(query.PageSize, query.PageToken)
}
