package quote

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
	entdiscount "github.com/kartoteka/kartoteka/gen/ent/discount"
	entgroup "github.com/kartoteka/kartoteka/gen/ent/group"
	"github.com/kartoteka/kartoteka/gen/ent/pastdiscount"
	"github.com/kartoteka/kartoteka/gen/ent/predicate"
	entproduct "github.com/kartoteka/kartoteka/gen/ent/product"
	"github.com/kartoteka/kartoteka/internal/kit/distinct"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// considered finds the discounts with one of the scopes for those who ask, ended ones among them.
func (s *store) considered(ctx context.Context, at moment, wanted scopes) ([]*engine.Discount, error) {
	if at.isPast {
		return s.pastDiscounts(ctx, at, wanted)
	}
	return s.discounts(ctx, s.pairs(entdiscount.Table, at.targetIDs(), wanted))
}

// ofOtherGroups finds discounts with one of the scopes of groups that the customer is not in, the oldest first.
func (s *store) ofOtherGroups(ctx context.Context, at moment, wanted scopes, most int) ([]*engine.Discount, error) {
	return s.oldest(ctx, at, most,
		[]predicate.Discount{
			entdiscount.TargetKind(string(engine.Group)), entdiscount.TargetIDNotIn(at.targetIDs()...), entdiscount.ScopeIn(wanted.texts()...),
		},
		[]predicate.PastDiscount{
			pastdiscount.TargetKind(string(engine.Group)), pastdiscount.TargetIDNotIn(at.targetIDs()...), pastdiscount.ScopeIn(wanted.texts()...),
		})
}

// onOthers finds discounts of the customer and its groups with none of the scopes, the oldest first.
func (s *store) onOthers(ctx context.Context, at moment, wanted scopes, most int) ([]*engine.Discount, error) {
	own := make([]uuid.UUID, 0, len(at.targets))
	for _, t := range at.targets {
		if t.kind != engine.Everyone {
			own = append(own, t.id)
		}
	}
	return s.oldest(ctx, at, most,
		[]predicate.Discount{entdiscount.TargetIDIn(own...), entdiscount.ScopeNotIn(wanted.texts()...)},
		[]predicate.PastDiscount{pastdiscount.TargetIDIn(own...), pastdiscount.ScopeNotIn(wanted.texts()...)})
}

// oldest finds the oldest of the discounts that were on at the moment.
func (s *store) oldest(ctx context.Context, at moment, most int, now []predicate.Discount, then []predicate.PastDiscount) ([]*engine.Discount, error) {
	client := s.db.Client(ctx)
	current := client.Discount.Query().Where(now...).Where(entdiscount.Or(entdiscount.EndedAtIsNil(), entdiscount.EndedAtGT(at.At)))
	if at.isPast {
		current.Where(entdiscount.UpdatedAtLTE(at.At))
	}
	rows, err := current.Order(entdiscount.ByID()).Limit(most).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("find other discounts: %w", err)
	}
	var found []*engine.Discount
	for _, row := range rows {
		found = append(found, discountOf(row))
	}
	if !at.isPast {
		return found, nil
	}
	before, err := client.PastDiscount.Query().Where(then...).
		Where(pastdiscount.SinceLTE(at.At), pastdiscount.UntilGT(at.At), pastdiscount.Or(pastdiscount.EndedAtIsNil(), pastdiscount.EndedAtGT(at.At))).
		Order(pastdiscount.ByDiscountID()).Limit(most).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("find other past discounts: %w", err)
	}
	for _, row := range before {
		found = append(found, pastDiscountOf(row))
	}
	return found, nil
}

// names finds what the targets and products of discounts are called now.
func (s *store) names(ctx context.Context, discounts []*engine.Discount) (names, error) {
	found := names{targets: map[uuid.UUID]string{}, products: map[string]string{}}
	var customers, groups []uuid.UUID
	var skus []string
	for _, d := range discounts {
		switch d.Target.Kind {
		case engine.Customer:
			customers = append(customers, d.Target.ID)
		case engine.Group:
			groups = append(groups, d.Target.ID)
		case engine.Everyone:
		}
		if sku, ok := d.Scope.Product(); ok {
			skus = append(skus, sku)
		}
	}
	named, err := s.db.Client(ctx).Customer.Query().Where(entcustomer.IDIn(distinct.Of(customers)...)).
		Select(entcustomer.FieldID, entcustomer.FieldName).All(ctx)
	if err != nil {
		return names{}, fmt.Errorf("name customers: %w", err)
	}
	for _, row := range named {
		found.targets[row.ID] = row.Name
	}
	called, err := s.db.Client(ctx).Group.Query().Where(entgroup.IDIn(distinct.Of(groups)...)).Select(entgroup.FieldID, entgroup.FieldName).All(ctx)
	if err != nil {
		return names{}, fmt.Errorf("name groups: %w", err)
	}
	for _, row := range called {
		found.targets[row.ID] = row.Name
	}
	sold, err := s.db.Client(ctx).Product.Query().Where(entproduct.SkuIn(distinct.Of(skus)...)).Select(entproduct.FieldSku, entproduct.FieldName).All(ctx)
	if err != nil {
		return names{}, fmt.Errorf("name products: %w", err)
	}
	for _, row := range sold {
		found.products[row.Sku] = row.Name
	}
	return found, nil
}
