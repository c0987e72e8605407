package discount

import (
	"context"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/audit"
	"github.com/kartoteka/kartoteka/internal/pricing"
)

// What history says has happened to a discount.
const (
	actionCreated = "DISCOUNT_CREATED"
	actionUpdated = "DISCOUNT_UPDATED"
	actionEnded   = "DISCOUNT_ENDED"
)

// transition is a discount before and after a change; a new one has no before.
type transition struct {
	before, after *Discount
}

func (r transition) action() string {
	switch {
	case r.before == nil:
		return actionCreated
	case r.after.IsEnded() && !r.before.IsEnded():
		return actionEnded
	default:
		return actionUpdated
	}
}

// record writes the history of discounts: that of a customer's own stands in the customer's timeline.
func (s *Service) record(ctx context.Context, transitions []transition) error {
	var all []*Discount
	for _, r := range transitions {
		if all = append(all, r.after); r.before != nil {
			all = append(all, r.before)
		}
	}
	if err := s.store.name(ctx, all); err != nil {
		return err
	}
	var entries []audit.Entry
	for _, r := range transitions {
		for _, customerID := range r.customers() {
			entries = append(entries, audit.Entry{
				CustomerID: customerID, SubjectID: r.after.ID, Action: r.action(), Changes: r.changes(),
			})
		}
	}
	return s.history.Record(ctx, entries...)
}

// customers are those whose timelines show the change; Nil when it is nobody's.
func (r transition) customers() []uuid.UUID {
	own := r.after.customerID()
	if r.before == nil || r.before.customerID() == own {
		return []uuid.UUID{own}
	}
	return []uuid.UUID{r.before.customerID(), own}
}

func (r transition) changes() []audit.Change {
	before := &Discount{}
	if r.before != nil {
		before = r.before
	}
	return audit.Diff(before.texts(r.before != nil), r.after.texts(true))
}

// texts are the fields as history shows them: name and value; all empty for one that is not there.
func (d *Discount) texts(isThere bool) [][2]string {
	fields := [][2]string{
		{"name", d.Name},
		{"target", ""},
		{"scope", ""},
		{"percent", ""},
		{"fixedPrice", ""},
		{"minQuantity", ""},
		{"priority", ""},
		{"validFrom", string(d.ValidFrom)},
		{"validTo", string(d.ValidTo)},
	}
	if !isThere {
		return fields
	}
	values := []string{d.targetText(), d.scopeText(), "", "", d.MinQuantity.String(), strconv.Itoa(int(d.Priority))}
	if d.IsFixed() {
		values[3] = d.FixedPrice.String() + " " + d.FixedPrice.Currency
	} else {
		values[2] = d.Percent.String()
	}
	for i, value := range values {
		fields[i+1][1] = value
	}
	return fields
}

func (d *Discount) targetText() string {
	if d.Target.Kind == pricing.Everyone {
		return string(pricing.Everyone)
	}
	return d.TargetName
}

func (d *Discount) scopeText() string {
	if category, ok := d.Scope.Category(); ok {
		return strings.Join(category, " › ")
	}
	if brand, ok := d.Scope.Brand(); ok {
		return brand
	}
	sku, _ := d.Scope.Product()
	return sku
}
