package discount

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/auth"
	"github.com/kartoteka/kartoteka/internal/fault"
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
// of thing.
func (s *Service) take(ctx context.Context, source uuid.UUID, records []*record) error {
	known, err := s.directory(ctx, source, records)
	if err != nil {
		return err
	}
	saved, err := s.store.pushed(ctx, source, externalIDs(records))
	if err != nil {
		return err
	}
	now := s.clock.Now()
	var told, untold []transition
	for _, r := range records {
		if !r.isRefused() {
			r.aim(known)
		}
		if r.isRefused() {
			continue
		}
		change := r.settle(source, saved[r.ExternalID], now)
		switch {
		case change.after == nil:
		case r.result.Outcome == Unchanged:
			untold = append(untold, change)
		default:
			told = append(told, change)
		}
	}
	if err := s.keep(ctx, untold); err != nil {
		return err
	}
	return s.write(ctx, told)
}

// settle gives the record its outcome and returns what it changes, nothing when it changes nothing. A
// newer revision of the same content is saved, so that older ones stay stale.
func (r *record) settle(source uuid.UUID, saved *Discount, now time.Time) transition {
	var next *Discount
	if saved == nil {
		next = r.begin(source)
		next.CreatedAt, next.UpdatedAt, r.result.Outcome = now, now, Created
	} else {
		next = r.succeed(saved)
	}
	r.result.DiscountID = next.ID
	switch {
	case r.Active:
		next.EndedAt = time.Time{}
	case !next.IsEnded():
		next.EndedAt = now
	}
	switch {
	case saved == nil:
		return transition{after: next}
	case r.isStale(saved):
		r.result.Outcome = Stale
		return transition{}
	case next.grant() != saved.grant():
		next.UpdatedAt, r.result.Outcome = now, Updated
		return transition{before: saved, after: next}
	}
	r.result.Outcome = Unchanged
	if next.External.Revision == saved.External.Revision {
		return transition{}
	}
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

func externalIDs(records []*record) []string {
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.ExternalID
	}
	return ids
}
