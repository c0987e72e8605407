package discount

import (
	"context"
	"errors"

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

// errPreview takes back what a preview has written.
var errPreview = errors.New("preview")

// Preview tells whom and what a discount would touch, what is odd about it, and what it does to
// prices. What is odd is asked of the database as if the discount were saved, in a transaction that is
// taken back: so a draft is judged by the same rules as what is there.
func (s *Service) Preview(ctx context.Context, in PreviewInput) (Preview, error) {
	var preview Preview
	var draft *Discount
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		var err error
		if draft, err = s.imagine(ctx, in); err != nil {
			return err
		}
		if preview, err = s.foresee(ctx, draft); err != nil {
			return err
		}
		return errPreview
	})
	if !errors.Is(err, errPreview) {
		return Preview{}, err
	}
	sample := SampleInput{Draft: draft.Discount, ShopID: in.ShopID, SKUs: in.SKUs, Language: in.Language}
	sample.Draft.ID = in.ID
	preview.Samples, err = s.Prices.Samples(ctx, sample)
	return preview, err
}

// imagine saves the discount as it would be.
func (s *Service) imagine(ctx context.Context, in PreviewInput) (*Discount, error) {
	granted, err := s.read(ctx, in.Draft)
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	next := &Discount{Version: 1, CreatedAt: now}
	next.ID, next.Origin = id.New(), engine.ByShop
	if in.ID != uuid.Nil {
		if next, err = s.store.get(ctx, in.ID); err != nil {
			return nil, err
		}
		next.Version++
	}
	granted.ID, granted.Origin, granted.EndedAt = next.ID, next.Origin, next.EndedAt
	next.Discount, next.UpdatedAt = granted, now
	return next, s.store.save(ctx, []*Discount{next})
}

// foresee asks everything about a discount but prices.
func (s *Service) foresee(ctx context.Context, d *Discount) (preview Preview, err error) {
	today, err := s.today(ctx)
	if err != nil {
		return preview, err
	}
	var found []finding
	for _, rule := range rules {
		odd, err := s.store.findings(ctx, rule, today, span{only: d.ID, limit: 1})
		if err != nil {
			return preview, err
		}
		found = append(found, odd...)
	}
	if preview.Findings, err = s.store.tell(ctx, found); err != nil {
		return preview, err
	}
	if preview.Customers, err = s.store.countCustomers(ctx, d.Target); err != nil {
		return preview, err
	}
	preview.Products, err = s.store.countProducts(ctx, d.Scope)
	return preview, err
}
