package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/price/engine"
	"github.com/kartoteka/kartoteka/internal/price/product"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// shelf is a category of the demonstration's products, each with its price.
type shelf struct {
	category []string
	brand    string
	products [][3]string // SKU, name, net price
}

var shelves = []shelf{
	{[]string{"Tools", "Saws"}, "Oak & Iron", [][3]string{
		{"SAW-HAND-450", "Hand saw 450 mm", "89.00"},
		{"SAW-HAND-550", "Hand saw 550 mm", "104.00"},
		{"SAW-JIG-650", "Jigsaw 650 W", "349.00"},
		{"SAW-CIRC-1200", "Circular saw 1200 W", "529.00"},
		{"SAW-CHAIN-40", "Chainsaw 40 cm", "1249.00"},
	}},
	{[]string{"Tools", "Drills"}, "Volta", [][3]string{
		{"DRL-12V", "Cordless drill 12 V", "299.00"},
		{"DRL-18V", "Cordless drill 18 V", "459.00"},
		{"DRL-HAMMER", "Hammer drill 800 W", "389.00"},
		{"DRL-BIT-WOOD", "Wood drill bit 8 mm", "7.45"},
		{"DRL-BIT-METAL", "Metal drill bit 8 mm", "9.20"},
	}},
	{[]string{"Garden", "Watering"}, "Rosa", [][3]string{
		{"HOSE-20", "Garden hose 20 m", "119.00"},
		{"HOSE-50", "Garden hose 50 m", "249.00"},
		{"CAN-10", "Watering can 10 l", "39.90"},
		{"SPRINKLER", "Lawn sprinkler", "64.50"},
	}},
	{[]string{"Garden", "Furniture"}, "Rosa", [][3]string{
		{"BENCH-OAK", "Oak bench", "899.00"}, {"CHAIR-FOLD", "Folding chair", "129.00"}, {"TABLE-ROUND", "Round table", "459.00"},
	}},
	{[]string{"Fasteners"}, "", [][3]string{
		{"SCREW-4X40", "Wood screws 4 × 40, 100 pieces", "12.35"}, {"SCREW-5X60", "Wood screws 5 × 60, 100 pieces", "18.90"}, {"NAIL-50", "Nails 50 mm, 1 kg", "14.20"},
	}},
}

// fillPrices brings products and discounts, by the shop and by the ERP.
func (on Services) fillPrices(ctx context.Context, erp uuid.UUID) error {
	var drafts []product.Draft
	for _, shelf := range shelves {
		for _, p := range shelf.products {
			drafts = append(drafts, product.Draft{
				SKU: p[0], Name: p[1], Category: shelf.category, Brand: shelf.brand,
				Amount: p[2], Currency: "PLN", TaxRate: "23", Active: true,
			})
		}
	}
	pushed, err := on.Products.Push(ctx, drafts)
	if err != nil {
		return fmt.Errorf("push the demonstration's products: %w", err)
	}
	for _, r := range pushed {
		if r.Outcome == intake.Rejected {
			return fmt.Errorf("push the demonstration's products: %s was not taken", r.SKU)
		}
	}
	if err := on.grantDiscounts(ctx); err != nil {
		return err
	}
	if err := on.createCoupons(ctx); err != nil {
		return err
	}
	return on.pushDiscounts(ctx, erp)
}

// pushDiscounts pushes as the ERP does.
func (on Services) pushDiscounts(ctx context.Context, erp uuid.UUID) error {
	wholesale := "Wholesale"
	ctx = auth.With(ctx, auth.Identity{Kind: auth.ERP, SourceSystemID: erp, SourceCode: sourceCode})
	results, err := on.Discounts.Push(ctx, []discount.Pushed{
		{ExternalID: "RAB-1", Active: true, Group: &wholesale, Draft: onCategory("Wholesale tools", "8", "Tools")},
		{ExternalID: "RAB-2", Active: true, Everyone: true, Draft: fixedPrice("Screws by the hundred", "SCREW-4X40", "9.99", "100")},
	})
	if err != nil {
		return fmt.Errorf("push the demonstration's discounts: %w", err)
	}
	for _, r := range results {
		if r.Outcome == intake.Rejected {
			return fmt.Errorf("push the demonstration's discounts: %s was not taken", r.ExternalID)
		}
	}
	return nil
}

// grantDiscounts grants as staff do: some that count, some that are still to come, one about to end.
func (on Services) grantDiscounts(ctx context.Context) error {
	page, err := on.Groups.List(ctx, group.ListQuery{})
	if err != nil {
		return fmt.Errorf("list the demonstration's groups: %w", err)
	}
	targets := map[string]engine.Target{"": {Kind: engine.Everyone}}
	for _, g := range page.Groups {
		targets[g.Name] = engine.Target{Kind: engine.Group, ID: g.ID}
	}
	today := clock.System.Now()
	day := func(days int) string { return today.AddDate(0, 0, days).Format(time.DateOnly) }
	for _, d := range []struct {
		group       string
		draft       discount.Draft
		first, last string
	}{
		{"Wholesale", onEverything("Wholesale", "5"), "", ""},
		{"Wholesale", fixedPrice("Drill bits by the box", "DRL-BIT-WOOD", "5.90", "50"), "", ""},
		{"Key accounts", onEverything("Key accounts", "10"), "", ""},
		{"Key accounts", fixedPrice("Framework contract", "DRL-18V", "389.00", ""), day(-30), day(335)},
		{"Newsletter", onCategory("Thank you for reading", "7.5", "Garden"), day(-20), day(6)},
		{"", onCategory("Garden days", "15", "Garden", "Watering"), day(30), day(60)},
		{"", onCategory("Saw weeks", "12", "Tools", "Saws"), day(-40), day(-10)},
	} {
		target, isKnown := targets[d.group]
		if !isKnown {
			continue
		}
		d.draft.Target, d.draft.ValidFrom, d.draft.ValidTo = target, d.first, d.last
		if _, err := on.Discounts.Create(ctx, d.draft); err != nil {
			return fmt.Errorf("grant the demonstration's discount %s: %w", d.draft.Name, err)
		}
	}
	return nil
}

func onEverything(name, percent string) discount.Draft {
	return discount.Draft{Name: name, Percent: &percent, Scope: discount.ScopeDraft{Everything: true}}
}

func onCategory(name, percent string, category ...string) discount.Draft {
	return discount.Draft{Name: name, Percent: &percent, Scope: discount.ScopeDraft{Category: category}}
}

func fixedPrice(name, sku, price, from string) discount.Draft {
	return discount.Draft{
		Name: name, FixedPrice: &discount.Amount{Amount: price, Currency: "PLN"}, MinQuantity: from,
		Scope: discount.ScopeDraft{SKU: &sku},
	}
}
