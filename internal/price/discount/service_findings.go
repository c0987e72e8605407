package discount

import (
	"context"
	"maps"

	"github.com/google/uuid"
)

const (
	chunkSize    = 500    // of discounts that are judged together
	mostPlaces   = 20_000 // that are remembered while others are judged
	mostNarrower = 1_000  // discounts that one is compared with on fewer products or for fewer customers
)

// linter learns what findings depend on besides discounts and products.
func (s *Service) linter(ctx context.Context) (*linter, error) {
	today, err := s.today(ctx)
	if err != nil {
		return nil, err
	}
	shops, err := s.store.shopRules(ctx)
	return &linter{today: today, shops: shops, products: map[string]knownProduct{}, standing: map[place][]*Discount{}}, err
}

// findAll judges the discounts that come after one, until it has found enough.
func (s *Service) findAll(ctx context.Context, l *linter, r *rule, after uuid.UUID, enough int) ([]Finding, error) {
	var findings []Finding
	for isMore := !l.isMoot(r); isMore && len(findings) < enough; {
		chunk, err := s.store.candidates(ctx, r.kind, l.today, after, chunkSize)
		if err != nil {
			return nil, err
		}
		found, err := s.find(ctx, l, r, chunk, enough-len(findings))
		if err != nil {
			return nil, err
		}
		findings = append(findings, found...)
		if isMore = len(chunk) == chunkSize; isMore {
			after = chunk[chunkSize-1].ID
		}
	}
	return findings, nil
}

// find judges discounts by a rule, until it has found enough. There is at most one finding of each.
func (s *Service) find(ctx context.Context, l *linter, r *rule, discounts []*Discount, enough int) ([]Finding, error) {
	if err := s.learnProducts(ctx, l, discounts); err != nil {
		return nil, err
	}
	if err := s.learnRivals(ctx, l, r, discounts); err != nil {
		return nil, err
	}
	var findings []Finding
	for _, d := range discounts {
		found := l.judge(r, d, l.rivals(r, d))
		if found == nil && r.withNarrower {
			var err error
			if found, err = s.judgeNarrower(ctx, l, r, d); err != nil {
				return nil, err
			}
		}
		if found == nil {
			continue
		}
		if findings = append(findings, *found); len(findings) == enough {
			break
		}
	}
	return findings, nil
}

// judgeNarrower compares a discount with narrower ones.
func (s *Service) judgeNarrower(ctx context.Context, l *linter, r *rule, d *Discount) (*Finding, error) {
	narrower, err := s.store.narrower(ctx, l.today, d, mostNarrower)
	if err != nil {
		return nil, err
	}
	if err := s.learnProducts(ctx, l, narrower); err != nil {
		return nil, err
	}
	return l.judge(r, d, narrower), nil
}

// learnProducts tells the linter of the products that discounts are on.
func (s *Service) learnProducts(ctx context.Context, l *linter, discounts []*Discount) error {
	var skus []string
	for _, d := range discounts {
		sku, isProduct := d.Scope.Product()
		if _, isKnown := l.products[sku]; isProduct && !isKnown {
			skus = append(skus, sku)
		}
	}
	if len(skus) == 0 {
		return nil
	}
	products, err := s.store.productsOf(ctx, skus)
	maps.Copy(l.products, products)
	return err
}

// learnRivals tells the linter of the discounts that stand where the rivals of others do.
func (s *Service) learnRivals(ctx context.Context, l *linter, r *rule, discounts []*Discount) error {
	if len(l.standing) > mostPlaces {
		clear(l.standing)
	}
	var unknown []place
	for _, d := range discounts {
		for _, p := range r.places(l, d) {
			if _, isKnown := l.standing[p]; !isKnown {
				l.standing[p] = nil
				unknown = append(unknown, p)
			}
		}
	}
	found, err := s.store.standing(ctx, l.today, unknown)
	for _, p := range unknown {
		l.standing[p] = found[p]
	}
	return err
}

// nameFindings fills in the names of what findings are about.
func (s *Service) nameFindings(ctx context.Context, findings []Finding) error {
	var all []*Discount
	for _, f := range findings {
		if all = append(all, f.Discount); f.Other != nil {
			all = append(all, f.Other)
		}
	}
	return s.store.name(ctx, all)
}
