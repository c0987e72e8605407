package customer

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/platform/filter"
)

// longestCode is how long the code of a source system may be.
const longestCode = 50

// Filter narrows a list of customers: by free text, and by conditions, AND-ed (LIST-2).
type Filter struct {
	Query      string
	Conditions []filter.Condition
}

// normalized returns the filter with values as they are compared, and refuses what cannot be looked up.
func (f Filter) normalized() (Filter, error) {
	conditions, err := filters.Normal("filter.conditions", f.Conditions)
	return Filter{Query: f.Query, Conditions: conditions}, err
}

// isEmpty reports whether every customer passes.
func (f Filter) isEmpty() bool { return strings.TrimSpace(f.Query) == "" && len(f.Conditions) == 0 }

// Pass reports whether a customer meets each of the conditions. Errors: those of Get, and those of the conditions.
func (s *Service) Pass(ctx context.Context, customerID uuid.UUID, conditions []filter.Condition) (bool, error) {
	normal, err := filters.Normal("conditions", conditions)
	if err != nil {
		return false, err
	}
	c, err := s.store.get(ctx, customerID)
	if err != nil {
		return false, err
	}
	addresses, err := s.store.addresses(ctx, customerID)
	return filters.Pass(subject{c, addresses}, normal), err
}

// oneOf reads one of a few codes.
func oneOf[T ~string](codes ...T) func(string) (string, bool) {
	return func(typed string) (string, bool) { return typed, slices.Contains(codes, T(typed)) }
}

func anID(typed string) (string, bool) {
	parsed, err := id.Parse(typed)
	return id.Text(parsed), err == nil
}

func aCode(typed string) (string, bool) {
	return typed, typed != "" && len(text.Check("", typed, longestCode)) == 0
}

func aCountry(typed string) (string, bool) {
	parsed, err := country.Parse(typed)
	return string(parsed), err == nil
}

// aFolded reads a text whose case and accents do not matter.
func aFolded(typed string) (string, bool) {
	folded := fold.Text(typed)
	return folded, folded != ""
}

// Order is a sort order: a field, ascending or descending; ties are broken by id.
type Order struct {
	Field      string
	Descending bool
}

// parseOrder reads "field" or "field desc"; by name when empty.
func parseOrder(text string) (Order, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return Order{Field: "name"}, nil
	}
	if _, ok := sortColumns[words[0]]; !ok {
		return Order{}, errOrder
	}
	switch direction := strings.Join(words[1:], " "); {
	case direction == "" || strings.EqualFold(direction, "asc"):
		return Order{Field: words[0]}, nil
	case strings.EqualFold(direction, "desc"):
		return Order{Field: words[0], Descending: true}, nil
	default:
		return Order{}, errOrder
	}
}

var errOrder = fault.InvalidField("orderBy", "ORDER_BY_UNKNOWN",
	"Sort by name, number, createTime, updateTime, email or taxId, with or without desc.")
