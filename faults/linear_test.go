package faults_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
)

const (
	watchedAtOnce = 10 // contractors of a round, each with a history of its own
	watchers      = 3  // clients of each contractor
	asks          = 7  // operations of each client
)

// To whoever uses a contractor, it is one thing that changes at moments: revisions, blocks by the ERP
// and blocks by staff never get lost or mixed up, whoever is killed meanwhile and whatever reply is cut.
func TestEveryContractorIsLinearizable(t *testing.T) {
	t.Parallel()
	onEach(t, "R-8", func(t *testing.T, c *scale.Case, database string) {
		rounds := scale.Of(1, 50)
		shop := newShop(t, c, database, cutFew)
		var found findings
		operations, open := 0, 0
		for round := range rounds {
			for _, history := range shop.round(t, round) {
				operations += len(history.operations)
				open += history.open
				verdict := judge(history.operations)
				found.expect(verdict == porcupine.Ok, "contractor %s: %s: %v", history.id, verdict, history.operations)
			}
		}
		assert.Empty(t, found)
		c.Saw("%d histories, %d operations, %d of them without an answer, %d kills, all linearizable",
			rounds*watchedAtOnce, operations, open, rounds)
	})
}

// shop is a program with both kinds of clients: an ERP that pushes and staff that block.
type shop struct {
	server *program
	erp    kartotekav1connect.ContractorSyncServiceClient
	staff  kartotekav1connect.CustomerServiceClient
	random *rand.Rand
	begun  time.Time
}

func newShop(t *testing.T, c *scale.Case, database string, misbehave func(*line, *call) *reply) *shop {
	t.Helper()
	erpKey, staffKey := makeKey(t, database), makeKeyOf(t, database, "write,read,admin")
	server := serve(t, database)
	way := newLine(t, server, c.Stream(1), misbehave)
	return &shop{
		server: server, erp: way.erp(erpKey), random: c.Stream(2), begun: time.Now(),
		staff: kartotekav1connect.NewCustomerServiceClient(way.Client(), way.URL, withKey(staffKey)),
	}
}

// watched is one contractor with its history.
type watched struct {
	id, customer string

	mu         sync.Mutex
	revision   int // the newest that was sent
	operations []porcupine.Operation
	open       int // operations without an answer
}

// round makes contractors, lets clients at them, kills the program once in between and returns the histories.
func (s *shop) round(t *testing.T, round int) []*watched {
	t.Helper()
	histories := make([]*watched, watchedAtOnce)
	var working sync.WaitGroup
	for n := range histories {
		w := &watched{id: fmt.Sprintf("L%d-%d", round, n), revision: 1}
		w.customer = s.create(t, w.id)
		histories[n] = w
		for client := range watchers {
			random := rand.New(rand.NewPCG(s.random.Uint64(), 0))
			working.Go(func() {
				for range asks {
					s.ask(t.Context(), w, client, w.choose(random))
				}
			})
		}
	}
	done := make(chan struct{})
	go func() { working.Wait(); close(done) }()
	pause(t.Context(), time.Duration(s.random.IntN(400))*time.Millisecond)
	s.server.kill()
	s.server.start()
	<-done
	return histories
}

// create pushes the first revision, again and again until it is answered.
func (s *shop) create(t *testing.T, id string) string {
	t.Helper()
	request := &apiv1.PushContractorsRequest{RequestId: uuid.NewString(), Contractors: []*apiv1.Contractor{contractor(id, 1)}}
	for {
		answer, err := s.erp.PushContractors(t.Context(), request)
		if err == nil {
			return answer.GetResults()[0].GetCustomerId()
		}
		require.True(t, isWorthAnother(err), err)
	}
}

func (w *watched) choose(random *rand.Rand) operation {
	switch random.IntN(8) {
	case 0, 1, 2:
		w.mu.Lock()
		defer w.mu.Unlock()
		w.revision++
		return operation{kind: pushes, revision: w.revision, active: random.IntN(2) == 0}
	case 3:
		return operation{kind: blocks}
	case 4:
		return operation{kind: unblocks}
	default:
		return operation{kind: reads}
	}
}

// ask does one operation and notes it. One without an answer ends with the history.
func (s *shop) ask(ctx context.Context, w *watched, client int, asked operation) {
	called := time.Since(s.begun)
	told := s.do(ctx, w, asked)
	answered := time.Since(s.begun).Nanoseconds()
	w.mu.Lock()
	defer w.mu.Unlock()
	if told.unknown {
		if asked.kind == reads {
			return
		}
		w.open++
		answered = math.MaxInt64
	}
	w.operations = append(w.operations, porcupine.Operation{
		ClientId: client, Input: asked, Call: called.Nanoseconds(), Output: told, Return: answered,
	})
}

func (s *shop) do(ctx context.Context, w *watched, asked operation) outcome {
	switch asked.kind {
	case pushes:
		return s.push(ctx, w.id, asked)
	case blocks:
		_, err := s.staff.BlockCustomer(ctx, &apiv1.BlockCustomerRequest{Id: w.customer})
		return said(err)
	case unblocks:
		_, err := s.staff.UnblockCustomer(ctx, &apiv1.UnblockCustomerRequest{Id: w.customer})
		return said(err)
	default:
		answer, err := s.staff.GetCustomer(ctx, &apiv1.GetCustomerRequest{Id: w.customer})
		if err != nil {
			return said(err)
		}
		return outcome{read: standingOf(answer.GetCustomer())}
	}
}

// push sends a revision up to three times with the same request id.
func (s *shop) push(ctx context.Context, id string, asked operation) outcome {
	pushed := contractor(id, asked.revision)
	pushed.Active = &asked.active
	request := &apiv1.PushContractorsRequest{RequestId: uuid.NewString(), Contractors: []*apiv1.Contractor{pushed}}
	var told outcome
	for range 3 {
		answer, err := s.erp.PushContractors(ctx, request)
		if err == nil {
			return outcome{said: answer.GetResults()[0].GetOutcome().String()}
		}
		told = said(err)
		pause(ctx, 10*time.Millisecond)
	}
	return told
}

// said is what a refusal tells; nothing after a success.
func said(err error) outcome {
	if err != nil && isWorthAnother(err) {
		return outcome{unknown: true}
	}
	if reason := reasonOf(err); reason != "" || err == nil {
		return outcome{said: reason}
	}
	return outcome{said: err.Error()}
}

func standingOf(c *apiv1.Customer) standing {
	s := standing{revision: revisionInName(c.GetName())}
	for _, block := range c.GetBlocks() {
		switch {
		case block.GetSource() == apiv1.BlockSource_BLOCK_SOURCE_STAFF:
			s.staff = true
		case strings.HasPrefix(block.GetSourceSystem(), "ERP"):
			s.byERP = true
		}
	}
	return s
}
