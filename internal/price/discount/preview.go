package discount

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// PreviewInput describes a discount.
type PreviewInput struct {
	ID       uuid.UUID // of the saved one that would be changed; Nil for a new one
	Draft    Draft
	ShopID   uuid.UUID // whose currency, time zone and settings count; the first one when Nil
	SKUs     []string  // to show prices of; up to five that it touches when empty
	Language engine.Language
}

// Preview is whom and what a discount would touch.
type Preview struct {
	Customers *int64 // nil when it is for everyone
	Products  int64
	Findings  []Finding
	Samples   Samples
}

// Preview tells whom and what a discount would touch, what is odd about it, and what it does to prices. It writes
// nothing: the draft is judged in memory, by the same rules as what is saved.
func (s *Service) Preview(ctx context.Context, in PreviewInput) (preview Preview, err error) {
	draft, err := s.imagine(ctx, in)
	if err != nil {
		return preview, err
	}
	if preview.Findings, err = s.findingsOf(ctx, draft); err != nil {
		return preview, err
	}
	if preview.Customers, err = s.store.countCustomers(ctx, draft.Target); err != nil {
		return preview, err
	}
	if preview.Products, err = s.store.countProducts(ctx, draft.Scope); err != nil {
		return preview, err
	}
	sample := SampleInput{Draft: draft.Discount, ShopID: in.ShopID, SKUs: in.SKUs, Language: in.Language}
	sample.Draft.ID = in.ID
	preview.Samples, err = s.Prices.Samples(ctx, sample)
	return preview, err
}

// imagine returns the discount as it would be.
func (s *Service) imagine(ctx context.Context, in PreviewInput) (*Discount, error) {
	granted, err := s.read(ctx, in.Draft)
	if err != nil {
		return nil, err
	}
	draft := &Discount{Version: 1}
	draft.ID, draft.Origin = id.New(), engine.ByShop // younger than all others
	if in.ID != uuid.Nil {
		if draft, err = s.store.get(ctx, in.ID); err != nil {
			return nil, err
		}
	}
	granted.ID, granted.Origin, granted.EndedAt = draft.ID, draft.Origin, draft.EndedAt
	draft.Discount = granted
	return draft, nil
}

// findingsOf are all findings of a discount.
func (s *Service) findingsOf(ctx context.Context, d *Discount) ([]Finding, error) {
	if d.IsEnded() {
		return nil, nil
	}
	l, err := s.linter(ctx)
	if err != nil {
		return nil, err
	}
	var findings []Finding
	for i := range rules {
		found, err := s.find(ctx, l, &rules[i], []*Discount{d}, 1)
		if err != nil {
			return nil, err
		}
		findings = append(findings, found...)
	}
	return findings, s.nameFindings(ctx, findings)
}
