package discount

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// FindingKind is what may be odd about a discount.
type FindingKind string

// The kinds. A larger quantity that makes a unit dearer is told of the larger one.
const (
	AboutToEnd   FindingKind = "about_to_end"
	NeverWins    FindingKind = "never_wins"
	Overlaps     FindingKind = "overlaps"
	HasExpired   FindingKind = "expired"
	BelowFloor   FindingKind = "below_floor"
	DearerStep   FindingKind = "dearer_step"
	NotLower     FindingKind = "not_lower"
	GrantedTwice FindingKind = "granted_twice"
	SwitchedOff  FindingKind = "switched_off"
)

// Finding is something odd about a discount.
type Finding struct {
	Kind     FindingKind
	Discount *Discount
	Other    *Discount // that it is about; nil when there is none
	ShopID   uuid.UUID // that it is about; Nil when there is none
}

// FindingQuery says which findings to list.
type FindingQuery struct {
	Kind      FindingKind // all kinds, one after the other, when empty
	PageSize  int32
	PageToken string
}

// ListFindings returns a page of what is odd about the discounts that were not ended, by kind and by
// discount, and the token of the next page.
func (s *Service) ListFindings(ctx context.Context, query FindingQuery) (findings []Finding, next string, err error) {
	findings, next, err = page.List[Finding]{
		Query: page.Hash("findings", string(query.Kind)),
		After: func(place page.Place, limit int) ([]Finding, error) { return s.findings(ctx, query.Kind, place, limit) },
		At:    func(f Finding) page.Place { return page.Place{Key: []byte(f.Kind), ID: f.Discount.ID} },
	}.Read(query.PageSize, query.PageToken)
	if err != nil {
		return nil, "", err
	}
	return findings, next, s.nameFindings(ctx, findings)
}

// findings returns findings of a kind, or of all kinds if it is empty, after a place: the kind and the discount of
// a finding.
func (s *Service) findings(ctx context.Context, kind FindingKind, after page.Place, limit int) (findings []Finding, err error) {
	first := FindingKind(after.Key)
	if first != "" && ruleOf(first) == nil {
		return nil, page.ErrInvalid()
	}
	l, err := s.linter(ctx)
	if err != nil {
		return nil, err
	}
	for i := range rules { // a handful, however many discounts there are
		r := &rules[i]
		if kind != "" && r.kind != kind || first != "" && r.kind != first {
			continue
		}
		found, err := s.findAll(ctx, l, r, after.ID, limit-len(findings))
		if err != nil {
			return nil, err
		}
		first, after = "", page.Place{}
		if findings = append(findings, found...); len(findings) == limit {
			break
		}
	}
	return findings, nil
}
