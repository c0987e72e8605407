package customer

import (
	"maps"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/text"
)

// Filter narrows a list of customers: fields are AND-ed, values of one field OR-ed (LIST-2).
type Filter struct {
	Query                string
	Statuses             []Status
	Kinds                []Kind
	AccountStates        []AccountState
	TaxStatuses          []TaxStatus
	GroupIDs             []uuid.UUID
	AccountManagerIDs    []uuid.UUID
	SourceSystems        []string
	Countries            []string
	NeedsDefaultEmployee *bool
	Texts                map[string][]string // of fields that lists are filtered by, by JSON name
}

// normalized returns the filter with canonical countries and folded texts, and refuses what cannot be looked up.
func (f Filter) normalized() (Filter, error) {
	countries := make([]string, len(f.Countries))
	for i, typed := range f.Countries {
		parsed, err := country.Parse(typed)
		if err != nil {
			return f, fault.InvalidField("filter.countries", "COUNTRY_UNKNOWN", "There is no such country.")
		}
		countries[i] = string(parsed)
	}
	for _, code := range f.SourceSystems {
		if err := fault.InvalidFields(text.Check("filter.sourceSystems", code, 50)); err != nil {
			return f, err
		}
	}
	f.Countries, f.Texts = countries, maps.Clone(f.Texts)
	for name, values := range f.Texts {
		f.Texts[name] = foldedAll(values)
	}
	return f, nil
}

func foldedAll(values []string) []string {
	all := make([]string, len(values))
	for i, value := range values {
		all[i] = fold.Text(value)
	}
	return all
}

// isEmpty reports whether every customer passes.
func (f *Filter) isEmpty() bool {
	return strings.TrimSpace(f.Query) == "" && len(f.Statuses)+len(f.Kinds)+len(f.AccountStates)+len(f.TaxStatuses)+
		len(f.GroupIDs)+len(f.AccountManagerIDs)+len(f.SourceSystems)+len(f.Countries)+len(f.Texts) == 0 && f.NeedsDefaultEmployee == nil
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
