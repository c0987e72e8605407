package customer

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// Get returns one customer with everything that hangs on it.
func (s *Service) Get(ctx context.Context, id uuid.UUID) (*Customer, error) {
	found, err := s.store.get(ctx, id)
	if err != nil {
		return nil, err
	}
	return found, s.findTwin(ctx, found)
}

// ListInput asks for a page of customers.
type ListInput struct {
	Filter    Filter
	OrderBy   string
	PageSize  int32
	PageToken string
}

// List returns a page of customers and the token of the next one, empty on the last. Customers that
// the search names by an exact value come first on the first page and nowhere else (LIST-3).
func (s *Service) List(ctx context.Context, in ListInput) ([]*Customer, string, error) {
	size, err := page.Size(in.PageSize)
	if err != nil {
		return nil, "", err
	}
	order, err := parseOrder(in.OrderBy)
	if err != nil {
		return nil, "", err
	}
	filter, err := in.Filter.normalized()
	if err != nil {
		return nil, "", err
	}
	wanted := listInput{filter: filter, order: order, limit: size}
	by := sortColumns[order.Field]
	hash, err := wanted.hash()
	if err != nil {
		return nil, "", err
	}
	if in.PageToken != "" {
		if wanted.from, err = parsePlace(in.PageToken, by, hash); err != nil {
			return nil, "", err
		}
	}
	if wanted.search, err = s.search(ctx, filter); err != nil {
		return nil, "", err
	}
	found, err := s.read(ctx, wanted)
	if err != nil || !found.hasMore {
		return found.customers, "", err
	}
	var last *Customer
	if rest := found.customers[found.exact:]; len(rest) > 0 {
		last = rest[len(rest)-1]
	}
	return found.customers, placeToken(found.shown, last, by, hash), nil
}

// read reads a page. One that is narrowed may have to look at every customer.
func (s *Service) read(ctx context.Context, wanted listInput) (found listed, err error) {
	if wanted.filter.isEmpty() {
		return s.store.list(ctx, wanted)
	}
	err = s.DB.HeavyRead(ctx, func(ctx context.Context) error {
		found, err = s.store.list(ctx, wanted)
		return err
	})
	return found, err
}

// hash ties a page token to the list that it was made for.
func (in listInput) hash() (uint64, error) {
	conditions, err := json.Marshal(in.filter.Conditions)
	return page.Hash(in.order.Field, strconv.FormatBool(in.order.Descending), in.filter.Query, string(conditions)), err
}

// Count counts the customers that pass a filter.
func (s *Service) Count(ctx context.Context, filter Filter) (count Count, err error) {
	filter, err = filter.normalized()
	if err != nil {
		return Count{}, err
	}
	query, err := s.search(ctx, filter)
	if err != nil {
		return Count{}, err
	}
	err = s.DB.HeavyRead(ctx, func(ctx context.Context) error {
		count, err = s.store.count(ctx, filter, query)
		return err
	})
	return count, err
}

// search takes the free text of a filter apart. Phones without a prefix are read as those of home.
func (s *Service) search(ctx context.Context, filter Filter) (search, error) {
	if tidied(filter.Query) == "" {
		return search{}, nil
	}
	_, home, err := s.Shops.Home(ctx)
	return parseSearch(filter.Query, home), err
}
