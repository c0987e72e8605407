package discount

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/revision"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
)

// Push saves discounts of the caller's source system, each by its external id. One that is not valid
// stops no other.
func (s *Service) Push(ctx context.Context, pushed []Pushed) ([]*Result, error) {
	source := auth.From(ctx).SourceSystemID
	switch {
	case source == uuid.Nil:
		return nil, fault.New(fault.Denied, "SOURCE_REQUIRED", "The key is not bound to a source system.")
	case len(pushed) == 0:
		return nil, fault.InvalidField("discounts", "BATCH_EMPTY", "A push has at least one discount.")
	case len(pushed) > MaxBatch:
		return nil, fault.New(fault.Invalid, "BATCH_TOO_LARGE", fmt.Sprintf("A push has at most %d discounts.", MaxBatch)).
			With("max_records", strconv.Itoa(MaxBatch))
	}
	var results []*Result
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		records := readRecords(pushed)
		results = make([]*Result, len(records))
		for i, r := range records {
			results[i] = r.result
		}
		return s.take(ctx, source, records)
	})
	return results, err
}

// take reads what the records name, settles each and writes what differs, a statement for each kind
// of thing. Pushes of a source system follow one another.
func (s *Service) take(ctx context.Context, source uuid.UUID, records []*record) error {
	now := s.clock.Now()
	if err := s.store.lockSource(ctx, source, now); err != nil {
		return err
	}
	known, err := s.directory(ctx, source, records)
	if err != nil {
		return err
	}
	saved, err := s.store.pushed(ctx, source, externalIDs(records))
	if err != nil {
		return err
	}
	var changes, told []transition
	for _, r := range records {
		if !r.isRefused() {
			r.aim(known)
		}
		if r.isRefused() {
			continue
		}
		change := r.settle(source, saved[r.ExternalID], now)
		if change.after == nil {
			continue
		}
		changes = append(changes, change)
		if r.result.Outcome != intake.Unchanged { // but for its revision
			told = append(told, change)
		}
	}
	if err := s.keep(ctx, changes); err != nil {
		return err
	}
	if err := s.record(ctx, told); err != nil {
		return err
	}
	return s.rejects.Settle(ctx, settled(source, records, now))
}

// settled is what the list of records that stand rejected is to know of a push.
func settled(source uuid.UUID, records []*record, now time.Time) reject.Push {
	push := reject.Push{SourceID: source, Kind: reject.Discount, At: now}
	for _, r := range records {
		switch {
		case !r.isRefused():
			push.Accepted = append(push.Accepted, r.ExternalID)
		case r.isNamed:
			push.Rejected = append(push.Rejected, reject.Record{ExternalID: r.ExternalID, Outcome: r.result.Outcome, Violations: r.result.Wrong})
		}
	}
	return push
}

// settle gives the record its outcome and returns what it changes, nothing when it changes nothing. A
// newer revision of the same content is saved, so that older ones stay stale.
func (r *record) settle(source uuid.UUID, saved *Discount, now time.Time) transition {
	if saved == nil {
		next := r.begin(source, now)
		r.result.DiscountID, r.result.Outcome = next.ID, intake.Created
		return transition{after: next}
	}
	r.result.DiscountID = saved.ID
	if known := saved.External.Revision; r.Revision != "" && known != "" && !revision.AreAlike(r.Revision, known) {
		r.refuse("sourceRevision", "REVISION_FORM_CHANGED",
			"The revisions of this discount were of another form (numbers or text). Have the revisions of the source system forgotten, then push again.")
		return transition{}
	}
	next := r.succeed(saved, clock.Later(now, saved.UpdatedAt))
	switch age := r.compareRevision(saved); {
	case age < 0:
		r.result.Outcome = intake.Stale
		return transition{}
	case age == 0 && next.grant().forAnybody() != saved.grant().forAnybody():
		r.refuse("sourceRevision", "REVISION_REUSED", "The discount was pushed with this revision and another content.")
		r.result.Outcome = intake.Conflict
		return transition{}
	case next.grant() != saved.grant():
		r.result.Outcome = intake.Updated
		return transition{before: saved, after: next}
	}
	r.result.Outcome = intake.Unchanged
	if next.External.Revision == saved.External.Revision {
		return transition{}
	}
	next.UpdatedAt = saved.UpdatedAt // what prices depend on has not changed
	return transition{before: saved, after: next}
}

// directory finds the contractors and groups that records name.
func (s *Service) directory(ctx context.Context, source uuid.UUID, records []*record) (known directory, err error) {
	var contractors, groups []string
	for _, r := range records {
		switch {
		case r.isRefused():
		case r.Contractor != nil:
			contractors = append(contractors, *r.Contractor)
		case r.Group != nil:
			groups = append(groups, *r.Group)
		}
	}
	if known.contractors, err = s.store.contractors(ctx, source, contractors); err != nil {
		return known, err
	}
	if len(groups) > 0 {
		known.groups, err = s.groups.FindForSource(ctx, source, groups)
	}
	return known, err
}

// externalIDs are those of the records that are not refused: of others they may be anything.
func externalIDs(records []*record) []string {
	ids := make([]string, 0, len(records))
	for _, r := range records {
		if !r.isRefused() {
			ids = append(ids, r.ExternalID)
		}
	}
	return ids
}
