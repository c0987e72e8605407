package product

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// ListQuery says which products to list; what is set narrows it.
type ListQuery struct {
	Words     string // all of them stand in SKU, name or brand, whatever case and accents
	Category  []string
	Brand     string
	SKUs      []string
	PageSize  int32
	PageToken string
}

// Page is a part of a list.
type Page struct {
	Products  []*Product
	NextToken string // empty on the last page
}

// List returns a page of the products that are sold, by name and SKU; one that the words name by its
// SKU comes first.
func (s *Service) List(ctx context.Context, query ListQuery) (Page, error) {
	query = query.tidied()
	products, next, err := page.List[*Product]{
		Query: query.hash(),
		After: func(place page.Place, limit int) ([]*Product, error) { return s.after(ctx, query, place, limit) },
		At:    query.placeOf,
	}.Read(query.PageSize, query.PageToken)
	return Page{Products: products, NextToken: next}, err
}

// after returns products after a place. On the first page the exact one comes before the others.
func (s *Service) after(ctx context.Context, query ListQuery, place page.Place, limit int) (products []*Product, err error) {
	if query.PageToken == "" && query.exact() != "" {
		if products, err = s.store.exact(ctx, query); err != nil {
			return nil, err
		}
	}
	nameKey, skuKey, _ := bytes.Cut(place.Key, keyEnd)
	sku, err := page.ParseText(skuKey)
	if err != nil {
		return nil, err
	}
	rows, err := s.store.list(ctx, query, nameKey, sku, limit-len(products))
	return append(products, rows...), err
}

// tidied makes blanks of control characters, which PostgreSQL has no text for.
func (q ListQuery) tidied() ListQuery {
	q.Words, q.Brand = strings.TrimSpace(plain(q.Words)), strings.TrimSpace(plain(q.Brand))
	q.Category, q.SKUs = plainAll(q.Category), plainAll(q.SKUs)
	return q
}

func plainAll(texts []string) []string {
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = plain(text)
	}
	return all
}

func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, " "))
}

// exact is the SKU that the words may be; empty without words.
func (q ListQuery) exact() string { return q.Words }

// keyEnd ends the name in the key of a place; the SKU follows. A folded name has no zero byte.
var keyEnd = []byte{0}

// placeOf returns the place of a product. That of the exact one is the beginning, before all others.
func (q ListQuery) placeOf(p *Product) page.Place {
	if p.SKU == q.exact() {
		return page.Place{}
	}
	return page.Place{Key: slices.Concat(fold.Key(p.Name), keyEnd, []byte(p.SKU))}
}

func (q ListQuery) hash() uint64 {
	parts := []string{"products", q.Words, q.Brand, strings.Join(q.Category, "\x1f")}
	return page.Hash(append(parts, q.SKUs...)...)
}
