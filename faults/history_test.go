package faults_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
)

// maxBatch is the most records that a push of the tests holds: small, so that faults hit between pushes, too.
const maxBatch = 40

// ledger is the ERP of a test: it makes pushes, sends them until they are answered, and remembers what
// it was told. What the answers themselves get wrong it keeps as complaints.
type ledger struct {
	batch int // most records in a push
	known int // how many contractors there are; 0 is ever more

	mu         sync.Mutex
	random     *rand.Rand
	sent       map[string]int   // the newest revision that was sent, by external id
	ids        []string         // the keys of sent, in order of invention
	told       map[string]*told // by external id
	lost       []*apiv1.PushContractorsRequest
	answered   []exchange
	records    int // acknowledged
	stale      int // of them, those that a newer revision had overtaken
	complaints []string
}

// told is what clients were told of one contractor.
type told struct {
	customer string
	newest   int                   // the newest revision that was acknowledged, whatever the outcome
	outcomes map[int]apiv1.Outcome // of the revisions that made or changed the customer
}

// exchange is a push and its answer.
type exchange struct {
	request *apiv1.PushContractorsRequest
	answer  *apiv1.PushContractorsResponse
}

func newLedger(random *rand.Rand) *ledger {
	return &ledger{batch: maxBatch, random: random, sent: map[string]int{}, told: map[string]*told{}}
}

// push sends pushes from several clients at once until ctx is done. It returns what the program must
// not answer: anything but success and what the protocol says to send again.
func (l *ledger) push(ctx context.Context, erp kartotekav1connect.ContractorSyncServiceClient, clients int) error {
	failures := make([]error, clients)
	var pushing sync.WaitGroup
	for number := range clients {
		pushing.Go(func() {
			for ctx.Err() == nil && failures[number] == nil {
				failures[number] = l.pushOnce(ctx, erp)
			}
		})
	}
	pushing.Wait()
	return errors.Join(failures...)
}

// pushOnce sends one push. One without an answer is kept, to be sent again.
func (l *ledger) pushOnce(ctx context.Context, erp kartotekav1connect.ContractorSyncServiceClient) error {
	request := l.take()
	answer, err := erp.PushContractors(ctx, request)
	if err == nil {
		l.settle(request, answer)
		return nil
	}
	l.giveBack(request)
	if !isWorthAnother(err) {
		return err
	}
	pause(ctx, 5*time.Millisecond)
	return nil
}

// take returns a push whose answer was lost, or a new one.
func (l *ledger) take() *apiv1.PushContractorsRequest {
	l.mu.Lock()
	defer l.mu.Unlock()
	if last := len(l.lost) - 1; last >= 0 {
		request := l.lost[last]
		l.lost = l.lost[:last]
		return request
	}
	return l.invent(1 + l.random.IntN(l.batch))
}

// invent makes a push of contractors that are new or have a new revision, each once.
func (l *ledger) invent(size int) *apiv1.PushContractorsRequest {
	batch := map[string]int{}
	for range size {
		id := l.pick()
		if batch[id] > 0 {
			continue
		}
		l.sent[id]++
		batch[id] = l.sent[id]
	}
	request := &apiv1.PushContractorsRequest{RequestId: uuid.NewString()}
	for _, id := range slices.Sorted(maps.Keys(batch)) {
		request.Contractors = append(request.Contractors, contractor(id, batch[id]))
	}
	return request
}

// pick returns a contractor that is new, or one in three times, or once there are enough, a known one.
func (l *ledger) pick() string {
	isEnough := l.known > 0 && len(l.ids) >= l.known
	if isEnough || len(l.ids) > 0 && l.random.IntN(3) == 0 {
		return l.ids[l.random.IntN(len(l.ids))]
	}
	id := fmt.Sprintf("K%06d", len(l.ids)+1)
	l.ids = append(l.ids, id)
	return id
}

// contractor is what the ERP knows of a contractor at a revision: everything follows from the two, so
// that what is saved shows which revision it is.
func contractor(id string, revision int) *apiv1.Contractor {
	return &apiv1.Contractor{
		ExternalId: id, SourceRevision: revisionText(revision), Kind: apiv1.CustomerKind_CUSTOMER_KIND_COMPANY.Enum(),
		Name: proto.String(nameOf(id, revision)), Email: proto.String(id + "@shop.example"),
		Active: proto.Bool(isActive(revision)), Groups: []string{"Hurt"},
	}
}

func revisionText(revision int) string { return fmt.Sprintf("%08d", revision) }

func nameOf(id string, revision int) string {
	return fmt.Sprintf("Company %s %s", id, revisionText(revision))
}

// isActive says that every fourth revision deactivates the contractor and the next one activates it again.
func isActive(revision int) bool { return revision%4 != 3 }

// giveBack keeps a push that was not answered.
func (l *ledger) giveBack(request *apiv1.PushContractorsRequest) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lost = append(l.lost, request)
}

// settle notes the answer to a push.
func (l *ledger) settle(request *apiv1.PushContractorsRequest, answer *apiv1.PushContractorsResponse) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.answered = append(l.answered, exchange{request, answer})
	if len(answer.GetResults()) != len(request.GetContractors()) {
		l.complain("push %s: answered for %d of %d records", request.GetRequestId(), len(answer.GetResults()), len(request.GetContractors()))
		return
	}
	for i, result := range answer.GetResults() {
		l.note(request.GetContractors()[i], result)
	}
}

// note remembers the result of one record.
func (l *ledger) note(pushed *apiv1.Contractor, result *apiv1.ContractorResult) {
	id, revision := pushed.GetExternalId(), revisionOf(pushed.GetSourceRevision())
	if result.GetExternalId() != id {
		l.complain("contractor %s: answered for %s", id, result.GetExternalId())
		return
	}
	known := l.told[id]
	if known == nil {
		known = &told{customer: result.GetCustomerId(), outcomes: map[int]apiv1.Outcome{}}
		l.told[id] = known
	}
	if known.customer != result.GetCustomerId() {
		l.complain("contractor %s: became another customer at revision %d", id, revision)
	}
	switch outcome := result.GetOutcome(); outcome {
	case apiv1.Outcome_OUTCOME_CREATED, apiv1.Outcome_OUTCOME_UPDATED:
		known.outcomes[revision] = outcome
	case apiv1.Outcome_OUTCOME_STALE:
		l.stale++
	default:
		l.complain("contractor %s: revision %d was answered with %s", id, revision, outcome)
		return
	}
	l.records++
	known.newest = max(known.newest, revision)
}

func revisionOf(text string) int {
	var revision int
	_, _ = fmt.Sscanf(text, "%d", &revision)
	return revision
}

func (l *ledger) complain(format string, arguments ...any) {
	l.complaints = append(l.complaints, fmt.Sprintf(format, arguments...))
}

// acknowledged returns how many records were acknowledged so far.
func (l *ledger) acknowledged() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.records
}

// pushes returns how many pushes were answered so far.
func (l *ledger) pushes() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.answered)
}

// overtaken returns how many records a newer revision had overtaken so far.
func (l *ledger) overtaken() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.stale
}

// worthAnother are the codes that the protocol says to send again, and those by which a client names
// an answer that broke off.
var worthAnother = []connect.Code{
	connect.CodeUnavailable, connect.CodeAborted, connect.CodeDeadlineExceeded, connect.CodeCanceled, connect.CodeUnknown,
}

// isWorthAnother reports whether the same request is to be sent again.
func isWorthAnother(err error) bool { return slices.Contains(worthAnother, connect.CodeOf(err)) }

// pause waits as a client does between two attempts.
func pause(ctx context.Context, wait time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(wait):
	}
}

// patience is how long the tests wait for what must come sooner.
const patience = 30 * time.Second

// awaitMore returns once that many more records are acknowledged than at the call.
func (l *ledger) awaitMore(t *testing.T, more int) {
	t.Helper()
	before := l.acknowledged()
	require.Eventually(t, func() bool { return l.acknowledged() >= before+more }, patience, 2*time.Millisecond, "nothing is acknowledged any more")
}
