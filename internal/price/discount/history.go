package discount

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

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

// changes calls customers and groups by name; what tells them apart is the id.
func (r transition) changes() []audit.Change {
	after := r.after.texts()
	before := slices.Clone(after)
	if r.before != nil {
		before = r.before.texts()
	} else {
		for i := range before {
			before[i][1] = ""
		}
	}
	changes := audit.Diff(before, after)
	for i, c := range changes {
		if c.Field == "customer" || c.Field == "group" {
			changes[i].Old, changes[i].New = r.before.nameFor(c.Old), r.after.nameFor(c.New)
		}
	}
	return changes
}

// nameFor is the name of the target whose id it is; nothing for none.
func (d *Discount) nameFor(targetID string) string {
	if targetID == "" {
		return ""
	}
	return d.TargetName
}

// texts are the fields as history shows them, name and value, but for the targets, which are ids.
func (d *Discount) texts() [][2]string {
	category, _ := d.Scope.Category()
	brand, _ := d.Scope.Brand()
	sku, _ := d.Scope.Product()
	return [][2]string{
		{"name", d.Name},
		{"customer", textIf(d.Target.Kind == engine.Customer, d.Target.ID.String())},
		{"group", textIf(d.Target.Kind == engine.Group, d.Target.ID.String())},
		{"everyone", textIf(d.Target.Kind == engine.Everyone, "true")},
		{"category", strings.Join(category, " › ")},
		{"brand", brand},
		{"sku", sku},
		{"percent", textIf(!d.IsFixed(), d.Percent.String())},
		{"fixedPrice", textIf(d.IsFixed(), d.FixedPrice.String()+" "+d.FixedPrice.Currency)},
		{"minQuantity", d.MinQuantity.String()},
		{"priority", strconv.Itoa(int(d.Priority))},
		{"validFrom", string(d.ValidFrom)},
		{"validTo", string(d.ValidTo)},
		{"endTime", textIf(d.IsEnded(), d.EndedAt.UTC().Format(time.RFC3339))},
	}
}

func textIf(is bool, text string) string {
	if !is {
		return ""
	}
	return text
}
