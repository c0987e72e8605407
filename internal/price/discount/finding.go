package discount

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
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
	size, err := page.Size(query.PageSize)
	if err != nil {
		return nil, "", err
	}
	kind, after, err := query.after()
	if err != nil {
		return nil, "", err
	}
	l, err := s.linter(ctx)
	if err != nil {
		return nil, "", err
	}
	for i := range rules { // a handful, however many discounts there are
		r := &rules[i]
		if query.Kind != "" && r.kind != query.Kind || kind != "" && kind != r.kind {
			continue
		}
		found, err := s.findAll(ctx, l, r, after, size+1-len(findings))
		if err != nil {
			return nil, "", err
		}
		kind, after = "", uuid.Nil
		if findings = append(findings, found...); len(findings) > size {
			findings = findings[:size]
			next = query.tokenBehind(findings[size-1])
			break
		}
	}
	return findings, next, s.nameFindings(ctx, findings)
}

// after returns the kind at which the page begins and the discount that it comes after.
func (q FindingQuery) after() (kind FindingKind, after uuid.UUID, err error) {
	if q.PageToken == "" {
		return "", uuid.Nil, nil
	}
	cursor, err := page.Decode(q.PageToken, q.hash())
	if err != nil {
		return "", uuid.Nil, err
	}
	after, err = id.Parse(cursor.ID)
	if kind = FindingKind(cursor.Key); err != nil || ruleOf(kind) == nil {
		return "", uuid.Nil, page.ErrInvalid()
	}
	return kind, after, nil
}

func (q FindingQuery) tokenBehind(last Finding) string {
	return page.Encode(page.Cursor{Key: []byte(last.Kind), ID: last.Discount.ID.String(), Query: q.hash()})
}

func (q FindingQuery) hash() uint64 { return page.Hash("findings", string(q.Kind)) }
