package product

import (
	"context"
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
	size, err := page.Size(query.PageSize)
	if err != nil {
		return Page{}, err
	}
	query = query.tidied()
	after, err := query.after()
	if err != nil {
		return Page{}, err
	}
	var result Page
	if after == nil && query.exact() != "" {
		if result.Products, err = s.store.exact(ctx, query); err != nil {
			return Page{}, err
		}
	}
	wanted := size - len(result.Products)
	rows, err := s.store.list(ctx, query, after, wanted+1) // one more tells whether there is a next page
	if err != nil {
		return Page{}, err
	}
	if len(rows) > wanted {
		rows = rows[:wanted]
		result.NextToken = query.tokenBehind(rows)
	}
	result.Products = append(result.Products, rows...)
	return result, nil
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

// place is where a page ends: the sort key of its last product. That of a page of the exact one alone
// is before all others.
type place struct {
	nameKey []byte
	sku     string
}

// after returns the place that the page token leads to; nil for the first page.
func (q ListQuery) after() (*place, error) {
	if q.PageToken == "" {
		return nil, nil
	}
	cursor, err := page.Decode(q.PageToken, q.hash())
	if err != nil {
		return nil, err
	}
	if plain(cursor.ID) != cursor.ID {
		return nil, page.ErrInvalid()
	}
	return &place{nameKey: append([]byte{}, cursor.Key...), sku: cursor.ID}, nil
}

func (q ListQuery) tokenBehind(rows []*Product) string {
	cursor := page.Cursor{Query: q.hash()}
	if len(rows) > 0 {
		last := rows[len(rows)-1]
		cursor.Key, cursor.ID = fold.Key(last.Name), last.SKU
	}
	return page.Encode(cursor)
}

func (q ListQuery) hash() uint64 {
	parts := []string{"products", q.Words, q.Brand, strings.Join(q.Category, "\x1f")}
	return page.Hash(append(parts, q.SKUs...)...)
}
