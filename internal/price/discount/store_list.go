package discount

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entdiscount "github.com/kartoteka/kartoteka/gen/ent/discount"
	"github.com/kartoteka/kartoteka/gen/ent/membership"
	"github.com/kartoteka/kartoteka/gen/ent/predicate"
	"github.com/kartoteka/kartoteka/gen/ent/product"
	entshop "github.com/kartoteka/kartoteka/gen/ent/shop"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// list returns discounts, newest first.
func (s store) list(ctx context.Context, selected selection, before uuid.UUID, limit int) ([]*Discount, error) {
	query := s.db.Client(ctx).Discount.Query().
		Where(s.passes(selected)...).
		Order(entdiscount.ByID(entsql.OrderDesc())).
		Limit(limit)
	if before != uuid.Nil {
		query.Where(entdiscount.IDLT(before))
	}
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list discounts: %w", err)
	}
	discounts := make([]*Discount, len(rows))
	for i, row := range rows {
		discounts[i] = fromRow(row)
	}
	return discounts, nil
}

// passes turns what was asked for into predicates.
func (s store) passes(selected selection) []predicate.Discount {
	all := s.isFor(selected)
	if selected.scopes != nil {
		scopes := make([]string, len(selected.scopes))
		for i, scope := range selected.scopes {
			scopes[i] = string(scope)
		}
		all = append(all, entdiscount.ScopeIn(scopes...))
	} else if selected.SKU != "" {
		all = append(all, entdiscount.ScopeIn()) // no product has such a SKU
	}
	if selected.Origin != "" {
		all = append(all, entdiscount.Origin(string(selected.Origin)))
	}
	if len(selected.States) > 0 {
		states := make([]predicate.Discount, len(selected.States))
		for i, state := range selected.States {
			states[i] = stands(state, string(selected.day))
		}
		all = append(all, entdiscount.Or(states...))
	}
	if selected.from != "" {
		all = append(all,
			entdiscount.Or(entdiscount.ValidTo(""), entdiscount.ValidToGTE(string(selected.from))),
			entdiscount.Or(entdiscount.EndedAtIsNil(), entdiscount.EndedAtGT(selected.fromMoment)))
	}
	if selected.to != "" {
		all = append(all, entdiscount.ValidFromLTE(string(selected.to)))
	}
	for _, word := range selected.words {
		all = append(all, entdiscount.SearchTextContains(word))
	}
	return all
}

// isFor asks for the targets. A subquery finds the groups that a customer is in.
func (s store) isFor(selected selection) []predicate.Discount {
	var all []predicate.Discount
	switch {
	case selected.CustomerID != uuid.Nil && selected.Inherited:
		all = append(all, entdiscount.Or(entdiscount.TargetID(uuid.Nil), func(sel *entsql.Selector) {
			members := entsql.Dialect(s.db.Dialect()).Table(membership.Table)
			sel.Where(entsql.In(sel.C(entdiscount.FieldTargetID),
				entsql.Dialect(s.db.Dialect()).Select(members.C(membership.FieldGroupID)).From(members).
					Where(entsql.EQ(members.C(membership.FieldCustomerID), selected.CustomerID))))
		}))
	case selected.CustomerID != uuid.Nil:
		all = append(all, entdiscount.TargetID(selected.CustomerID))
	}
	if selected.GroupID != uuid.Nil {
		all = append(all, entdiscount.TargetID(selected.GroupID))
	}
	if selected.Everyone {
		all = append(all, entdiscount.TargetID(uuid.Nil))
	}
	return all
}

// stands asks for the discounts that stand so on the day. The empty day is before all days.
func stands(state State, day string) predicate.Discount {
	on := entdiscount.EndedAtIsNil()
	isOver := entdiscount.And(entdiscount.ValidToNEQ(""), entdiscount.ValidToLT(day))
	switch state {
	case Ended:
		return entdiscount.EndedAtNotNil()
	case Upcoming:
		return entdiscount.And(on, entdiscount.ValidFromGT(day))
	case Expired:
		return entdiscount.And(on, isOver)
	default:
		return entdiscount.And(on, entdiscount.ValidFromLTE(day), entdiscount.Not(isOver))
	}
}

// scopesOf returns all scopes under which discounts touch a product, whether it is known or not.
func (s store) scopesOf(ctx context.Context, sku string) ([]engine.Scope, error) {
	row, err := s.db.Client(ctx).Product.Query().Where(product.Sku(sku)).Only(ctx)
	if ent.IsNotFound(err) {
		return engine.Scopes(sku, "", ""), nil
	}
	if err != nil {
		return nil, fmt.Errorf("look up product: %w", err)
	}
	return engine.Scopes(sku, row.Category, row.Brand), nil
}

// homeZone is the time zone of the first shop; UTC while there is none.
func (s store) homeZone(ctx context.Context) (*time.Location, error) {
	row, err := s.db.Client(ctx).Shop.Query().Order(entshop.ByCreatedAt(), entshop.ByID()).First(ctx)
	if ent.IsNotFound(err) {
		return time.UTC, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look up the first shop: %w", err)
	}
	zone, err := time.LoadLocation(row.TimeZone)
	if err != nil {
		return nil, fmt.Errorf("read time zone of shop %s: %w", row.ID, err)
	}
	return zone, nil
}
