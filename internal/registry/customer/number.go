package customer

import (
	"context"
	"sync"

	"github.com/kartoteka/kartoteka/internal/platform/database"
)

const (
	// firstSerial is the first customer's number.
	firstSerial = 100_001
	// serialBlock is how many numbers a process takes from the database at once. Those that it has
	// not used when it ends are lost: numbers are unique and never reused, not gap-free (CUST-2).
	serialBlock = 100
)

// Numbers hands out the serials that customer numbers are made of.
type Numbers struct {
	store *store

	mu         sync.Mutex
	next, last int64
}

// NewNumbers returns the numbers kept in the database. A program has one of it.
func NewNumbers(db *database.DB) *Numbers {
	return &Numbers{store: newStore(db), next: 1, last: 0}
}

// Take returns the first of count consecutive serials that nobody else gets. It must be called
// before the transaction that uses them: a serial taken back by a rollback would be handed out twice.
func (n *Numbers) Take(ctx context.Context, count int64) (int64, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.last-n.next+1 < count {
		size := max(serialBlock, count)
		last, err := n.store.reserveSerials(ctx, size)
		if err != nil {
			return 0, err
		}
		n.next, n.last = last-size+1, last
	}
	first := n.next
	n.next += count
	return first, nil
}
