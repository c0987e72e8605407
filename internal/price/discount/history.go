package discount

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/price/engine"
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

// changes lists the fields that differ; a new discount had none before.
func (r transition) changes() []audit.Change {
	before := r.before
	if before == nil {
		before = &Discount{}
	}
	return audit.Diff(fields, before, r.after)
}

// fields are what history shows of a discount. Before there is one, it has no version.
var fields = []audit.Field[*Discount]{
	{Name: "name", Value: func(d *Discount) audit.Value { return audit.Text(d.Name) }},
	{Name: "customer", Value: func(d *Discount) audit.Value { return d.targetValue(engine.Customer, audit.Customer) }},
	{Name: "group", Value: func(d *Discount) audit.Value { return d.targetValue(engine.Group, audit.Group) }},
	{Name: "everyone", Value: func(d *Discount) audit.Value { return audit.Mark(d.Target.Kind == engine.Everyone) }},
	{Name: "category", Value: func(d *Discount) audit.Value {
		category, _ := d.Scope.Category()
		return audit.Text(strings.Join(category, " › "))
	}},
	{Name: "brand", Value: func(d *Discount) audit.Value {
		brand, _ := d.Scope.Brand()
		return audit.Text(brand)
	}},
	{Name: "sku", Value: func(d *Discount) audit.Value {
		sku, _ := d.Scope.Product()
		return audit.Text(sku)
	}},
	{Name: "percent", Value: func(d *Discount) audit.Value { return valueIf(d.Version > 0 && !d.IsFixed(), audit.Percent(d.Percent)) }},
	{Name: "fixedPrice", Value: func(d *Discount) audit.Value { return valueIf(d.IsFixed(), audit.Money(d.FixedPrice)) }},
	{Name: "minQuantity", Value: func(d *Discount) audit.Value { return valueIf(d.Version > 0, audit.Decimal(d.MinQuantity.String())) }},
	{Name: "priority", Value: func(d *Discount) audit.Value { return valueIf(d.Version > 0, audit.Integer(d.Priority)) }},
	{Name: "validFrom", Value: func(d *Discount) audit.Value { return audit.Day(d.ValidFrom) }},
	{Name: "validTo", Value: func(d *Discount) audit.Value { return audit.Day(d.ValidTo) }},
	{Name: "endTime", Value: func(d *Discount) audit.Value { return audit.Time(d.EndedAt) }},
}

// targetValue refers to the target if it is of the kind.
func (d *Discount) targetValue(kind engine.TargetKind, noun audit.Noun) audit.Value {
	return valueIf(d.Target.Kind == kind, audit.Reference(noun, d.Target.ID, d.TargetName))
}

func valueIf(is bool, value audit.Value) audit.Value {
	if !is {
		return audit.Value{}
	}
	return value
}
