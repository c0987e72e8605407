package quote

import (
	"context"
	"sync"

	"github.com/google/uuid"
	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/kartoteka/kartoteka/internal/pricing"
)

// The bounds of what is kept in memory.
const (
	mostListed = 1_000  // discounts of one target; beyond, they are asked for by scope
	mostKept   = 50_000 // discounts in all lists together
	mostLists  = 20_000 // of which many are short
)

// lists keep the discounts of targets in memory. A list is used only under the version that the
// question has just read from the database, which every write of a discount raises in its own
// transaction: no process prices by what another one has changed.
type lists struct {
	store *store

	mu   sync.Mutex
	kept *simplelru.LRU[uuid.UUID, list]
	size int // discounts in all lists
}

// list is the discounts of one target that were not ended. It is never changed.
type list struct {
	version   int64
	discounts []*pricing.Discount
}

func newLists(store *store) *lists {
	l := &lists{store: store}
	l.kept, _ = simplelru.NewLRU(mostLists, func(_ uuid.UUID, old list) { l.size -= len(old.discounts) }) // it fails for a size of 0
	return l
}

// find returns the discounts of the targets with one of the scopes.
func (l *lists) find(ctx context.Context, targets []target, scopes []pricing.Scope) ([]*pricing.Discount, error) {
	wanted := make(map[pricing.Scope]bool, len(scopes))
	for _, scope := range scopes {
		wanted[scope] = true
	}
	var found []*pricing.Discount
	take := func(discounts []*pricing.Discount) {
		for _, d := range discounts {
			if wanted[d.Scope] {
				found = append(found, d)
			}
		}
	}
	var missing, long []uuid.UUID
	versions := map[uuid.UUID]int64{}
	for _, t := range targets {
		switch kept, ok := l.get(t); {
		case t.size == 0:
		case t.size > mostListed:
			long = append(long, t.id)
		case ok:
			take(kept)
		default:
			missing = append(missing, t.id)
			versions[t.id] = t.version
		}
	}
	if len(missing) > 0 {
		read, err := l.store.ofTargets(ctx, missing)
		if err != nil {
			return nil, err
		}
		l.keep(versions, read)
		take(read)
	}
	if len(long) > 0 {
		read, err := l.store.inScopes(ctx, long, scopes)
		if err != nil {
			return nil, err
		}
		take(read)
	}
	return found, nil
}

func (l *lists) get(t target) ([]*pricing.Discount, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	kept, ok := l.kept.Get(t.id)
	return kept.discounts, ok && kept.version == t.version
}

// keep keeps lists under the versions that were read before them. One that is newer than its version
// is read once more, and never the other way round.
func (l *lists) keep(versions map[uuid.UUID]int64, discounts []*pricing.Discount) {
	byTarget := make(map[uuid.UUID][]*pricing.Discount, len(versions))
	for _, d := range discounts {
		byTarget[d.Target.ID] = append(byTarget[d.Target.ID], d)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for id, version := range versions {
		l.kept.Remove(id) // replacing does not tell what is replaced
		l.kept.Add(id, list{version: version, discounts: byTarget[id]})
		l.size += len(byTarget[id])
	}
	for l.size > mostKept {
		l.kept.RemoveOldest()
	}
}
