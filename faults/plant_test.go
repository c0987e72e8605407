package faults_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// The harness is worth what it can see: each fault that is planted here, into the database or on the
// line, must be found by the checker that guards the promise it breaks. The same trials without a plant
// must find nothing.
func TestPlantedFaultsAreCaught(t *testing.T) {
	t.Parallel()
	databases := map[string]func(testing.TB) string{"sqlite": databasetest.SQLite, "postgres": databasetest.Postgres}
	for name, fresh := range databases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for number, p := range planted {
				if !isTriedOn(name, number) {
					continue
				}
				t.Run(p.name, func(t *testing.T) {
					c := scale.Start(t, "R-47")
					found := p.trial(t, c, fresh(t), p)
					require.NotEmpty(t, found, "the planted fault was not seen")
					assert.Contains(t, strings.Join(found, "\n"), p.says)
					c.Saw("caught: “%s”", p.says)
				})
			}
		})
	}
}

func TestTrialsWithoutAPlantFindNothing(t *testing.T) {
	t.Parallel()
	onEach(t, "R-47", func(t *testing.T, c *scale.Case, database string) {
		kind, _, _ := strings.Cut(database, ":")
		trials := 0
		for number, trial := range []trial{pushTrial, pullTrial, snapshotTrial, blockTrial} {
			if isTriedOn(kind, number) {
				assert.Empty(t, trial(t, c, another(t, database), plant{}))
				trials++
			}
		}
		c.Saw("%d trials without a plant, nothing found", trials)
	})
}

// isTriedOn reports whether the trial is made on that kind of database: the small size makes each on one.
func isTriedOn(kind string, number int) bool {
	return scale.IsFull() || (number%2 == 0) == (kind == "sqlite")
}

// another returns a fresh database of the same kind.
func another(t *testing.T, like string) string {
	t.Helper()
	if strings.HasPrefix(like, "sqlite:") {
		return databasetest.SQLite(t)
	}
	return databasetest.Postgres(t)
}

// plant is a fault that the test itself makes.
type plant struct {
	name   string
	trial  trial
	line   func(*line, *call) *reply           // what the line does; it delivers when nil
	before func(t *testing.T, db *database.DB) // done to the database before the load
	after  func(t *testing.T, db *database.DB) // done to it afterwards
	says   string                              // a part of what must be found
}

// trial puts a load on a program with the plant and returns what the checker finds.
type trial func(t *testing.T, c *scale.Case, url string, p plant) findings

// stand is the program of a trial.
type stand struct {
	db     *database.DB
	server *program
	way    *line
	key    string
}

// stand starts the program with the plant in its place.
func (p plant) stand(t *testing.T, c *scale.Case, url string) *stand {
	t.Helper()
	s := &stand{db: databasetest.Open(t, url), key: makeKey(t, url), server: serve(t, url)}
	if p.before != nil {
		p.before(t, s.db)
	}
	misbehave := p.line
	if misbehave == nil {
		misbehave = deliver
	}
	s.way = newLine(t, s.server, c.Stream(1), misbehave)
	return s
}

func (p plant) finish(t *testing.T, s *stand) {
	t.Helper()
	if p.after != nil {
		p.after(t, s.db)
	}
}

// pushesOfATrial is how many pushes the checkers need to have something to look at.
const pushesOfATrial = 40

// pushTrial is an ERP that pushes.
func pushTrial(t *testing.T, c *scale.Case, url string, p plant) findings {
	t.Helper()
	s, erp := p.stand(t, c, url), newLedger(c.Stream(0))
	erp.batch, erp.known = 8, 60
	s.push(t, erp)
	p.finish(t, s)
	return erp.audit(t, s.db, s.server.erp(s.key))
}

func (s *stand) push(t *testing.T, erp *ledger) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	client := s.way.erp(s.key)
	var pushing sync.WaitGroup
	for range 2 {
		pushing.Go(func() {
			for erp.pushes() < pushesOfATrial && ctx.Err() == nil {
				if !assert.NoError(t, erp.pushOnce(ctx, client)) {
					return
				}
			}
		})
	}
	pushing.Wait()
	require.NoError(t, erp.settleAll(ctx, client))
}

// pullTrial is an ERP that pulls what another one pushed.
func pullTrial(t *testing.T, c *scale.Case, url string, p plant) findings {
	t.Helper()
	s, erp := p.stand(t, c, url), newLedger(c.Stream(0))
	erp.batch = 8
	s.push(t, erp)
	p.finish(t, s)
	reader := &consumer{erp: s.way.erp(s.key), random: c.Stream(2), states: map[string]*apiv1.CustomerState{}}
	return reader.audit(t, s.server.erp(s.key))
}

// snapshotTrial is a snapshot.
func snapshotTrial(t *testing.T, c *scale.Case, url string, p plant) findings {
	t.Helper()
	s, census := p.stand(t, c, url), newCensus(0, 60)
	census.take(t, s.way.erp(s.key), 20)
	p.finish(t, s)
	return census.audit(t, url)
}

// blockTrial is staff and ERP blocking and activating one contractor, one after another.
func blockTrial(t *testing.T, c *scale.Case, url string, p plant) findings {
	t.Helper()
	s := p.stand(t, c, url)
	shop := &shop{
		server: s.server, erp: s.way.erp(s.key), random: c.Stream(2), begun: time.Now(),
		staff: s.server.customers(makeKeyOf(t, url, "write,read,admin")),
	}
	w := &watched{id: "L"}
	w.customer = shop.create(t, w.id)
	for _, asked := range []operation{
		{kind: blocks},
		{kind: pushes, revision: 2},
		{kind: reads},
		{kind: pushes, revision: 3, active: true},
		{kind: reads},
		{kind: pushes, revision: 2},
		{kind: reads},
		{kind: unblocks},
		{kind: reads},
	} {
		shop.ask(t.Context(), w, 0, asked)
	}
	p.finish(t, s)
	var found findings
	if verdict := judge(w.operations); verdict != porcupine.Ok {
		found.add("contractor %s: %s: %v", w.id, verdict, w.operations)
	}
	return found
}

// A PostgreSQL that is set to acknowledge before it writes loses what was acknowledged when it crashes.
func TestAHastyPostgresIsCaught(t *testing.T) {
	t.Parallel()
	c := scale.Start(t, "R-47")
	cluster := newCluster(t, "synchronous_commit=off", "wal_writer_delay=10000", "wal_writer_flush_after=1GB", "bgwriter_lru_maxpages=0")
	erp, key := newLedger(c.Stream(0)), makeKey(t, cluster.URL())
	server := serve(t, cluster.URL())
	erp.batch = 3
	for range pushesOfATrial {
		require.NoError(t, erp.pushOnce(t.Context(), server.erp(key)))
	}
	cluster.Stop()
	require.NoError(t, cluster.Start())
	found := erp.audit(t, databasetest.Open(t, cluster.URL()), server.erp(key))
	require.NotEmpty(t, found, "a PostgreSQL without synchronous commits lost nothing, or nobody saw it")
	c.Saw("a PostgreSQL that acknowledges before it writes, caught by %d findings", len(found))
}
