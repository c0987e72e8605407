package faults_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/server"
)

const (
	// soakVariable sets how long the soak lasts, such as 10m.
	soakVariable = "FAULTS_SOAK"
	// soaked is how many contractors the soak goes on changing.
	soaked = 2_000
	// maxSlope is by how much memory may grow, in MiB an hour.
	maxSlope = 1.0
	// samples is how often memory is looked at, and windows are the parts of the span of which the least
	// counts. Page caches fill and are emptied by every write, by many times what an hour's leak would be:
	// only what is there when they are empty tells a leak from them.
	samples, windows = 14_400, 60
	// tidy makes the program collect its garbage early, for the same reason.
	tidy = "GOGC=10"
)

// The same work over and over takes no more memory with time.
func TestASoakTakesNoMoreMemory(t *testing.T) {
	t.Parallel()
	onEach(t, "R-46", func(t *testing.T, c *scale.Case, database string) {
		running := newProgram(t, database, nil, []string{tidy})
		running.start()
		life := newSoak(t, c, running, database)
		life.rush(t.Context())
		span := soakSpan(t)
		ctx, cancel := lasting(t, span)
		defer cancel()
		life.live(ctx)
		var resident []float64
		began := time.Now()
		for ctx.Err() == nil {
			resident = append(resident, float64(residentMemory(life.pid())))
			pause(ctx, span/samples)
		}
		life.ended.Wait()
		least := leastOf(resident, windows)
		slope := growthOf(least, time.Since(began))
		c.Saw("%s, %d calls, memory %.0f MiB in the middle, %.0f at the end, at most %d MiB", span, life.calls.Load(),
			meanOf(part(least, 5, 10)), meanOf(part(least, 9, 10)), peakMemory(life.pid()))
		assert.LessOrEqual(t, peakMemory(life.pid()), maxUnderAttack)
		if span >= time.Hour { // before, it is the noise that grows
			c.Saw("%.1f MiB/h", slope)
			assert.LessOrEqual(t, slope, maxSlope)
		}
	})
}

// lasting returns a context that ends after the span and has no deadline: the server would be told of
// one, and end calls a moment before it.
func lasting(t *testing.T, span time.Duration) (context.Context, context.CancelFunc) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(span, cancel)
	return ctx, cancel
}

func soakSpan(t *testing.T) time.Duration {
	t.Helper()
	if asked := os.Getenv(soakVariable); asked != "" {
		span, err := time.ParseDuration(asked)
		require.NoError(t, err)
		return span
	}
	return time.Duration(scale.Of(2, 3600)) * time.Second
}

// part is one of some parts of the figures, counted from 0.
func part(figures []float64, number, parts int) []float64 {
	return figures[number*len(figures)/parts : (number+1)*len(figures)/parts]
}

// leastOf are the least figures of the windows; those that have none are left out.
func leastOf(figures []float64, windows int) []float64 {
	var least []float64
	for number := range windows {
		if window := part(figures, number, windows); len(window) > 0 {
			least = append(least, slices.Min(window))
		}
	}
	return least
}

func meanOf(figures []float64) float64 {
	var sum float64
	for _, figure := range figures {
		sum += figure
	}
	return sum / float64(len(figures))
}

// growthOf is the growth an hour of figures that span the time. The first tenth does not count: the
// program itself is still being read from its file.
func growthOf(figures []float64, span time.Duration) float64 {
	return slopeOf(figures[len(figures)/10:]) * float64(len(figures)) / span.Hours()
}

// slopeOf is the growth from one figure to the next, by least squares.
func slopeOf(figures []float64) float64 {
	n := float64(len(figures))
	var sumX, sumY, sumXY, sumXX float64
	for i, y := range figures {
		x := float64(i)
		sumX, sumY, sumXY, sumXX = sumX+x, sumY+y, sumXY+x*y, sumXX+x*x
	}
	return (n*sumXY - sumX*sumY) / max(1, n*sumXX-sumX*sumX)
}

// A leak is seen below caches that fill and are emptied, by ten times as much as it takes in the hour.
func TestTheSoakTellsALeakFromCaches(t *testing.T) {
	t.Parallel()
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 0))
		growth := func(leak float64) float64 {
			resident := make([]float64, samples)
			for i := range resident {
				resident[i] = 86 + leak*float64(i)/samples + 25*random.Float64()
			}
			return growthOf(leastOf(resident, windows), time.Hour)
		}
		assert.LessOrEqual(t, growth(0), maxSlope, seed)
		assert.Greater(t, growth(2), maxSlope, seed)
	}
}

// Once clients are gone, so is every goroutine that served them. It runs alone: goroutines are those
// of the whole test process, in which the server is for once.
func TestClientsLeaveNoGoroutine(t *testing.T) {
	for name, url := range map[string]func(testing.TB) string{"sqlite": databasetest.SQLite, "postgres": databasetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			c := scale.Start(t, "R-46")
			database := url(t)
			within := serveWithin(t, database)
			life := newSoak(t, c, within, database)
			visit := func() {
				ctx, cancel := lasting(t, time.Duration(scale.Of(500, 60_000))*time.Millisecond)
				defer cancel()
				life.live(ctx)
				life.ended.Wait()
				life.leave()
			}
			visit() // pools are filled and caches made
			before := settled()
			visit()
			const spare = 5 // a timer or a job of the background at that moment
			isLeft := func() bool {
				life.leave() // a connection may have been made for a call that was over by then
				return goroutines() <= before+spare
			}
			require.Eventually(t, isLeft, patience, 20*time.Millisecond, "%d goroutines before", before)
			c.Saw("%d calls, %d goroutines before and %d afterwards", life.calls.Load(), before, goroutines())
		})
	}
}

// settled is the number of goroutines once it falls no further.
func settled() int {
	count := goroutines()
	for range 20 {
		time.Sleep(10 * time.Millisecond) // a goroutine that ends tells nobody
		count = min(count, goroutines())
	}
	return count
}

// goroutines counts those that are not of the job queue: it starts some once it has been elected to,
// seconds after the server, whoever calls.
func goroutines() (count int) {
	stacks := make([]byte, 8<<20)
	for stack := range strings.SplitSeq(string(stacks[:runtime.Stack(stacks, true)]), "\n\n") {
		if !strings.Contains(stack, "riverqueue/river") {
			count++
		}
	}
	return count
}

// serveWithin runs the server inside the test process.
func serveWithin(t *testing.T, database string) *program {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := listener.Addr().String()
	settings := config.Serve{Database: config.Database{Database: database}, Listen: address, Reflection: config.ReflectionAuthenticated}
	within, err := server.New(t.Context(), settings, zerolog.Nop())
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- within.Run(ctx, listener) }()
	t.Cleanup(func() {
		cancel()
		require.NoError(t, <-ended)
		require.NoError(t, within.Close())
	})
	p := &program{t: t}
	p.address.Store(&address)
	return p
}

// soak is the everyday life of a registry: pushes, pulls, lists and lookups.
type soak struct {
	*program

	c         *scale.Case
	erp       kartotekav1connect.ContractorSyncServiceClient
	watching  kartotekav1connect.ContractorSyncServiceClient
	customers kartotekav1connect.CustomerServiceClient
	leave     func() // closes the clients' connections
	ended     sync.WaitGroup
	calls     atomic.Int64
	revision  atomic.Int64
}

func newSoak(t *testing.T, c *scale.Case, p *program, database string) *soak {
	t.Helper()
	key, reading := makeKey(t, database), makeKeyOf(t, database, "read")
	calling, streaming := p.reach(), p.reachHTTP2()
	return &soak{
		program: p, c: c,
		erp:       kartotekav1connect.NewContractorSyncServiceClient(calling, programURL, withKey(key)),
		watching:  streamsOver(streaming, key),
		customers: kartotekav1connect.NewCustomerServiceClient(calling, programURL, withKey(reading)),
		leave:     func() { calling.CloseIdleConnections(); streaming.CloseIdleConnections() },
	}
}

// breath is how long the soak rests between two calls.
const breath = 10 * time.Millisecond

// live does a bit of everything until ctx is done.
func (s *soak) live(ctx context.Context) {
	for number, work := range []func(ctx context.Context, random *rand.Rand) error{s.push, s.push, s.pull, s.list, s.watch} {
		random := s.c.Stream(number)
		s.ended.Go(func() {
			for ctx.Err() == nil {
				if err := work(ctx, random); ctx.Err() == nil {
					assert.NoError(s.t, err)
				}
				s.calls.Add(1)
				pause(ctx, breath)
			}
		})
	}
}

// rush makes the database as large as years make it, and lets many clients read at once: connections are
// opened and caches filled then, and not as the database grows or when some clients of the hour happen to meet.
func (s *soak) rush(ctx context.Context) {
	const mostPushed = 500
	for first := 0; first < scale.Of(mostPushed, 100*soaked); first += mostPushed {
		assert.NoError(s.t, s.pushFrom(ctx, first, mostPushed))
	}
	var rushing sync.WaitGroup
	for range scale.Of(2, 16) {
		rushing.Go(func() {
			request := &apiv1.PullChangesRequest{Limit: 200, IncludeOwn: true}
			for hasMore, pages := true, 0; hasMore && pages < 50; pages++ {
				page, err := s.erp.PullChanges(ctx, request)
				if !assert.NoError(s.t, err) {
					return
				}
				request.Cursor, hasMore = page.GetNextCursor(), page.GetHasMore()
			}
		})
	}
	rushing.Wait()
}

func (s *soak) push(ctx context.Context, random *rand.Rand) error {
	return s.pushFrom(ctx, random.IntN(soaked), 1+random.IntN(20))
}

// pushFrom pushes a new revision of so many contractors.
func (s *soak) pushFrom(ctx context.Context, first, count int) error {
	request := &apiv1.PushContractorsRequest{RequestId: uuid.NewString()}
	for number := range count {
		request.Contractors = append(request.Contractors,
			contractor(fmt.Sprintf("S%06d", (first+number)%soaked), int(s.revision.Add(1))))
	}
	_, err := s.erp.PushContractors(ctx, request)
	return err
}

func (s *soak) pull(ctx context.Context, _ *rand.Rand) error {
	_, err := s.erp.PullChanges(ctx, &apiv1.PullChangesRequest{Limit: 200, IncludeOwn: true})
	return err
}

func (s *soak) list(ctx context.Context, random *rand.Rand) error {
	page, err := s.customers.ListCustomers(ctx, &apiv1.ListCustomersRequest{
		Filter: &apiv1.CustomerFilter{Query: fmt.Sprintf("S%03d", random.IntN(soaked/10))},
	})
	if err != nil || len(page.GetCustomers()) == 0 {
		return err
	}
	_, err = s.customers.GetCustomer(ctx, &apiv1.GetCustomerRequest{Id: page.GetCustomers()[0].GetId()})
	return err
}

// watch opens a stream, reads a page and goes.
func (s *soak) watch(ctx context.Context, _ *rand.Rand) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := s.watching.WatchChanges(ctx, &apiv1.WatchChangesRequest{Limit: 50, IncludeOwn: true})
	if err != nil {
		return err
	}
	defer stream.Close()
	if stream.Receive() {
		return nil
	}
	return stream.Err()
}
