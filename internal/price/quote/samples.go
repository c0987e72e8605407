package quote

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/kartoteka/kartoteka/internal/kit/distinct"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

var _ discount.Prices = (*Service)(nil)

const mostSamples = 5

// Samples tells what a discount does to prices for those whom it is for: a customer as it is, somebody
// who is only in the group, or somebody who is no customer. It implements discount.Prices.
// Products that are not known or have no price in the currency of the shop are left out.
// Errors: SHOP_NOT_FOUND.
func (s *Service) Samples(ctx context.Context, in discount.SampleInput) (discount.Samples, error) {
	at, err := s.momentFor(ctx, in)
	if err != nil {
		return discount.Samples{}, err
	}
	skus := in.SKUs
	if len(skus) == 0 {
		if skus, err = s.store.touched(ctx, in.Draft.Scope, at.Rules.Currency, mostSamples); err != nil {
			return discount.Samples{}, err
		}
	}
	known, err := s.store.products(ctx, skus)
	if err != nil {
		return discount.Samples{}, err
	}
	lines := sampleLines(in.Draft, skus, known, at.Rules.Currency)
	found, err := s.store.inScopes(ctx, earliest(at.At), at.targetIDs(), scopesOf(lines))
	if err != nil {
		return discount.Samples{}, err
	}
	draft, others := in.Draft, without(found, in.Draft.ID)
	if draft.ID == uuid.Nil {
		draft.ID = id.New() // younger than all others, as it would be
	}
	before := engine.Price(at.Case, lines, others)
	samples := discount.Samples{Day: at.Day(), Prices: make([]discount.Sample, len(lines))}
	for i, line := range lines {
		after, judged := engine.Try(at.Case, line, &draft, others...)
		samples.Prices[i] = discount.Sample{
			SKU: line.SKU, ProductName: known[line.SKU].name, Quantity: line.Quantity, BasePrice: known[line.SKU].base,
			Before: before[i].Unit, After: after.Unit, Verdict: judged.Verdict, Text: after.Text(in.Language, judged),
		}
	}
	return samples, nil
}

// without leaves one discount out.
func without(discounts []*engine.Discount, id uuid.UUID) []*engine.Discount {
	return slices.DeleteFunc(discounts, func(d *engine.Discount) bool { return d.ID == id })
}

// momentFor is how things stand for those whom the discount is for, at a moment when it counts.
func (s *Service) momentFor(ctx context.Context, in discount.SampleInput) (moment, error) {
	shopID, customerID := in.ShopID, uuid.Nil
	if shopID == uuid.Nil {
		first, err := s.store.firstShop(ctx)
		if err != nil {
			return moment{}, err
		}
		shopID = first
	}
	if in.Draft.Target.Kind == engine.Customer {
		customerID = in.Draft.Target.ID
	}
	at, err := s.store.present(ctx, shopID, customerID)
	if err != nil {
		return moment{}, err
	}
	at.At = whenItCounts(&in.Draft, s.clock.Now(), at.Zone)
	if in.Draft.Target.Kind == engine.Group {
		at.Groups[in.Draft.Target.ID] = 0 // the only one: its place among others does not matter
		at.targets = append(at.targets, target{id: in.Draft.Target.ID, kind: engine.Group})
	}
	return at, nil
}

// whenItCounts is now, or the beginning of the day of the discount that is nearest to now.
func whenItCounts(d *engine.Discount, now time.Time, zone *time.Location) time.Time {
	today := engine.DayOf(now, zone)
	switch {
	case d.ValidFrom > today:
		return d.ValidFrom.Start(zone)
	case d.ValidTo != "" && d.ValidTo < today:
		return d.ValidTo.Start(zone)
	default:
		return now
	}
}

// sampleLines are lines of the least quantity from which the discount counts.
func sampleLines(draft engine.Discount, skus []string, known map[string]product, currency string) []engine.Line {
	quantity := decimal.Max(draft.MinQuantity, decimal.NewFromInt(1))
	var lines []engine.Line
	for _, sku := range distinct.Of(skus) {
		found, ok := known[sku]
		if !ok || found.base.Currency != currency {
			continue
		}
		lines = append(lines, engine.Line{
			SKU: sku, Category: found.category, Brand: found.brand, Quantity: quantity, Base: found.base.Amount, TaxRate: found.taxRate,
		})
	}
	return lines
}
