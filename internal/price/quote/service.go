package quote

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/coupon"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// Quote prices lines.
//
// Errors: SHOP_NOT_FOUND, CUSTOMER_NOT_FOUND, and by field SKU_REQUIRED, SKU_UNKNOWN, QUANTITY_INVALID, AMOUNT_INVALID,
// TOO_MANY_DECIMALS, CURRENCY_UNKNOWN, CURRENCY_MISMATCH, CATEGORY_INVALID, TOO_LONG, CHARACTERS_INVALID and those of coupons.
func (s *Service) Quote(ctx context.Context, asked Question) (Quote, error) {
	return s.answer(ctx, asked, s.applicable)
}

// find finds the discounts that a question is about.
type find func(ctx context.Context, at moment, wanted scopes) ([]*engine.Discount, error)

// scopes is a set of them.
type scopes map[engine.Scope]bool

func (s *Service) answer(ctx context.Context, asked Question, find find) (Quote, error) {
	at, err := s.momentOf(ctx, asked)
	if err != nil {
		return Quote{}, err
	}
	lines, err := s.lines(ctx, at, asked.Lines)
	if err != nil {
		return Quote{}, err
	}
	discounts, err := find(ctx, at, scopesOf(lines))
	if err != nil {
		return Quote{}, err
	}
	made := Quote{Lines: engine.Price(at.Case, lines, discounts), On: at.Case}
	made.Total = total(made.Lines, at.Rules.Currency)
	made.Payable = made.Total
	if asked.CouponCode == "" {
		return made, nil
	}
	return made, s.takeCoupon(ctx, asked, &made)
}

// moment is who asks, and when, with the targets whose discounts may count.
type moment struct {
	engine.Case

	targets []target
	isPast  bool // everything is to be as it was then
}

// target is the customer, one of its groups or everyone, with the version of its discounts.
type target struct {
	id            uuid.UUID
	kind          engine.TargetKind
	sortOrder     int32
	version, size int64
}

func (m *moment) targetIDs() []uuid.UUID {
	ids := make([]uuid.UUID, len(m.targets))
	for i, t := range m.targets {
		ids[i] = t.id
	}
	return ids
}

// momentOf finds out how things stand or stood.
func (s *Service) momentOf(ctx context.Context, asked Question) (moment, error) {
	now := s.clock.Now()
	if asked.AsOf.IsZero() || !asked.AsOf.Before(now) {
		at, err := s.store.present(ctx, asked.ShopID, asked.CustomerID)
		at.At = now
		if !asked.AsOf.IsZero() {
			at.At = asked.AsOf
		}
		return at, err
	}
	return s.store.past(ctx, asked.ShopID, asked.CustomerID, asked.AsOf.UTC().Truncate(time.Microsecond))
}

// applicable finds the discounts that can make a price.
func (s *Service) applicable(ctx context.Context, at moment, wanted scopes) ([]*engine.Discount, error) {
	switch {
	case at.isPast:
		return s.store.pastDiscounts(ctx, at, wanted)
	case s.store.db.InTransaction(ctx): // what is not committed may never be: it must not be kept
		return s.store.inScopes(ctx, earliest(s.clock.Now()), at.targetIDs(), wanted)
	default:
		return s.lists.find(ctx, earliest(s.clock.Now()), at.targets, wanted)
	}
}

func (s *Service) takeCoupon(ctx context.Context, asked Question, made *Quote) error {
	off, err := s.coupons.Reduction(ctx, coupon.Use{
		Code: asked.CouponCode, CustomerID: asked.CustomerID, At: made.On.At, Day: made.On.Day(), Total: made.Total,
	})
	if refusal, ok := fault.As(err); ok {
		return fault.InvalidField("couponCode", refusal.Reason, refusal.Text)
	}
	if err != nil {
		return err
	}
	made.Coupon = &off
	made.Payable = money.Money{Amount: made.Total.Amount.Sub(off.Amount), Currency: made.Total.Currency}
	return nil
}

// scopesOf are all scopes that discounts on the lines may have.
func scopesOf(lines []engine.Line) scopes {
	found := make(scopes, 4*len(lines))
	for _, line := range lines {
		for _, scope := range engine.Scopes(line.SKU, line.Category, line.Brand) {
			found[scope] = true
		}
	}
	return found
}
