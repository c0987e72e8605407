package operation

import (
	"context"
	"fmt"
	"maps"
	"strconv"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// Action is one kind of work with the parameters of one operation: its exported fields, which are kept
// as JSON and hold no personal data.
type Action interface {
	Kind() Kind
	// Plan counts what would become of the items. It writes nothing.
	Plan(ctx context.Context) (Plan, error)
	// Next returns the items behind a position, in the order of their positions, and none at the end. It
	// may take its time: it runs outside the transaction in which the items are processed.
	Next(ctx context.Context, after string, limit int) ([]Item, error)
	// Apply processes items, which it reads anew, in the transaction of ctx, and returns one outcome for
	// each. Where it returns a refusal, the items are processed one by one, and only those that are
	// refused then have failed.
	Apply(ctx context.Context, items []uuid.UUID) ([]Outcome, error)
}

// Undoer is an Action that has an inverse.
type Undoer interface {
	// Undo is Apply for items that an operation has changed. It skips those that somebody has changed since.
	Undo(ctx context.Context, items []uuid.UUID) ([]Outcome, error)
}

// Ender is an Action that is told of the end of its operation.
type Ender interface {
	// Ended runs in the transaction that ends the operation.
	Ended(ctx context.Context, state State) error
}

// Kind is what all operations of a kind share.
type Kind struct {
	Name       string // in snake_case
	Permission auth.Permission
	// ChangedOnly keeps the outcomes of items that changed, and of no others.
	ChangedOnly bool
}

// Item is something that an action processes.
type Item struct {
	ID       uuid.UUID
	Position string // where the search for further items goes on behind it
}

// Result is what became of an item.
type Result string

// The results, as the table keeps them.
const (
	Changed    Result = "changed"
	Unchanged  Result = "unchanged" // it was so already
	Skipped    Result = "skipped"
	ItemFailed Result = "failed"
)

// Outcome is the result of one item, with the reason where it was skipped or failed.
type Outcome struct {
	ItemID uuid.UUID `json:"itemId"`
	Result Result    `json:"result"`
	Reason string    `json:"reason,omitempty"`

	id int64 // of its row; only in what was read
}

// Plan foresees what an operation will do.
type Plan struct {
	Change    int64            `json:"change"`
	Unchanged int64            `json:"unchanged,omitempty"`
	Skipped   map[string]int64 `json:"skipped,omitempty"` // by reason
	Samples   []Outcome        `json:"samples,omitempty"`
}

// Total is how many items there are.
func (p Plan) Total() int64 {
	total := p.Change + p.Unchanged
	for _, count := range p.Skipped {
		total += count
	}
	return total
}

// equal compares the counts.
func (p Plan) equal(other Plan) bool {
	return p.Change == other.Change && p.Unchanged == other.Unchanged && maps.Equal(p.Skipped, other.Skipped)
}

// undoing is the inverse of an action, on the items that an operation has changed.
type undoing struct {
	Action

	inverse Undoer
	store   *store
	undoes  uuid.UUID
}

// Kind implements Action: whoever undoes wants to see what was not.
func (u *undoing) Kind() Kind {
	kind := u.Action.Kind()
	kind.ChangedOnly = false
	return kind
}

// Next implements Action.
func (u *undoing) Next(ctx context.Context, after string, limit int) ([]Item, error) {
	position, err := strconv.ParseInt("0"+after, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("read position %q: %w", after, err)
	}
	outcomes, err := u.store.listOutcomes(ctx, u.undoes, Changed, position, limit)
	items := make([]Item, len(outcomes))
	for i, outcome := range outcomes {
		items[i] = Item{outcome.ItemID, strconv.FormatInt(outcome.id, 10)}
	}
	return items, err
}

// Apply implements Action.
func (u *undoing) Apply(ctx context.Context, items []uuid.UUID) ([]Outcome, error) {
	return u.inverse.Undo(ctx, items)
}
