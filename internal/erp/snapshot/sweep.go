package snapshot

import (
	"bytes"
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/operation"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// sweep is the action that blocks the contractors that a snapshot was without. Completing the snapshot has
// counted them, and asked a person where they are many, so a sweep starts without a further question.
type sweep struct {
	RunID  uuid.UUID `json:"runId"`
	Absent int64     `json:"absent"`

	service *Service
}

var _ operation.Ender = (*sweep)(nil)

// Kind implements operation.Action.
func (*sweep) Kind() operation.Kind {
	return operation.Kind{Name: "snapshot_sweep", Permission: auth.DecideSync, ChangedOnly: true}
}

// Plan implements operation.Action.
func (w *sweep) Plan(context.Context) (operation.Plan, error) {
	return operation.Plan{Change: w.Absent}, nil
}

// Next implements operation.Action. It may have to read every contractor.
func (w *sweep) Next(ctx context.Context, after string, limit int) ([]operation.Item, error) {
	found, err := w.service.findAny(ctx, w.RunID)
	if err != nil {
		return nil, err
	}
	absent, err := w.service.store.listAbsent(ctx, found, after, limit)
	items := make([]operation.Item, len(absent))
	for i, c := range absent {
		items[i] = operation.Item{ID: c.IdentityID, Position: c.ExternalID}
	}
	return items, err
}

// Apply implements operation.Action. It marks contractors absent unless they were pushed in the meantime, and
// blocks the customers for whom the source system has no other contractor.
func (w *sweep) Apply(ctx context.Context, items []uuid.UUID) ([]operation.Outcome, error) {
	store := w.service.store
	found, err := w.service.findAny(ctx, w.RunID)
	if err != nil {
		return nil, err
	}
	system, err := store.lock(ctx, found.sourceID)
	if err != nil {
		return nil, err
	}
	absent, err := store.stillAbsent(ctx, found, items)
	if err != nil {
		return nil, err
	}
	if err := store.markAbsent(ctx, absent); err != nil {
		return nil, err
	}
	gone, err := store.withoutContractor(ctx, system.id, customersOf(absent))
	if err != nil {
		return nil, err
	}
	// The change feed does not tell a source system what its own snapshot did.
	ctx = auth.With(ctx, auth.Identity{Kind: auth.Program, SourceSystemID: system.id})
	blocked, err := w.service.block(ctx, gone, system.code)
	if err != nil {
		return nil, err
	}
	return outcomesOf(items, absent, blocked), nil
}

// Ended implements operation.Ender.
func (w *sweep) Ended(ctx context.Context, state operation.State) error {
	found, err := w.service.findAny(ctx, w.RunID)
	if err != nil {
		return err
	}
	if _, err := w.service.store.lock(ctx, found.sourceID); err != nil {
		return err
	}
	ending := source.Aborted
	if state == operation.Done {
		ending = source.Completed
	}
	return w.service.end(ctx, found, ending)
}

// outcomesOf returns what became of contractors. Where several of them are one customer, the first has changed.
func outcomesOf(items []uuid.UUID, absent []Contractor, blocked []customer.Edit) []operation.Outcome {
	changed, customers := map[uuid.UUID]bool{}, map[uuid.UUID]uuid.UUID{}
	for _, edit := range blocked {
		changed[edit.After.ID] = true
	}
	for _, c := range absent {
		customers[c.IdentityID] = c.CustomerID
	}
	outcomes := make([]operation.Outcome, len(items))
	for i, item := range items {
		outcomes[i] = operation.Outcome{ItemID: item, Result: operation.Unchanged}
		customerID, isAbsent := customers[item]
		switch {
		case !isAbsent:
			outcomes[i].Result, outcomes[i].Reason = operation.Skipped, "PUSHED_MEANWHILE"
		case changed[customerID]:
			outcomes[i].Result = operation.Changed
			delete(changed, customerID)
		}
	}
	return outcomes
}

// block blocks customers. It takes them in the order of their ids: two who change several at once would
// otherwise wait for each other.
func (s *Service) block(ctx context.Context, ids []uuid.UUID, sourceCode string) ([]customer.Edit, error) {
	customers, err := s.Customers.LoadMany(ctx, ids)
	if err != nil {
		return nil, err
	}
	now := s.Clock.Now()
	var edits []customer.Edit
	for _, id := range ids {
		before, after := customers[id], customers[id].Clone()
		after.SetAbsentFromERP(sourceCode, true, now)
		if len(after.Blocks) > len(before.Blocks) {
			edits = append(edits, customer.Edit{Before: before, After: after})
		}
	}
	return edits, s.Customers.Commit(ctx, edits...)
}

// customersOf returns the customers of contractors, each once.
func customersOf(contractors []Contractor) []uuid.UUID {
	ids := make([]uuid.UUID, len(contractors))
	for i, c := range contractors {
		ids[i] = c.CustomerID
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(ids)
}
