package quote

import (
	"bytes"
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// The bounds of what is told of a line.
const (
	mostLosers    = 100
	mostElsewhere = 20 // discounts of other groups, and as many on other products
	mostFound     = 500
)

// Explained is prices and why.
type Explained struct {
	Quote

	Reasons []Reason // a line each
	Names   names
}

// Reason is why a line has its price.
type Reason struct {
	Summary         string
	Steps           []engine.Step
	Winners, Losers []Told
	MoreLosers      bool
}

// Told is a discount with the verdict on it in words.
type Told struct {
	engine.Considered

	Text string
}

// Explain prices lines as Quote does and tells why. Errors: as Quote.
func (s *Service) Explain(ctx context.Context, asked Question, language engine.Language) (Explained, error) {
	var others []*engine.Discount // of the customer and its groups, on none of the lines
	var all []*engine.Discount
	made, err := s.answer(ctx, asked, func(ctx context.Context, at moment, wanted scopes) ([]*engine.Discount, error) {
		on, err := s.store.considered(ctx, at, wanted)
		if err != nil {
			return nil, err
		}
		ofOthers, err := s.store.ofOtherGroups(ctx, at, wanted, min(mostElsewhere*len(asked.Lines), mostFound))
		if err != nil {
			return nil, err
		}
		others, err = s.store.onOthers(ctx, at, wanted, mostElsewhere)
		all = slices.Concat(on, ofOthers)
		return all, err
	})
	if err != nil {
		return Explained{}, err
	}
	told := Explained{Quote: made, Reasons: make([]Reason, len(made.Lines))}
	all = append(all, others...)
	for i := range made.Lines {
		told.Reasons[i] = reason(&made.Lines[i], all, language)
	}
	told.Names, err = s.store.names(ctx, all)
	return told, err
}

// reason says why a line has its price; all are the discounts of all lines and of none.
func reason(p *engine.Priced, all []*engine.Discount, language engine.Language) Reason {
	r := Reason{Summary: p.Summary(language), Steps: p.Steps(language)}
	for _, c := range p.Winners {
		r.Winners = append(r.Winners, Told{c, p.Text(language, c)})
	}
	outsiders := 0
	for _, c := range append(p.Losers(), elsewhere(p, all)...) {
		if c.Verdict == engine.NotInGroup {
			outsiders++
			if outsiders > mostElsewhere {
				continue
			}
		}
		if len(r.Losers) == mostLosers {
			r.MoreLosers = true
			break
		}
		r.Losers = append(r.Losers, Told{c, p.Text(language, c)})
	}
	return r
}

// elsewhere are discounts of the customer and its groups that are on other products than the line's.
func elsewhere(p *engine.Priced, all []*engine.Discount) []engine.Considered {
	scopes := engine.Scopes(p.SKU, p.Category, p.Brand)
	var found []engine.Considered
	for _, d := range all {
		if d.Target.Kind != engine.Everyone && p.IsFor(d) && !slices.Contains(scopes, d.Scope) {
			found = append(found, engine.Considered{Discount: d, Verdict: engine.OtherProducts})
		}
	}
	slices.SortFunc(found, func(a, b engine.Considered) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return found[:min(len(found), mostElsewhere)]
}

// names are what targets and products are called.
type names struct {
	targets  map[uuid.UUID]string
	products map[string]string
}
