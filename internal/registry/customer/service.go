package customer

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/distinct"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
)

// Dependencies are what the Service stands on.
type Dependencies struct {
	DB        *database.DB
	Clock     clock.Clock
	History   *audit.Log
	Feed      *feed.Feed
	Numbers   *Numbers
	Employees Employees
	Shops     Shops
}

// Service is every use case of customers and their addresses.
type Service struct {
	Dependencies

	store *store
}

// NewService returns the use cases.
func NewService(on Dependencies) *Service {
	return &Service{Dependencies: on, store: newStore(on.DB)}
}

// UpdateInput changes a customer; an empty ETag is not checked.
type UpdateInput struct {
	ID     uuid.UUID
	ETag   string
	Change Change
}

// Update changes the fields of a customer that staff may change (SYNC-5).
func (s *Service) Update(ctx context.Context, in UpdateInput) (*Customer, error) {
	shop, home, err := s.Shops.Home(ctx)
	if err != nil {
		return nil, err
	}
	update := decision{id: in.ID, etag: in.ETag}
	return s.decide(ctx, update, func(ctx context.Context, c *Customer) error {
		before := c.Clone()
		if err := fault.InvalidFields(fault.Within("customer.", c.Apply(in.Change, home))); err != nil {
			return err
		}
		c.joinAnyShop(shop)
		if err := refuseOwnedByERP(ctx, before, c); err != nil {
			return err
		}
		return s.checkReferences(ctx, c)
	})
}

// Approve accepts a customer (CUST-5).
func (s *Service) Approve(ctx context.Context, id uuid.UUID, etag string) (*Customer, error) {
	approval := decision{id: id, etag: etag, action: "CUSTOMER_APPROVED"}
	return s.decide(ctx, approval, func(_ context.Context, c *Customer) error { return c.Approve() })
}

// Reject refuses a customer (CUST-5); the reason stays in the history.
func (s *Service) Reject(ctx context.Context, id uuid.UUID, etag, reason string) (*Customer, error) {
	clean, err := cleanReason(reason)
	if err != nil {
		return nil, err
	}
	rejection := decision{id: id, etag: etag, action: "CUSTOMER_REJECTED", reason: clean}
	return s.decide(ctx, rejection, func(_ context.Context, c *Customer) error { return c.Reject() })
}

// Block adds a block by staff (CUST-6).
func (s *Service) Block(ctx context.Context, id uuid.UUID, etag string, scope BlockScope, reason string) (*Customer, error) {
	block := decision{id: id, etag: etag}
	return s.decide(ctx, block, func(_ context.Context, c *Customer) error { return c.Block(scope, reason, s.Clock.Now()) })
}

// Unblock lifts the blocks by staff (CUST-6).
func (s *Service) Unblock(ctx context.Context, id uuid.UUID, etag string) (*Customer, error) {
	lifting := decision{id: id, etag: etag}
	return s.decide(ctx, lifting, func(_ context.Context, c *Customer) error { return c.Unblock() })
}

// Delete removes a customer without orders for good (CUST-14).
func (s *Service) Delete(ctx context.Context, id uuid.UUID, etag string) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		c, err := s.checkedOut(ctx, id, etag)
		if err != nil {
			return err
		}
		if len(c.ExternalIDs) > 0 {
			return fault.New(fault.Precondition, "CUSTOMER_IN_ERP",
				"A source system knows the customer and would bring it back; block it instead.")
		}
		return s.Commit(ctx, Edit{Before: c})
	})
}

// ChildrenChanged takes note of changes to what hangs on customers, in the caller's transaction, and
// locks the customers for the rest of it. The field "employees" says that logins or their default changed.
func (s *Service) ChildrenChanged(ctx context.Context, ids []uuid.UUID, fields ...string) error {
	for chunk := range slices.Chunk(distinct.Of(ids), mostTouched) {
		if err := s.touch(ctx, chunk, fields); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) touch(ctx context.Context, ids []uuid.UUID, fields []string) error {
	all, err := s.store.touch(ctx, ids, s.Clock.Now())
	if err != nil {
		return err
	}
	if len(all) < len(ids) {
		return errNotFound
	}
	if slices.Contains(fields, "employees") {
		if err := s.store.rederive(ctx, ids); err != nil {
			return err
		}
	}
	events := make([]feed.Event, len(all))
	for i, one := range all {
		events[i] = feed.Event{CustomerID: one.id, Version: one.version, Kind: feed.Upsert, ChangedFields: fields}
	}
	s.Feed.Append(ctx, events...)
	return nil
}

// decision names the customer to change. An empty etag is not checked.
type decision struct {
	id     uuid.UUID
	etag   string
	action string // what history calls it; empty lets the change itself decide
	reason string // that staff gave; history alone keeps it
}

// decide reads a customer, applies a rule to it and commits what came of it.
func (s *Service) decide(ctx context.Context, d decision, rule func(context.Context, *Customer) error) (*Customer, error) {
	var saved *Customer
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		before, err := s.checkedOut(ctx, d.id, d.etag)
		if err != nil {
			return err
		}
		saved = before.Clone()
		if err := rule(ctx, saved); err != nil {
			return err
		}
		edit := Edit{Before: before, After: saved, Action: d.action}
		if d.reason != "" {
			edit.Notes = []audit.Change{{Field: "reason", New: audit.Text(d.reason)}}
		}
		if err := s.Commit(ctx, edit); err != nil {
			return err
		}
		return s.findTwin(ctx, saved)
	})
	if err != nil {
		return nil, err
	}
	return saved, nil
}

// checkedOut loads a customer for a change and compares the caller's etag.
func (s *Service) checkedOut(ctx context.Context, id uuid.UUID, etag string) (*Customer, error) {
	c, err := s.store.get(ctx, id)
	if err != nil {
		return nil, err
	}
	return c, fault.CheckETag(etag, c.ETag())
}

// checkReferences refuses shops and account managers that do not exist.
func (s *Service) checkReferences(ctx context.Context, c *Customer) error {
	missing, err := s.store.missingReferences(ctx, c)
	if err != nil {
		return err
	}
	return fault.InvalidFields(missing)
}
