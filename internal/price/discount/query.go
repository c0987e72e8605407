package discount

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// State is where a discount stands on a day.
type State string

// The states.
const (
	Upcoming State = "upcoming"
	Active   State = "active"
	Expired  State = "expired"
	Ended    State = "ended"
)

// ListQuery says which discounts to list; what is set narrows it.
type ListQuery struct {
	CustomerID uuid.UUID
	Inherited  bool // with CustomerID: those of its groups and those for everyone instead
	GroupID    uuid.UUID
	Everyone   bool
	SKU        string // those that touch the product
	Origin     engine.Origin
	States     []State
	Day        string // on which the states are told; today when empty
	FromDay    string // those that count on some day from it on
	ToDay      string // those that count on some day up to it
	Words      string // all of them stand in the name, whatever case and accents
	PageSize   int32
	PageToken  string
}

// Get returns one discount.
func (s *Service) Get(ctx context.Context, id uuid.UUID) (*Discount, error) {
	found, err := s.store.get(ctx, id)
	if err != nil {
		return nil, err
	}
	return found, s.store.name(ctx, []*Discount{found})
}

// List returns a page of discounts, newest first, and the token of the next page.
func (s *Service) List(ctx context.Context, query ListQuery) (discounts []*Discount, next string, err error) {
	selection, err := s.selection(ctx, query)
	if err != nil {
		return nil, "", err
	}
	discounts, next, err = page.List[*Discount]{
		Query: query.hash(),
		After: func(place page.Place, limit int) ([]*Discount, error) {
			return s.store.list(ctx, selection, place.ID, limit)
		},
		At: func(d *Discount) page.Place { return page.Place{ID: d.ID} },
	}.Read(query.PageSize, query.PageToken)
	if err != nil {
		return nil, "", err
	}
	return discounts, next, s.store.name(ctx, discounts)
}

// selection is a query with everything in it worked out.
type selection struct {
	ListQuery

	scopes        []engine.Scope // those that touch the product
	day, from, to engine.Day
	fromMoment    time.Time // when the day it is from begins
	words         []string
}

func (s *Service) selection(ctx context.Context, query ListQuery) (selection, error) {
	r := reading{}
	selected := selection{
		ListQuery: query, day: r.day("day", query.Day), from: r.day("fromDay", query.FromDay), to: r.day("toDay", query.ToDay),
		words: fold.Words(query.Words),
	}
	if err := fault.InvalidFields(r.wrong); err != nil {
		return selection{}, err
	}
	zone, err := s.store.homeZone(ctx)
	if err != nil {
		return selection{}, err
	}
	if selected.day == "" {
		selected.day = engine.DayOf(s.clock.Now(), zone)
	}
	if selected.from != "" {
		selected.fromMoment, _ = time.ParseInLocation(time.DateOnly, string(selected.from), zone) // it was read before
	}
	if query.SKU != "" && engine.CheckSKU("", query.SKU) == nil {
		selected.scopes, err = s.store.scopesOf(ctx, query.SKU)
	}
	return selected, err
}

// today is the day in the time zone of the first shop.
func (s *Service) today(ctx context.Context) (engine.Day, error) {
	zone, err := s.store.homeZone(ctx)
	if err != nil {
		return "", err
	}
	return engine.DayOf(s.clock.Now(), zone), nil
}

func (q ListQuery) hash() uint64 {
	flags := ""
	if q.Inherited {
		flags += "inherited"
	}
	if q.Everyone {
		flags += "everyone"
	}
	parts := []string{
		"discounts", q.CustomerID.String(), q.GroupID.String(), flags, q.SKU, string(q.Origin),
		q.Day, q.FromDay, q.ToDay, strings.Join(fold.Words(q.Words), " "),
	}
	for _, state := range q.States {
		parts = append(parts, string(state))
	}
	return page.Hash(parts...)
}
