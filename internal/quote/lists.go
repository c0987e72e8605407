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

// list is the discounts of one target that may count on a day or later, by scope. It is never changed.
type list struct {
	version int64
	since   pricing.Day
	size    int
	byScope map[pricing.Scope][]*pricing.Discount
}

func newLists(store *store) *lists {
	l := &lists{store: store}
	l.kept, _ = simplelru.NewLRU(mostLists, func(_ uuid.UUID, old list) { l.size -= old.size }) // it fails for a size of 0
	return l
}

// find returns the discounts of the targets with one of the scopes. What it costs grows with the
// scopes, and not with the discounts on other products.
func (l *lists) find(ctx context.Context, since pricing.Day, targets []target, wanted scopes) ([]*pricing.Discount, error) {
	var found []*pricing.Discount
	var missing []target
	var long []uuid.UUID
	for _, t := range targets {
		switch kept, ok := l.get(t, since); {
		case t.size == 0:
		case t.size > mostListed:
			long = append(long, t.id)
		case ok:
			found = kept.on(wanted, found)
		default:
			missing = append(missing, t)
		}
	}
	if len(missing) > 0 {
		read, err := l.read(ctx, since, missing)
		if err != nil {
			return nil, err
		}
		for _, one := range read {
			found = one.on(wanted, found)
		}
	}
	if len(long) == 0 {
		return found, nil
	}
	read, err := l.store.inScopes(ctx, since, long, wanted)
	return append(found, read...), err
}

// on appends the discounts with one of the scopes. It goes through what is shorter, the list or the scopes.
func (l list) on(wanted scopes, found []*pricing.Discount) []*pricing.Discount {
	if len(l.byScope) < len(wanted) {
		for scope, discounts := range l.byScope {
			if wanted[scope] {
				found = append(found, discounts...)
			}
		}
		return found
	}
	for scope := range wanted {
		found = append(found, l.byScope[scope]...)
	}
	return found
}

func (l *lists) get(t target, since pricing.Day) (list, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	kept, ok := l.kept.Get(t.id)
	return kept, ok && kept.version == t.version && kept.since <= since
}

// read reads lists, and keeps them under the versions that were read before them. One that is newer
// than its version is read once more, and never the other way round.
func (l *lists) read(ctx context.Context, since pricing.Day, targets []target) (map[uuid.UUID]list, error) {
	lists, ids := make(map[uuid.UUID]list, len(targets)), make([]uuid.UUID, len(targets))
	for i, t := range targets {
		ids[i], lists[t.id] = t.id, list{version: t.version, since: since, byScope: map[pricing.Scope][]*pricing.Discount{}}
	}
	discounts, err := l.store.ofTargets(ctx, since, ids)
	if err != nil {
		return nil, err
	}
	for _, d := range discounts {
		one := lists[d.Target.ID]
		one.byScope[d.Scope] = append(one.byScope[d.Scope], d)
		one.size++
		lists[d.Target.ID] = one
	}
	l.keep(lists)
	return lists, nil
}

func (l *lists) keep(lists map[uuid.UUID]list) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for id, one := range lists {
		l.kept.Remove(id) // replacing does not tell what is replaced
		l.kept.Add(id, one)
		l.size += one.size
	}
	for l.size > mostKept {
		l.kept.RemoveOldest()
	}
}
