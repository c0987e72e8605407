package coupon

import (
	"context"
	"crypto/sha256"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

const maxReference = 100

// Redemption is one use of a coupon.
type Redemption struct {
	ID             uuid.UUID
	CouponID       uuid.UUID
	CustomerID     uuid.UUID // Nil for somebody who is none
	CustomerName   string    // as it is now; filled by ListRedemptions
	ShopID         uuid.UUID
	OrderReference string
	Reduction      money.Money
	At             time.Time
	ReleasedAt     time.Time // zero while it counts

	caller, requestID string
	digest            [sha256.Size]byte
}

// Redeem asks for a use of a coupon.
type Redeem struct {
	RequestID       string
	Code            string
	ShopID          uuid.UUID
	CustomerID      uuid.UUID // Nil for somebody who is none
	Total, Currency string    // as written
	OrderReference  string
}

// digest tells requests apart.
func (r Redeem) digest() [sha256.Size]byte {
	return sha256.Sum256([]byte(strings.Join([]string{
		Key(r.Code), r.ShopID.String(), r.CustomerID.String(), r.Total, r.Currency, r.OrderReference,
	}, "\x00")))
}

// Redeem uses a coupon once. The same request under the same id is one use, whatever is killed or
// sent again: the use and its redemption are saved together, or neither is.
//
// Errors: those of a coupon that cannot be used, SHOP_NOT_FOUND, CUSTOMER_NOT_FOUND, REQUEST_ID_REUSED, and by
// field AMOUNT_INVALID, TOO_MANY_DECIMALS, CURRENCY_UNKNOWN, CURRENCY_MISMATCH, TOO_LONG, CHARACTERS_INVALID.
func (s *Service) Redeem(ctx context.Context, in Redeem) (Redemption, error) {
	total, err := in.read()
	if err != nil {
		return Redemption{}, err
	}
	use := Use{Code: in.Code, CustomerID: in.CustomerID, Total: total}
	made := Redemption{
		CustomerID: in.CustomerID, ShopID: in.ShopID, OrderReference: in.OrderReference,
		caller: auth.From(ctx).ActorID().String(), requestID: in.RequestID, digest: in.digest(),
	}
	var redeemed Redemption
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		// First the coupon: if it shows a use by the same request, that one's redemption is there to be found.
		c, unknown := s.store.findByCode(ctx, in.Code)
		before, found, err := s.store.findRedemption(ctx, made.caller, made.requestID)
		switch {
		case err != nil:
			return err
		case found:
			redeemed = before
			return before.mustAnswer(made)
		case unknown != nil:
			return unknown
		}
		redeemed = made
		return s.redeem(ctx, c, use, &redeemed)
	})
	return redeemed, err
}

// read reads the total and says what is wrong with the request.
func (r *Redeem) read() (money.Money, error) {
	var wrong []fault.Field
	r.OrderReference, wrong = text.Clean("orderReference", r.OrderReference, maxReference)
	total, err := money.ParseWhole(r.Total, r.Currency)
	switch {
	case errors.Is(err, money.ErrCurrency):
		wrong = append(wrong, fault.Field{Path: "total.currency", Reason: "CURRENCY_UNKNOWN", Text: "There is no such currency."})
	case errors.Is(err, money.ErrDecimals):
		wrong = append(wrong, fault.Field{Path: "total.amount", Reason: "TOO_MANY_DECIMALS", Text: "The total has more decimals than the currency."})
	case err != nil || total.Amount.IsNegative():
		wrong = append(wrong, fault.Field{Path: "total.amount", Reason: "AMOUNT_INVALID", Text: "A total is not below 0."})
	}
	return total, fault.InvalidFields(wrong)
}

// mustAnswer refuses a request whose id another request has used.
func (r *Redemption) mustAnswer(to Redemption) error {
	if r.digest != to.digest {
		return fault.InvalidField("requestId", "REQUEST_ID_REUSED", "The request id was used for another request.")
	}
	return nil
}

func (s *Service) redeem(ctx context.Context, c Coupon, use Use, made *Redemption) error {
	currency, zone, err := s.store.shop(ctx, made.ShopID)
	if err != nil {
		return err
	}
	if use.Total.Currency != currency {
		return fault.InvalidField("total.currency", "CURRENCY_MISMATCH", "The total is not in the currency of the shop.")
	}
	if use.CustomerID != uuid.Nil {
		_, found, err := s.store.customerName(ctx, use.CustomerID)
		if err != nil {
			return err
		}
		if !found {
			return customerNotFound("customerId")
		}
	}
	use.At = s.clock.Now()
	use.Day = engine.DayOf(use.At, zone)
	if made.Reduction, err = c.reduction(use); err != nil {
		return err
	}
	made.ID, made.CouponID, made.At = id.New(), c.ID, use.At
	if err := s.store.use(ctx, c); err != nil {
		return err
	}
	if err := s.store.insertRedemption(ctx, *made); err != nil {
		return err
	}
	return s.history.Record(ctx, audit.Entry{
		CustomerID: made.CustomerID, SubjectID: c.ID, Action: actionRedeemed,
		Changes: []audit.Change{
			{Field: "coupon", New: audit.Text(c.Code)},
			{Field: "reduction", New: audit.Money(made.Reduction)},
		},
	})
}

// Release gives a use back. Releasing again changes nothing. Errors: REDEMPTION_NOT_FOUND.
func (s *Service) Release(ctx context.Context, redemptionID uuid.UUID) (Redemption, error) {
	var released Redemption
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		now := s.clock.Now()
		isFirst, err := s.store.release(ctx, redemptionID, now)
		if err != nil {
			return err
		}
		if released, err = s.store.redemption(ctx, redemptionID); err != nil || !isFirst {
			return err
		}
		if err := s.store.giveBack(ctx, released.CouponID); err != nil {
			return err
		}
		c, err := s.store.get(ctx, released.CouponID)
		if err != nil {
			return err
		}
		return s.history.Record(ctx, audit.Entry{
			CustomerID: released.CustomerID, SubjectID: c.ID, Action: actionReleased, Changes: []audit.Change{{Field: "coupon", New: audit.Text(c.Code)}},
		})
	})
	return released, err
}

// Reduction is what a coupon would take off, without using it. Errors: those of a coupon that cannot be used.
func (s *Service) Reduction(ctx context.Context, use Use) (money.Money, error) {
	c, err := s.store.findByCode(ctx, use.Code)
	if err != nil {
		return money.Money{}, err
	}
	return c.reduction(use)
}
