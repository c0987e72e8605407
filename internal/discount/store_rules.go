package discount

// rule is one thing that may be odd about a discount d, as the database looks for it. There is a
// finding where d passes and, if the rule asks for them, another discount o and a shop s are there.
// The words in braces are explained by terms.
type rule struct {
	kind  FindingKind
	where string
	other []string // ways in which another discount is the one; the first that finds one counts
	shop  string
}

// rules are the linter, by the order in which findings are listed. A draft is looked at by the same
// rules as if it were saved.
var rules = []rule{
	{kind: AboutToEnd, where: "d.valid_to >= {today} AND d.valid_to <= {soon}"},
	{kind: NeverWins, where: "{counts}", other: []string{
		"o.target_id IN (d.target_id, {everyone}) AND o.scope IN (d.scope, '') AND {same quantity} AND {covers the days} AND {comes first} AND {meets}",
		"substr(d.scope, 1, 1) = 'c' AND o.target_id IN (d.target_id, {everyone}) AND substr(o.scope, 1, 1) = 'c' AND " +
			"substr(d.scope, 1, length(o.scope) + 1) = o.scope || {separator} AND {same quantity} AND {covers the days} AND {comes first} AND {meets}",
	}},
	{kind: Overlaps, where: "{counts}", other: []string{"{same customers and products} AND {same quantity} AND o.priority = d.priority AND {common days} AND {one currency}"}},
	{kind: HasExpired, where: "d.valid_to <> '' AND d.valid_to < {today}"},
	{
		kind: BelowFloor, where: "{counts} AND d.origin = 'shop'",
		shop: "s.floor_e2 > 0 AND s.shop_discounts <> 'off' AND (d.percent_e2 > 0 AND 10000 - d.percent_e2 < s.floor_e2 OR " +
			"d.percent_e2 = 0 AND d.fixed_price_currency = s.currency AND EXISTS (SELECT 1 FROM products p WHERE {its product} AND {below the floor}))",
	},
	{kind: DearerStep, where: "{counts}", other: []string{
		"{same customers and products} AND {any origin} AND {common days} AND o.min_quantity_e4 < d.min_quantity_e4 AND " +
			"({both percentages} AND o.percent_e2 > d.percent_e2 OR {both fixed} AND o.fixed_price_e4 < d.fixed_price_e4)",
	}},
	{
		kind:  NotLower,
		where: "{counts} AND d.percent_e2 = 0 AND EXISTS (SELECT 1 FROM products p WHERE {its product} AND d.fixed_price_e4 >= p.base_price_e4)",
	},
	{kind: GrantedTwice, where: "{counts}", other: []string{"{same customers and products} AND {common days} AND {the other origin} AND {one currency}"}},
	{
		kind: SwitchedOff,
		where: "{counts} AND (d.origin = 'erp' AND NOT EXISTS (SELECT 1 FROM shops s WHERE NOT s.erp_discounts_off) OR " +
			"d.origin = 'shop' AND NOT EXISTS (SELECT 1 FROM shops s WHERE s.shop_discounts <> 'off'))",
	},
}

// terms explain the words of the rules; a term may use those above it. Days compare as text, the empty
// first day being before all others. What both databases reckon in whole numbers stays whole.
var terms = [][2]string{
	{"counts", "(d.valid_to = '' OR d.valid_to >= {today})"},
	{"same customers and products", "o.target_id = d.target_id AND o.scope = d.scope"},
	// Said so that the index of discounts is of use beyond the products.
	{"any origin", "o.origin IN ('erp', 'shop')"},
	{"the other origin", "o.origin = CASE d.origin WHEN 'erp' THEN 'shop' ELSE 'erp' END"},
	{"same quantity", "o.min_quantity_e4 = d.min_quantity_e4"},
	{"both percentages", "o.percent_e2 > 0 AND d.percent_e2 > 0"},
	{"both fixed", "o.percent_e2 = 0 AND d.percent_e2 = 0 AND o.fixed_price_currency = d.fixed_price_currency"},
	// Percentages are of any currency. No shop counts fixed prices of two.
	{"one currency", "(o.percent_e2 > 0 OR d.percent_e2 > 0 OR {both fixed})"},
	{"common days", "(o.valid_to = '' OR o.valid_to >= {today} AND o.valid_to >= d.valid_from) AND (d.valid_to = '' OR d.valid_to >= o.valid_from)"},
	{"covers the days", "(o.valid_from <= d.valid_from OR o.valid_from <= {today}) AND (o.valid_to = '' OR d.valid_to <> '' AND o.valid_to >= d.valid_to)"},
	// A percentage applies wherever the other does; a fixed price surely only where the other is a fixed
	// price of the same currency that is no lower: each must be below the base price.
	{
		"comes first", "(o.percent_e2 > 0 AND (o.priority < d.priority OR o.priority = d.priority AND o.percent_e2 > d.percent_e2 AND d.percent_e2 > 0) OR " +
			"{both fixed} AND o.fixed_price_e4 <= d.fixed_price_e4 AND (o.priority < d.priority OR o.priority = d.priority AND o.fixed_price_e4 < d.fixed_price_e4))",
	},
	// Only discounts that are weighed against each other in every shop: where a shop adds discounts up, it
	// weighs fixed prices, the ERP's percentages, and its own on the same customers and products.
	{
		"meets", "(o.origin = d.origin AND (NOT EXISTS (SELECT 1 FROM shops s WHERE s.shop_discounts = 'sum') OR {both fixed} OR " +
			"{both percentages} AND (d.origin = 'erp' OR {same customers and products})) OR " +
			"o.origin <> d.origin AND NOT EXISTS (SELECT 1 FROM shops s WHERE s.shop_discounts <> 'one' OR s.erp_discounts_off))",
	},
	{"its product", "substr(d.scope, 1, 1) = 'p' AND p.sku = substr(d.scope, 2) AND p.base_price_currency = d.fixed_price_currency"},
	{"below the floor", "d.fixed_price_e4 < p.base_price_e4 / 10000 * s.floor_e2 + (p.base_price_e4 % 10000 * s.floor_e2 + 9999) / 10000"},
	{"everyone", "'00000000-0000-0000-0000-000000000000'"},
}

// ruleOf returns the rule of a kind; nil when there is none.
func ruleOf(kind FindingKind) *rule {
	for i := range rules {
		if rules[i].kind == kind {
			return &rules[i]
		}
	}
	return nil
}
