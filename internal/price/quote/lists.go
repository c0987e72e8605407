package quote

import (
	"context"
	"iter"
	"maps"
	"slices"
	"sync"

	"github.com/google/uuid"
	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// The bounds of what is kept in memory.
const (
	mostListed = 1_000  // discounts of one target; of one that has more, what is asked for is kept
	mostKept   = 50_000 // parts, and the discounts in them
)

// lists keep the discounts of targets in memory. A part is used only under the version that the
// question has just read from the database, which every write of a discount raises in its own
// transaction: no process prices by what another one has changed.
type lists struct {
	store *store

	mu   sync.Mutex
	kept *simplelru.LRU[part, list]
	size int // as mostKept counts
}

// part names what is kept together: all discounts of a target, or those with one scope where it has many.
type part struct {
	target  uuid.UUID
	isWhole bool
	scope   engine.Scope // unless it is whole
}

// list is the discounts of a part that may count on a day or later, by scope. It is never changed.
type list struct {
	version int64
	since   engine.Day
	size    int
	byScope map[engine.Scope][]*engine.Discount
}

func newLists(store *store) *lists {
	l := &lists{store: store}
	l.kept, _ = simplelru.NewLRU(mostKept, func(_ part, old list) { l.size -= old.size }) // it fails for a size of 0
	return l
}

// find returns the discounts of the targets with one of the scopes. What it costs grows with the
// scopes, and not with the discounts on other products.
func (l *lists) find(ctx context.Context, since engine.Day, targets []target, wanted scopes) ([]*engine.Discount, error) {
	var found []*engine.Discount
	kept, missing := l.recall(since, targets, wanted)
	for _, one := range kept {
		found = one.on(wanted, found)
	}
	if len(missing) == 0 {
		return found, nil
	}
	read, err := l.read(ctx, since, missing)
	if err != nil {
		return nil, err
	}
	for _, one := range read {
		found = one.on(wanted, found)
	}
	return found, nil
}

// recall returns what is in memory of the targets, and names what is not.
func (l *lists) recall(since engine.Day, targets []target, wanted scopes) (kept []list, missing map[part]target) {
	missing = map[part]target{}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, t := range targets {
		for p := range t.parts(wanted) {
			if one, ok := l.kept.Get(p); ok && one.version == t.version && one.since <= since {
				kept = append(kept, one)
			} else {
				missing[p] = t
			}
		}
	}
	return kept, missing
}

// parts are those of a target that hold its discounts with one of the scopes.
func (t target) parts(wanted scopes) iter.Seq[part] {
	return func(yield func(part) bool) {
		switch {
		case t.size == 0:
		case t.size <= mostListed:
			yield(part{target: t.id, isWhole: true})
		default:
			for scope := range wanted {
				if !yield(part{target: t.id, scope: scope}) {
					return
				}
			}
		}
	}
}

// on appends the discounts with one of the scopes. It goes through what is shorter, the list or the scopes.
func (l list) on(wanted scopes, found []*engine.Discount) []*engine.Discount {
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

// read reads parts, and keeps them under the versions that were read before them. One that is newer
// than its version is read once more, and never the other way round.
func (l *lists) read(ctx context.Context, since engine.Day, missing map[part]target) (map[part]list, error) {
	discounts, err := l.ask(ctx, since, missing)
	if err != nil {
		return nil, err
	}
	read := make(map[part]list, len(missing))
	for p, t := range missing {
		read[p] = list{version: t.version, since: since, size: 1}
	}
	for _, d := range discounts {
		p := part{target: d.Target.ID, isWhole: true}
		if _, ok := read[p]; !ok {
			p = part{target: d.Target.ID, scope: d.Scope}
		}
		one, ok := read[p]
		if !ok { // only another target was to be asked for the scope
			continue
		}
		if one.byScope == nil {
			one.byScope = map[engine.Scope][]*engine.Discount{}
		}
		one.byScope[d.Scope] = append(one.byScope[d.Scope], d)
		one.size++
		read[p] = one
	}
	l.keep(read)
	return read, nil
}

// ask reads the discounts of parts, and maybe more: each of the long targets is asked for all of the scopes.
func (l *lists) ask(ctx context.Context, since engine.Day, missing map[part]target) ([]*engine.Discount, error) {
	short, long, wanted := map[uuid.UUID]bool{}, map[uuid.UUID]bool{}, scopes{}
	for p := range missing {
		if p.isWhole {
			short[p.target] = true
		} else {
			long[p.target], wanted[p.scope] = true, true
		}
	}
	var found []*engine.Discount
	if len(short) > 0 {
		read, err := l.store.ofTargets(ctx, since, slices.Collect(maps.Keys(short)))
		if err != nil {
			return nil, err
		}
		found = read
	}
	if len(long) == 0 {
		return found, nil
	}
	read, err := l.store.inScopes(ctx, since, slices.Collect(maps.Keys(long)), wanted)
	return append(found, read...), err
}

func (l *lists) keep(read map[part]list) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for p, one := range read {
		l.kept.Remove(p) // replacing does not tell what is replaced
		l.kept.Add(p, one)
		l.size += one.size
	}
	for l.size > mostKept {
		l.kept.RemoveOldest()
	}
}
