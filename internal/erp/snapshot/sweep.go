package snapshot

import (
	"bytes"
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

const (
	// sweptAtOnce is how many contractors one transaction of a sweep deals with.
	sweptAtOnce = 500
	// chunksAtAStretch is how many transactions a job makes before it stops for breath.
	chunksAtAStretch = 20
)

// sweeping is the job of blocking those that a snapshot was without.
type sweeping struct {
	RunID uuid.UUID `json:"runId"`
}

// Kind implements jobs.Args.
func (sweeping) Kind() string { return "snapshot_sweep" }

// sweep goes on where the sweep was left, whoever left it and why.
func (s *Service) sweep(ctx context.Context, job sweeping) error {
	for range chunksAtAStretch {
		done, err := s.sweepChunk(ctx, job.RunID)
		if done || err != nil {
			return err
		}
	}
	return jobs.ErrMore
}

// sweepChunk blocks the next of the absent. Looking for them may mean to read every contractor, and
// so comes before the lock on the source system.
func (s *Service) sweepChunk(ctx context.Context, runID uuid.UUID) (done bool, err error) {
	found, err := s.store.findRun(ctx, runID)
	if err != nil || found == nil || found.state != source.Sweeping {
		return true, err
	}
	absent, err := s.store.listAbsent(ctx, *found, found.sweptAfter, s.chunk)
	if err != nil {
		return true, err
	}
	return s.carryOut(ctx, *found, absent)
}

// carryOut blocks the absent and saves how far the sweep came, in one transaction. None can have
// joined them since they were looked for: whoever is pushed exists.
func (s *Service) carryOut(ctx context.Context, found run, absent []Contractor) (done bool, err error) {
	// The source system is the origin: what its own snapshot did is no news to it.
	ctx = auth.With(ctx, auth.Identity{Kind: auth.Program, SourceSystemID: found.sourceID})
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		system, err := s.store.lock(ctx, found.sourceID)
		if err != nil {
			return err
		}
		current, err := s.store.findRun(ctx, found.id)
		if err != nil || current == nil || *current != found {
			return err // somebody else is ahead
		}
		if done = len(absent) == 0; done {
			return s.end(ctx, found, source.Completed)
		}
		blocked, err := s.block(ctx, system, found, absent)
		if err != nil {
			return err
		}
		return s.store.saveProgress(ctx, found.id, absent[len(absent)-1].ExternalID, blocked)
	})
	return done, err
}

// block marks contractors absent, but for those that were pushed since they were looked for, and
// blocks the customers that the source system names no more.
func (s *Service) block(ctx context.Context, system lockedSource, r run, absent []Contractor) (blocked int, err error) {
	if absent, err = s.store.withoutPushed(ctx, r.id, absent); err != nil || len(absent) == 0 {
		return 0, err
	}
	if err := s.store.markAbsent(ctx, absent); err != nil {
		return 0, err
	}
	gone, err := s.store.withoutContractor(ctx, system.id, customersOf(absent))
	if err != nil {
		return 0, err
	}
	customers, err := s.Customers.LoadMany(ctx, gone)
	if err != nil {
		return 0, err
	}
	revisions := s.revise(customers, system.code)
	if err := s.Customers.UpdateMany(ctx, revisions); err != nil {
		return 0, err
	}
	return len(revisions), s.tell(ctx, revisions)
}

// revise blocks customers, in the order of their ids: whoever else changes several at once waits
// for this one instead of each for the other.
func (s *Service) revise(customers map[uuid.UUID]*customer.Customer, sourceCode string) []customer.Revision {
	now := s.Clock.Now()
	var revisions []customer.Revision
	for _, before := range customers {
		after := before.Clone()
		after.SetAbsentFromERP(sourceCode, true, now)
		if len(after.Blocks) > len(before.Blocks) {
			after.UpdatedAt = now
			revisions = append(revisions, customer.Revision{Before: before, After: after})
		}
	}
	slices.SortFunc(revisions, func(a, b customer.Revision) int { return bytes.Compare(a.After.ID[:], b.After.ID[:]) })
	return revisions
}

// tell writes history and feed.
func (s *Service) tell(ctx context.Context, revisions []customer.Revision) error {
	entries, events := make([]audit.Entry, len(revisions)), make([]feed.Event, len(revisions))
	for i, revision := range revisions {
		changes, id := customer.Diff(revision.Before, revision.After), revision.After.ID
		entries[i] = audit.Entry{CustomerID: id, SubjectID: id, Action: "CUSTOMER_BLOCKED", Changes: changes}
		events[i] = feed.Event{
			CustomerID: id, Version: revision.After.Version, Kind: feed.Block, ChangedFields: audit.Names(changes),
		}
	}
	s.Feed.Append(ctx, events...)
	return s.History.Record(ctx, entries...)
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
