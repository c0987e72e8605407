package discount

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// OfContractor is the discount that an ERP says in a contractor itself.
type OfContractor struct {
	CustomerID uuid.UUID
	ExternalID string         // the contractor's
	Percent    *money.Percent // none when nil
}

// percent is what the contractor's discount takes off, none being zero.
func (c OfContractor) percent() money.Percent {
	if c.Percent == nil {
		return money.Percent{}
	}
	return *c.Percent
}

// KeepForContractors makes the discounts of contractors equal to what their source system says, in the
// caller's transaction. A customer has one, whoever of several contractors of it says so. The history
// tells of it as a field of the customer, and so not here.
func (s *Service) KeepForContractors(ctx context.Context, source uuid.UUID, wanted []OfContractor) error {
	if len(wanted) == 0 {
		return nil
	}
	saved, err := s.store.ofContractors(ctx, source, wanted)
	if err != nil {
		return err
	}
	now := s.clock.Now()
	var transitions []transition
	for _, want := range wanted {
		current := find(saved, want)
		if next := want.apply(source, current, now); next != nil {
			transitions = append(transitions, transition{before: current, after: next})
		}
	}
	if len(transitions) == 0 {
		return nil
	}
	return s.keep(ctx, transitions)
}

// find returns the discount that a customer has as a contractor, else the one that the contractor had
// as somebody else; nil when there is none.
func find(saved []*Discount, want OfContractor) (found *Discount) {
	for _, d := range saved {
		if d.Target.ID == want.CustomerID {
			return d
		}
		if d.External.ID == contractorPrefix+want.ExternalID {
			found = d
		}
	}
	return found
}

// apply returns what becomes of the saved discount; nil when nothing does.
func (c OfContractor) apply(source uuid.UUID, saved *Discount, now time.Time) *Discount {
	percent := c.percent()
	isGranted := percent.E2() > 0
	if saved == nil {
		if !isGranted {
			return nil
		}
		return &Discount{
			Discount: engine.Discount{
				ID: id.New(), Target: engine.Target{Kind: engine.Customer, ID: c.CustomerID},
				Percent: percent, Priority: defaultPriority, Origin: engine.ByERP,
			},
			Version: 1, CreatedAt: now, UpdatedAt: now,
			External: External{SourceSystemID: source, ID: contractorPrefix + c.ExternalID},
		}
	}
	next := *saved
	next.Version, next.UpdatedAt = saved.Version+1, clock.Later(now, saved.UpdatedAt)
	next.Target.ID, next.EndedAt = c.CustomerID, time.Time{}
	if isGranted {
		next.Percent = percent
	} else if next.EndedAt = saved.EndedAt; !saved.IsEnded() {
		next.EndedAt = next.UpdatedAt
	}
	if next.grant() == saved.grant() {
		return nil
	}
	return &next
}
