package customer

import (
	"cmp"
	"context"
	"slices"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
)

// Edit is a change of one customer, with what history and feed tell besides its own fields.
type Edit struct {
	Before *Customer // nil for a new customer
	After  *Customer // nil for one that is deleted

	Action         string         // what history calls it; empty lets the change itself decide
	Notes          []audit.Change // what the entry tells besides the fields, such as a reason that staff gave
	Belongings     []string       // what changed of what belongs to the customer: "addresses", "employees", "groupIds", "code"
	Entries        []audit.Entry  // what history tells of that
	SourceRevision string         // of the ERP's record that caused the change

	changes []audit.Change
}

// Commit is the one door through which customers change, whoever asks: staff, an ERP, an import or an
// operation on many. It saves the customers, one statement for all that are new and one for all that
// changed, and writes what comes with a change: derived columns, versions and times, history, change feed.
// An edit that changes nothing writes nothing.
//
// Rules and permissions are the caller's. It needs a transaction, and returns database.ErrRaced where
// somebody else was faster, which begins the transaction again.
func (s *Service) Commit(ctx context.Context, edits ...Edit) error {
	edits = slices.Clone(edits)
	for i := range edits {
		edits[i].compare()
	}
	edits = slices.DeleteFunc(edits, func(e Edit) bool { return !e.isChange() })
	if len(edits) == 0 {
		return nil
	}
	if err := s.saveEdits(ctx, edits); err != nil {
		return err
	}
	events, entries := make([]feed.Event, len(edits)), make([]audit.Entry, 0, len(edits))
	for i := range edits {
		events[i] = edits[i].event()
		entries = append(entries, edits[i].entries()...)
	}
	s.Feed.Append(ctx, events...)
	return s.History.Record(ctx, entries...)
}

// saveEdits writes the rows. What comes of it stands in each After.
func (s *Service) saveEdits(ctx context.Context, edits []Edit) error {
	var created []*Customer
	var changed []database.Revision[*Customer]
	now := s.Clock.Now()
	for i := range edits {
		e := &edits[i]
		switch {
		case e.After == nil:
			if err := table.Delete(ctx, s.DB, e.Before); err != nil {
				return err
			}
		case e.Before == nil:
			created = append(created, e.After)
		default:
			e.After.UpdatedAt = now
			changed = append(changed, database.Revision[*Customer]{Before: e.Before, After: e.After})
		}
	}
	if err := s.number(ctx, created); err != nil {
		return err
	}
	if err := s.store.insert(ctx, created); err != nil {
		return err
	}
	return s.store.update(ctx, changed...)
}

// number gives new customers that have no number yet the next ones.
func (s *Service) number(ctx context.Context, created []*Customer) error {
	created = slices.DeleteFunc(slices.Clone(created), func(c *Customer) bool { return c.Serial != 0 })
	if len(created) == 0 {
		return nil
	}
	last, err := s.store.addSerials(ctx, int64(len(created)))
	for i, c := range created {
		c.Serial = last - int64(len(created)-1-i)
	}
	return err
}

// compare finds what differs of the customer's own fields.
func (e *Edit) compare() {
	if e.After != nil {
		e.changes = Diff(e.Before, e.After)
	}
}

func (e *Edit) isChange() bool {
	return e.Before == nil || e.After == nil || len(e.Belongings)+len(e.changes) > 0
}

// event is what the change feed tells.
func (e *Edit) event() feed.Event {
	if e.After == nil {
		return feed.Event{CustomerID: e.Before.ID, Version: e.Before.Version + 1, Kind: feed.Deleted, SourceRevision: e.SourceRevision}
	}
	kind := feed.Upsert
	if e.blocks() {
		kind = feed.Block
	}
	return feed.Event{
		CustomerID: e.After.ID, Version: e.After.Version, Kind: kind,
		ChangedFields: append(audit.Names(e.changes), e.Belongings...), SourceRevision: e.SourceRevision,
	}
}

// blocks reports whether the change adds a block.
func (e *Edit) blocks() bool {
	before := 0
	if e.Before != nil {
		before = len(e.Before.Blocks)
	}
	return e.After != nil && len(e.After.Blocks) > before
}

// entries are what history tells: of the customer itself, where it changed, and of its belongings.
func (e *Edit) entries() []audit.Entry {
	changes := append(slices.Clone(e.changes), e.Notes...)
	if len(changes) == 0 && e.After != nil {
		return e.Entries
	}
	id := cmp.Or(e.Before, e.After).ID
	own := audit.Entry{CustomerID: id, SubjectID: id, Action: e.action(), Changes: changes}
	return append([]audit.Entry{own}, e.Entries...)
}

func (e *Edit) action() string {
	switch {
	case e.Action != "":
		return e.Action
	case e.Before == nil:
		return "CUSTOMER_CREATED"
	case e.After == nil:
		return "CUSTOMER_DELETED"
	case !slices.Equal(audit.Names(e.changes), []string{"blocks"}):
		return "CUSTOMER_UPDATED"
	case e.blocks():
		return "CUSTOMER_BLOCKED"
	default:
		return "CUSTOMER_UNBLOCKED"
	}
}
