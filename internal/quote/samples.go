package quote

import (
	"context"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/kartoteka/kartoteka/internal/discount"
	"github.com/kartoteka/kartoteka/internal/id"
	"github.com/kartoteka/kartoteka/internal/pricing"
)

var _ discount.Prices = (*Service)(nil)

const mostSamples = 5

// Samples tells what a discount does to prices for those whom it is for: a customer as it is, somebody
// who is only in the group, or somebody who is no customer. It implements discount.Prices.
// Products that are not known or have no price in the currency of the shop are left out.
// Errors: SHOP_NOT_FOUND.
func (s *Service) Samples(ctx context.Context, in discount.SampleInput) ([]discount.Sample, error) {
	at, err := s.momentFor(ctx, in)
	if err != nil {
		return nil, err
	}
	skus := in.SKUs
	if len(skus) == 0 {
		if skus, err = s.store.touched(ctx, in.Draft.Scope, at.Rules.Currency, mostSamples); err != nil {
			return nil, err
		}
	}
	known, err := s.store.products(ctx, skus)
	if err != nil {
		return nil, err
	}
	lines := sampleLines(in.Draft, skus, known, at.Rules.Currency)
	discounts, err := s.store.inScopes(ctx, earliest(at.At), at.targetIDs(), scopesOf(lines))
	if err != nil {
		return nil, err
	}
	draft, without := in.Draft, discounts[:0]
	for _, d := range discounts {
		if d.ID != draft.ID {
			without = append(without, d)
		}
	}
	if draft.ID == uuid.Nil {
		draft.ID = id.New() // younger than all others, as it would be
	}
	before := pricing.Price(at.Case, lines, without)
	after := pricing.Price(at.Case, lines, append(without, &draft))
	samples := make([]discount.Sample, len(lines))
	for i, line := range lines {
		found := known[line.SKU]
		samples[i] = discount.Sample{
			SKU: line.SKU, ProductName: found.name, Quantity: line.Quantity, BasePrice: found.base,
			Before: before[i].Unit, After: after[i].Unit, Wins: after[i].IsMadeBy(draft.ID),
		}
	}
	return samples, nil
}

// momentFor is how things stand for those whom the discount is for.
func (s *Service) momentFor(ctx context.Context, in discount.SampleInput) (moment, error) {
	shopID, customerID := in.ShopID, uuid.Nil
	if shopID == uuid.Nil {
		first, err := s.store.firstShop(ctx)
		if err != nil {
			return moment{}, err
		}
		shopID = first
	}
	if in.Draft.Target.Kind == pricing.Customer {
		customerID = in.Draft.Target.ID
	}
	at, err := s.store.present(ctx, shopID, customerID)
	if err != nil {
		return moment{}, err
	}
	at.At = s.clock.Now()
	if in.Draft.Target.Kind == pricing.Group {
		at.Groups[in.Draft.Target.ID] = 0 // the only one: its place among others does not matter
		at.targets = append(at.targets, target{id: in.Draft.Target.ID, kind: pricing.Group})
	}
	return at, nil
}

// sampleLines are lines of the least quantity from which the discount counts.
func sampleLines(draft pricing.Discount, skus []string, known map[string]product, currency string) []pricing.Line {
	quantity := decimal.Max(draft.MinQuantity, decimal.NewFromInt(1))
	var lines []pricing.Line
	for _, sku := range unique(skus) {
		found, ok := known[sku]
		if !ok || found.base.Currency != currency {
			continue
		}
		lines = append(lines, pricing.Line{
			SKU: sku, Category: found.category, Brand: found.brand, Quantity: quantity, Base: found.base.Amount, TaxRate: found.taxRate,
		})
	}
	return lines
}
