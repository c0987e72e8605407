package discount

import (
	"context"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	entcategory "github.com/kartoteka/kartoteka/gen/ent/category"
	entdiscount "github.com/kartoteka/kartoteka/gen/ent/discount"
	"github.com/kartoteka/kartoteka/gen/ent/predicate"
	entproduct "github.com/kartoteka/kartoteka/gen/ent/product"
	entshop "github.com/kartoteka/kartoteka/gen/ent/shop"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// shopRules returns what the shops count of discounts, in the order of the shops, and each set of rules once.
func (s store) shopRules(ctx context.Context) ([]shopRules, error) {
	rows, err := s.db.Client(ctx).Shop.Query().Order(entshop.ByCreatedAt(), entshop.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list shops: %w", err)
	}
	var shops []shopRules
	seen := map[engine.Rules]bool{}
	for _, row := range rows {
		rules := engine.Rules{
			ERPOff: row.ErpDiscountsOff, Shop: engine.Stacking(row.ShopDiscounts),
			Floor: money.PercentFromE2(row.FloorE2), Currency: row.Currency,
		}
		if !seen[rules] {
			seen[rules] = true
			shops = append(shops, shopRules{id: row.ID, rules: rules})
		}
	}
	return shops, nil
}

// candidates returns discounts that the kind may be found of, those with a later id than one, by id.
func (s store) candidates(ctx context.Context, kind FindingKind, today engine.Day, after uuid.UUID, limit int) ([]*Discount, error) {
	rows, err := s.db.Client(ctx).Discount.Query().
		Where(entdiscount.EndedAtIsNil(), entdiscount.IDGT(after), s.mayBe(kind, today)).
		Order(entdiscount.ByID()).Limit(limit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list discounts that may be %s: %w", kind, err)
	}
	return fromRows(rows), nil
}

// mayBe leaves out most of what the kind is not found of, so that less is judged.
func (s store) mayBe(kind FindingKind, today engine.Day) predicate.Discount {
	switch kind {
	case HasExpired:
		return entdiscount.And(entdiscount.ValidToNEQ(""), entdiscount.ValidToLT(string(today)))
	case AboutToEnd:
		return entdiscount.And(entdiscount.ValidToGTE(string(today)), entdiscount.ValidToLTE(string(today.After(soonDays))))
	case Overlaps:
		return entdiscount.And(mayCount(today), s.hasAnother("o.origin IN ('erp', 'shop') AND o.min_quantity_e4 = discounts.min_quantity_e4"))
	case DearerStep:
		return entdiscount.And(mayCount(today), entdiscount.MinQuantityE4GT(0))
	case NotLower:
		return entdiscount.And(mayCount(today), entdiscount.PercentE2(0), entdiscount.ScopeHasPrefix(string(engine.ScopeProduct(""))))
	case GrantedTwice:
		return entdiscount.And(mayCount(today), s.hasAnother("o.origin = CASE discounts.origin WHEN 'erp' THEN 'shop' ELSE 'erp' END"))
	default:
		return mayCount(today)
	}
}

// hasAnother asks for discounts that have another one for the same customers on the same products, which passes. Of
// both databases it is asked discount by discount: the index finds the other one at once.
func (s store) hasAnother(which string) predicate.Discount {
	return func(sel *entsql.Selector) {
		sel.Where(entsql.ExprP("EXISTS (SELECT 1 FROM discounts o WHERE o.target_id = discounts.target_id AND o.scope = discounts.scope AND " +
			which + " AND o.id <> discounts.id LIMIT 1 OFFSET 0)"))
	}
}

// mayCount leaves out what was over before the day.
func mayCount(day engine.Day) predicate.Discount {
	return entdiscount.Or(entdiscount.ValidTo(""), entdiscount.ValidToGTE(string(day)))
}

// standing returns the discounts in places that may count on the day or later. It asks for places one by one: given all
// at once, the databases read far more than they need.
func (s store) standing(ctx context.Context, today engine.Day, places []place) (map[place][]*Discount, error) {
	if len(places) == 0 {
		return nil, nil
	}
	uuidType, join := "", "discounts d WHERE target_id = p.target AND scope = p.key"
	if s.db.IsPostgres() {
		uuidType, join = "::uuid", "LATERAL (SELECT id FROM discounts WHERE target_id = p.target AND scope = p.key OFFSET 0) d"
	}
	rows, err := s.db.Client(ctx).Discount.Query().Where(entdiscount.EndedAtIsNil(), mayCount(today), func(sel *entsql.Selector) {
		sel.Where(entsql.P(func(b *entsql.Builder) {
			b.WriteString(sel.C(entdiscount.FieldID) + " IN (WITH p (target, key) AS (VALUES ")
			for i, p := range places {
				if i > 0 {
					b.Comma()
				}
				b.WriteString("(").Arg(p.target).WriteString(uuidType + ", ").Arg(string(p.scope)).WriteString(")")
			}
			b.WriteString(") SELECT d.id FROM p CROSS JOIN " + join + ")")
		}))
	}).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list rivals of discounts: %w", err)
	}
	found := map[place][]*Discount{}
	for _, d := range fromRows(rows) {
		p := place{d.Target.ID, d.Scope}
		found[p] = append(found[p], d)
	}
	return found, nil
}

// narrower returns the oldest discounts with a smaller step than one that may count on the day or later: those for its
// customers or everyone on some of its products, and, beside one for everyone, those for some customers on its products.
func (s store) narrower(ctx context.Context, today engine.Day, d *Discount, limit int) ([]*Discount, error) {
	var isNarrower []predicate.Discount
	if d.Target.Kind == engine.Everyone {
		isNarrower = append(isNarrower, entdiscount.Scope(string(d.Scope)))
	}
	if d.Scope == engine.Everything { // those for everyone would be nearly all that there are
		isNarrower = append(isNarrower, entdiscount.TargetID(d.Target.ID))
	} else if _, isProduct := d.Scope.Product(); !isProduct {
		isNarrower = append(isNarrower, entdiscount.And(entdiscount.TargetIDIn(d.Target.ID, uuid.Nil), s.isWithin(d.Scope)))
	}
	if len(isNarrower) == 0 {
		return nil, nil
	}
	rows, err := s.db.Client(ctx).Discount.Query().
		Where(entdiscount.EndedAtIsNil(), mayCount(today), entdiscount.MinQuantityE4LT(money.QuantityE4(d.MinQuantity)), entdiscount.Or(isNarrower...)).
		Order(entdiscount.ByID()).Limit(limit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list discounts narrower than %s: %w", d.ID, err)
	}
	return fromRows(rows), nil
}

// isWithin asks for discounts on some of the products of a brand or a category.
func (s store) isWithin(scope engine.Scope) predicate.Discount {
	return func(sel *entsql.Selector) {
		products, own := entsql.Dialect(s.db.Dialect()).Table(entproduct.Table), sel.C(entdiscount.FieldScope)
		skus := entsql.Dialect(s.db.Dialect()).SelectExpr(prefixed(engine.ScopeProduct(""), products.C(entproduct.FieldSku))).From(products)
		if brand, ok := scope.Brand(); ok {
			sel.Where(entsql.In(own, skus.Where(entsql.EQ(products.C(entproduct.FieldBrand), brand))))
			return
		}
		path, _ := scope.Category()
		key := engine.CategoryKey(path)
		s.db.InCategory(entproduct.FieldCategory, key, engine.BelowCategory(key))(skus)
		categories := entsql.Dialect(s.db.Dialect()).Table(entcategory.Table)
		below := entsql.Dialect(s.db.Dialect()).SelectExpr(prefixed(engine.ScopeCategory(nil), categories.C(entcategory.FieldPath))).From(categories)
		s.db.InCategory(entcategory.FieldPath, key, engine.BelowCategory(key))(below)
		sel.Where(entsql.Or(entsql.In(own, skus), entsql.In(own, below)))
	}
}

// prefixed is what a column holds, as a scope.
func prefixed(prefix engine.Scope, column string) entsql.Querier {
	return entsql.Raw("'" + string(prefix) + "' || " + column)
}

// productsOf returns what is known of products, by SKU.
func (s store) productsOf(ctx context.Context, skus []string) (map[string]knownProduct, error) {
	rows, err := s.db.Client(ctx).Product.Query().Where(func(sel *entsql.Selector) { sel.Where(s.db.AnyOf(entproduct.FieldSku, skus)) }).
		Select(entproduct.FieldSku, entproduct.FieldCategory, entproduct.FieldBrand, entproduct.FieldBasePriceE4, entproduct.FieldBasePriceCurrency).
		All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up products of discounts: %w", err)
	}
	found := make(map[string]knownProduct, len(rows))
	for _, row := range rows {
		found[row.Sku] = knownProduct{category: row.Category, brand: row.Brand, base: money.FromE4(row.BasePriceE4, row.BasePriceCurrency)}
	}
	return found, nil
}
