package discount

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

var (
	errOwnedByERP = fault.New(fault.Precondition, "DISCOUNT_OWNED_BY_ERP", "An ERP has granted the discount; it is changed there.")
	errEnded      = fault.New(fault.Precondition, "DISCOUNT_ENDED", "The discount was ended; grant another one.")
)

// Deps is what the service works with.
type Deps struct {
	DB      *database.DB
	Clock   clock.Clock
	History *audit.Log
	Rejects *reject.List
	Groups  Groups
}

// Service keeps the discounts.
type Service struct {
	// Prices is set once the quotes are there.
	Prices Prices

	db      *database.DB
	clock   clock.Clock
	history *audit.Log
	rejects *reject.List
	groups  Groups
	store   store
}

// NewService returns the discounts kept in the database.
func NewService(deps Deps) *Service {
	return &Service{
		db: deps.DB, clock: deps.Clock, history: deps.History, rejects: deps.Rejects, groups: deps.Groups,
		store: store{db: deps.DB},
	}
}

// draftPath is the path of the discount in the requests of staff.
const draftPath = "discount."

// Create grants a discount of the shop.
func (s *Service) Create(ctx context.Context, draft Draft) (*Discount, error) {
	created := &Discount{Version: 1}
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		created.CreatedAt = s.clock.Now()
		created.UpdatedAt = created.CreatedAt
		var err error
		if created.Discount, err = s.read(ctx, draft); err != nil {
			return err
		}
		created.ID, created.Origin = id.New(), engine.ByShop
		return s.write(ctx, []transition{{after: created}})
	})
	return created, err
}

// Update is a change of some fields of a discount.
type Update struct {
	ID     uuid.UUID
	ETag   string // as the caller has seen it; not checked when empty
	Mask   []string
	Values Draft
}

// Update changes the fields that the mask names. Where nothing differs, nothing is written.
func (s *Service) Update(ctx context.Context, update Update) (*Discount, error) {
	return s.change(ctx, update.ID, update.ETag, func(ctx context.Context, current, next *Discount) error {
		if current.IsEnded() {
			return errEnded
		}
		draft, err := editable.Apply(update.Mask, current.draft(), update.Values)
		if err != nil {
			return err
		}
		granted, err := s.read(ctx, draft)
		if err != nil {
			return err
		}
		granted.ID, granted.Origin = current.ID, current.Origin
		next.Discount = granted
		return nil
	})
}

// End ends a discount at once and for good. An empty etag is not checked.
func (s *Service) End(ctx context.Context, id uuid.UUID, etag string) (*Discount, error) {
	return s.change(ctx, id, etag, func(_ context.Context, current, next *Discount) error {
		if !current.IsEnded() {
			next.EndedAt = next.UpdatedAt
		}
		return nil
	})
}

// change applies a rule to a discount of the shop and saves what came of it: the next version, as of now.
func (s *Service) change(ctx context.Context, id uuid.UUID, etag string,
	rule func(ctx context.Context, current, next *Discount) error,
) (*Discount, error) {
	var next Discount
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		current, err := s.store.get(ctx, id)
		if err != nil {
			return err
		}
		if current.Origin == engine.ByERP {
			return errOwnedByERP
		}
		if err := fault.CheckETag(etag, current.ETag()); err != nil {
			return err
		}
		next = *current
		next.Version, next.UpdatedAt = current.Version+1, clock.Later(s.clock.Now(), current.UpdatedAt)
		if err := rule(ctx, current, &next); err != nil {
			return err
		}
		if next.grant() == current.grant() {
			next = *current
			return s.store.name(ctx, []*Discount{&next})
		}
		return s.write(ctx, []transition{{before: current, after: &next}})
	})
	return &next, err
}

// read returns what a draft by staff grants, or all that is wrong with it.
func (s *Service) read(ctx context.Context, draft Draft) (engine.Discount, error) {
	granted, wrong := draft.read(draftPath)
	missing, err := s.missing(ctx, granted)
	if err != nil {
		return granted, err
	}
	return granted, fault.InvalidFields(append(missing, wrong...))
}

// missing refuses a customer, a group or a product that there is not.
func (s *Service) missing(ctx context.Context, granted engine.Discount) ([]fault.Field, error) {
	var wrong []fault.Field
	check := func(isThere bool, field, reason, description string) {
		if !isThere {
			wrong = append(wrong, fault.Field{Path: draftPath + field, Reason: reason, Text: description})
		}
	}
	there, err := s.store.hasTarget(ctx, granted.Target)
	if err != nil {
		return nil, err
	}
	switch granted.Target.Kind {
	case engine.Customer:
		check(there, "target.customerId", "CUSTOMER_NOT_FOUND", "There is no such customer.")
	case engine.Group:
		check(there, "target.groupId", "GROUP_NOT_FOUND", "There is no such group.")
	default:
		check(granted.Target.Kind == engine.Everyone, "target", "TARGET_REQUIRED", "Say who gets the discount.")
	}
	sku, isProduct := granted.Scope.Product()
	if !isProduct || engine.CheckSKU("", sku) != nil {
		return wrong, nil
	}
	there, err = s.store.hasProduct(ctx, sku)
	check(there, "scope.sku", "SKU_UNKNOWN", "There is no product of this SKU.")
	return wrong, err
}

// write saves discounts, what they were until now, and their history.
func (s *Service) write(ctx context.Context, transitions []transition) error {
	if len(transitions) == 0 {
		return nil
	}
	if err := s.keep(ctx, transitions); err != nil {
		return err
	}
	return s.record(ctx, transitions)
}

// keep does so without history. Whoever writes the same discounts at once waits at the first of them,
// and at nothing before.
func (s *Service) keep(ctx context.Context, transitions []transition) error {
	after := make([]*Discount, len(transitions))
	for i, r := range transitions {
		after[i] = r.after
	}
	slices.SortFunc(after, inOrderOfLocks)
	if err := s.store.save(ctx, after); err != nil {
		return err
	}
	return s.store.keepPast(ctx, transitions)
}
