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
		"{for its customers} AND o.scope IN (d.scope, '') AND {same quantity} AND {covers the days} AND {comes first} AND {meets}",
		"substr(d.scope, 1, 1) = 'c' AND {for its customers} AND substr(o.scope, 1, 1) = 'c' AND " +
			"substr(d.scope, 1, length(o.scope) + 1) = o.scope || {separator} AND {same quantity} AND {covers the days} AND {comes first} AND {meets}",
	}},
	{kind: Overlaps, where: "{counts}", other: []string{"{same customers and products} AND {same quantity} AND o.priority = d.priority AND {common days} AND {one currency}"}},
	{kind: HasExpired, where: "d.valid_to <> '' AND d.valid_to < {today}"},
	{
		kind: BelowFloor, where: "{counts} AND d.origin = 'shop'",
		shop: "s.floor_e2 > 0 AND s.shop_discounts <> 'off' AND (d.percent_e2 > 0 AND 10000 - d.percent_e2 < s.floor_e2 OR " +
			"d.percent_e2 = 0 AND d.fixed_price_currency = s.currency AND EXISTS (SELECT 1 FROM products p WHERE {its product} AND {below the floor}))",
	},
	// The larger step takes the place of the smaller, whoever is nearer and whatever comes first otherwise.
	// To look at all pairs that meet would take long: left out are brands beside categories, and most of
	// those for some customers beside those for others.
	{kind: DearerStep, where: "{counts} AND d.min_quantity_e4 > 0", other: []string{
		"{for its customers} AND o.scope IN ({scopes above}) AND {smaller step} AND {is lower}",
		"substr(d.scope, 1, 1) IN ('b', 'c') AND {for its customers} AND o.scope IN ({scopes below}) AND {smaller step} AND {is lower}",
		"d.scope = '' AND o.target_id = d.target_id AND {smaller step} AND {is lower}",
		"d.target_id = {everyone} AND o.scope = d.scope AND {smaller step} AND {is lower}",
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
	{"everyone", "'00000000-0000-0000-0000-000000000000'"},
	{"counts", "(d.valid_to = '' OR d.valid_to >= {today})"},
	{"for its customers", "o.target_id IN (d.target_id, {everyone})"},
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
	// Where a shop adds discounts up, it weighs fixed prices against each other, the ERP's percentages,
	// and its own on the same customers and products.
	{"one slot", "({both fixed} OR {both percentages} AND o.origin = d.origin AND (d.origin = 'erp' OR {same customers and products}))"},
	// Only discounts that are weighed against each other in every shop.
	{
		"meets", "(o.origin = d.origin AND (NOT EXISTS (SELECT 1 FROM shops s WHERE s.shop_discounts = 'sum') OR {one slot}) OR " +
			"o.origin <> d.origin AND NOT EXISTS (SELECT 1 FROM shops s WHERE s.shop_discounts <> 'one' OR s.erp_discounts_off))",
	},
	{
		"meets in the shop", "o.fixed_price_currency IN ('', s.currency) AND d.fixed_price_currency IN ('', s.currency) AND " +
			"('erp' NOT IN (o.origin, d.origin) OR NOT s.erp_discounts_off) AND ('shop' NOT IN (o.origin, d.origin) OR s.shop_discounts <> 'off') AND " +
			"(s.shop_discounts <> 'sum' OR {one slot})",
	},
	{"its product", "substr(d.scope, 1, 1) = 'p' AND p.sku = substr(d.scope, 2) AND p.base_price_currency = d.fixed_price_currency"},
	{"below the floor", "d.fixed_price_e4 < p.base_price_e4 / 10000 * s.floor_e2 + (p.base_price_e4 % 10000 * s.floor_e2 + 9999) / 10000"},
	{"smaller step", "{any origin} AND o.min_quantity_e4 < d.min_quantity_e4 AND {common days}"},
	// Above a category is the one without its last name: first all that is no separator is taken off the
	// end, then the separator. Above all others is everything.
	{
		"scopes above", "WITH RECURSIVE above (scope) AS (SELECT d.scope || '' UNION ALL " +
			"SELECT 'b' || p.brand FROM products p WHERE substr(d.scope, 1, 1) = 'p' AND p.sku = substr(d.scope, 2) UNION ALL " +
			"SELECT 'c' || p.category FROM products p WHERE substr(d.scope, 1, 1) = 'p' AND p.sku = substr(d.scope, 2) UNION ALL " +
			"SELECT rtrim(rtrim(scope, replace(scope, {separator}, '')), {separator}) FROM above WHERE scope <> '') SELECT scope FROM above",
	},
	{"categories below", "SELECT c.path FROM categories c WHERE substr(d.scope, 1, 1) = 'c' AND substr(c.path, 1, length(d.scope)) = substr(d.scope, 2) || {separator}"},
	{
		"scopes below", "SELECT 'p' || p.sku FROM products p WHERE substr(d.scope, 1, 1) = 'b' AND p.brand = substr(d.scope, 2) UNION ALL " +
			"SELECT 'p' || p.sku FROM products p WHERE substr(d.scope, 1, 1) = 'c' AND p.category IN (SELECT substr(d.scope, 2) UNION ALL {categories below}) UNION ALL " +
			"SELECT 'c' || below.path FROM ({categories below}) below",
	},
	{"product of either", "p.sku = CASE 'p' WHEN substr(d.scope, 1, 1) THEN substr(d.scope, 2) WHEN substr(o.scope, 1, 1) THEN substr(o.scope, 2) END"},
	// A percentage and a fixed price compare exactly if what the percentage makes is rounded away from the fixed price.
	{
		"price", "CASE d.percent_e2 WHEN 0 THEN d.fixed_price_e4 ELSE p.base_price_e4 / 10000 * (10000 - d.percent_e2) + " +
			"(p.base_price_e4 % 10000 * (10000 - d.percent_e2) + 9999) / 10000 END",
	},
	{
		"other price", "CASE o.percent_e2 WHEN 0 THEN o.fixed_price_e4 ELSE p.base_price_e4 / 10000 * (10000 - o.percent_e2) + " +
			"p.base_price_e4 % 10000 * (10000 - o.percent_e2) / 10000 END",
	},
	// Fixed prices of a brand or a category are below base prices that are not looked at.
	{"lower on the product", "COALESCE(d.fixed_price_e4 < p.base_price_e4, 'p' NOT IN (substr(d.scope, 1, 1), substr(o.scope, 1, 1))) AND {other price} < {price}"},
	{
		"above the floor", "CASE d.percent_e2 WHEN 0 THEN p.base_price_e4 / 10000 * s.floor_e2 + p.base_price_e4 % 10000 * s.floor_e2 / 10000 < d.fixed_price_e4 " +
			"ELSE s.floor_e2 < 10000 - d.percent_e2 END",
	},
	// Lower in a shop, and not lifted to its floor as the price of d is. The ERP's are never lifted.
	{
		"is lower", "NOT ({both percentages} AND o.percent_e2 <= d.percent_e2) AND EXISTS (" +
			"SELECT 1 FROM shops s LEFT JOIN products p ON {product of either} AND p.base_price_currency = s.currency WHERE {meets in the shop} AND " +
			"({both percentages} OR {lower on the product}) AND (o.origin = 'erp' OR s.floor_e2 = 0 OR {above the floor}))",
	},
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
