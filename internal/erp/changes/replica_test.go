package changes_test

import (
	"context"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/testing/protocmp"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// replica is what a client builds from the feed, by its only rule: apply what is newer.
type replica struct {
	cursor   string
	own      bool
	states   map[string]*apiv1.CustomerState
	versions map[string]int64
	applied  map[string]bool // events, each of which may count once
}

func newReplica(states map[string]*apiv1.CustomerState, cursor string) *replica {
	r := &replica{cursor: cursor, states: states, versions: map[string]int64{}, applied: map[string]bool{}}
	for id, state := range states {
		r.versions[id] = state.GetVersion()
	}
	return r
}

func (r *replica) apply(t *testing.T, change *apiv1.Change) {
	t.Helper()
	customer, state := change.GetCustomerId(), change.GetState()
	if change.GetVersion() <= r.versions[customer] {
		return
	}
	switch {
	case state != nil:
		require.GreaterOrEqual(t, state.GetVersion(), change.GetVersion(), "the state is older than the event")
		r.states[customer], r.versions[customer] = state, state.GetVersion()
	case change.GetKind() == apiv1.ChangeKind_CHANGE_KIND_DELETED:
		delete(r.states, customer)
		r.versions[customer] = change.GetVersion()
	default:
		return // it was deleted since; that comes
	}
	require.False(t, r.applied[change.GetEventId()], "an event counted twice")
	r.applied[change.GetEventId()] = true
}

// pull takes a page. A client that is killed has applied some of it and not saved the cursor.
func (r *replica) pull(b bundle, chance *rand.Rand, killed bool) (hasMore bool) {
	b.Helper()
	page := b.pull(&apiv1.PullChangesRequest{Cursor: r.cursor, Limit: 1 + chance.Int32N(9), IncludeOwn: r.own})
	changes := page.GetChanges()
	if killed {
		changes = changes[:chance.IntN(len(changes)+1)]
	}
	for _, change := range changes {
		r.apply(b.T, change)
	}
	if killed {
		return true
	}
	r.cursor = page.GetNextCursor()
	return page.GetHasMore()
}

// equals wants the replica to be what the server has.
func (r *replica) equals(b bundle) {
	b.Helper()
	want, _ := b.export(100, func() {})
	require.Empty(b, cmp.Diff(want, r.states, protocmp.Transform()))
}

// shopLife is writers that change customers of their own at random.
type shopLife struct {
	bundle

	groups []uuid.UUID
	done   chan struct{}
}

func (b bundle) live(c *scale.Case, writers, writes int, as ...context.Context) *shopLife {
	b.Helper()
	seed := c.Uint64()
	life := &shopLife{bundle: b, groups: []uuid.UUID{b.newGroup("Hurt " + uuid.NewString()), b.newGroup("VIP " + uuid.NewString())}, done: make(chan struct{})}
	var all sync.WaitGroup
	for i := range writers {
		all.Go(func() { life.write(as[i%len(as)], rand.New(rand.NewPCG(seed, uint64(i))), writes) })
	}
	go func() { all.Wait(); close(life.done) }()
	b.Cleanup(func() { <-life.done })
	return life
}

func (l *shopLife) isOver() bool {
	select {
	case <-l.done:
		return true
	default:
		return false
	}
}

func (l *shopLife) write(ctx context.Context, chance *rand.Rand, writes int) {
	var customers []uuid.UUID
	for range writes {
		if len(customers) == 0 || chance.IntN(6) == 0 {
			created, err := l.newCustomer(ctx, "Nowak")
			if l.isBroken(err) {
				return
			}
			customers = append(customers, created.ID)
			continue
		}
		i := chance.IntN(len(customers))
		deleted, err := l.change(ctx, chance, customers[i])
		if l.isBroken(err) {
			return
		}
		if deleted {
			customers = append(customers[:i], customers[i+1:]...)
		}
	}
}

// isBroken reports whether to stop: for an error, or because the test is over.
func (l *shopLife) isBroken(err error) bool {
	return l.Context().Err() != nil || !assert.NoError(l, err)
}

func (l *shopLife) change(ctx context.Context, chance *rand.Rand, c uuid.UUID) (deleted bool, err error) {
	switch chance.IntN(6) {
	case 0:
		return false, l.rename(ctx, c, "Kowalska "+uuid.NewString())
	case 1:
		return false, l.addAddress(ctx, c, "Kraków")
	case 2:
		return false, l.hire(ctx, c)
	case 3:
		return false, l.join(ctx, c, l.groups[chance.IntN(len(l.groups))])
	case 4:
		_, err := l.Customers.Block(ctx, c, "", customer.StopsOrdering, "debts")
		if fault.Is(err, "ALREADY_BLOCKED") {
			_, err = l.Customers.Unblock(ctx, c, "")
		}
		return false, err
	default:
		return true, l.Customers.Delete(ctx, c, "")
	}
}

// A client that is killed wherever it may be ends with what the server has.
func TestAReplicaSurvivesItsClient(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		c, kills, least := scale.Start(b.T, "R-13"), 0, scale.Of(1, 1000)
		life, r := b.live(c, 4, scale.Of(50, 4000), b.staff), newReplica(map[string]*apiv1.CustomerState{}, "")
		for hasMore := true; hasMore || !life.isOver() || kills < least; {
			over, killed := life.isOver(), c.IntN(2) == 0
			hasMore = r.pull(b, c.Rand, killed) || !over
			if killed {
				kills++
			}
		}
		r.equals(b)
		c.Saw("client killed %d times, equal at the end, nothing applied twice", kills)
	})
}

// Reading everything while others write, then what changed since, leads to what the server has.
func TestAnExportWhileOthersWriteConverges(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		c, runs, compared := scale.Start(t, "R-17"), scale.Of(1, 50), 0
		for run := range runs {
			t.Run(strconv.Itoa(run), func(t *testing.T) { // on a database of its own
				url := databasetest.SQLite
				if db.IsPostgres() {
					url = databasetest.Postgres
				}
				compared += setup(t, databasetest.Open(t, url(t))).exportsConverge(c)
			})
		}
		c.Saw("%d runs, %d exports while others wrote, all equal after a pull", runs, compared)
	})
}

// exportsConverge exports while others write, and returns how many exports became equal to the server by a pull.
func (b bundle) exportsConverge(c *scale.Case) int {
	b.Helper()
	for range 20 {
		b.create("Nowak")
	}
	life := b.live(c, 4, 30, b.staff, b.erp)
	replicas := []*replica{newReplica(b.export(3, func() { b.create("Wiśniewska") }))}
	for !life.isOver() {
		replicas = append(replicas, newReplica(b.export(500, func() {})))
	}
	for _, r := range replicas {
		r.own = true
		for r.pull(b, c.Rand, false) {
		}
		r.equals(b)
	}
	return len(replicas)
}

// What hangs on a customer is never older than the version that comes with it, or nobody would be
// told of the difference. A new customer has an employee;
// each write adds one thing and one to the version.
func TestAStateIsNeverOlderThanItsVersion(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		const writers, writes = 3, 45
		groups := b.newGroup("Hurt")
		var all sync.WaitGroup
		for range writers {
			c := b.create("Nowak").ID
			all.Go(func() {
				for i := range writes {
					switch {
					case i == 0:
						assert.NoError(b, b.join(b.staff, c, groups))
					case i%2 == 0:
						assert.NoError(b, b.addAddress(b.staff, c, "Kraków"))
					default:
						assert.NoError(b, b.hire(b.staff, c))
					}
				}
			})
		}
		done := make(chan struct{})
		go func() { all.Wait(); close(done) }()
		b.Cleanup(func() { <-done })
		cursor := ""
		for over := false; !over; {
			select {
			case <-done:
				over = true
			default:
			}
			page := b.pull(&apiv1.PullChangesRequest{Cursor: cursor, Limit: 20})
			cursor = page.GetNextCursor()
			over = over && !page.GetHasMore()
			for _, change := range page.GetChanges() {
				state := change.GetState()
				require.GreaterOrEqual(b, state.GetVersion(), change.GetVersion())
				things := len(state.GetAddresses()) + len(state.GetEmployees()) + len(state.GetGroups())
				require.GreaterOrEqual(b, things, int(state.GetVersion()))
			}
		}
	})
}
