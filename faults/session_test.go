package faults_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// Machines of an ERP that does not know of revisions take the session from one another, over a line that
// delays, doubles and cuts: once a session is over, nothing of it comes through any more, and within one
// everything comes in order.
func TestSessionsFenceOffWhatIsLate(t *testing.T) {
	t.Parallel()
	onEach(t, "R-9", func(t *testing.T, c *scale.Case, database string) {
		sessions := scale.Of(15, 600)
		key := makeKey(t, database)
		server := serve(t, database)
		way := newLine(t, server, c.Stream(1), shuffle)
		fleet := &fleet{erp: way.erp(key), left: sessions, acked: map[string]int64{}}
		var working sync.WaitGroup
		for machine := range 3 {
			lengths := c.Stream(10 + machine)
			working.Go(func() { fleet.work(t.Context(), func() int64 { return 1 + lengths.Int64N(8) }) })
		}
		working.Wait()
		require.NoError(t, fleet.failure)
		assert.Empty(t, fleet.audit(t, database))
		c.Saw("%d sessions, %d taken away in between, nothing late came through", sessions, fleet.superseded)
	})
}

// fleet is the machines together.
type fleet struct {
	erp kartotekav1connect.ContractorSyncServiceClient

	mu         sync.Mutex
	left       int              // sessions to be opened
	acked      map[string]int64 // the last acknowledged push, by session
	superseded int
	failure    error
}

// contractorsOfSessions are pushed by every push.
var contractorsOfSessions = []string{"A", "B", "C"}

// work opens one session after another and pushes in it until it has done enough or is superseded.
func (f *fleet) work(ctx context.Context, length func() int64) {
	for f.takeOne() {
		var session string
		f.insist(ctx, func() error {
			opened, err := f.erp.OpenSession(ctx, &apiv1.OpenSessionRequest{})
			session = opened.GetSessionId()
			return err
		})
		last := length()
		for seq := int64(1); seq <= last && f.pushIn(ctx, session, seq); seq++ {
			f.note(session, seq)
		}
	}
}

// pushIn reports whether the session still holds.
func (f *fleet) pushIn(ctx context.Context, session string, seq int64) bool {
	request := &apiv1.PushContractorsRequest{RequestId: uuid.NewString(), SessionId: session, SessionSeq: seq}
	for _, id := range contractorsOfSessions {
		request.Contractors = append(request.Contractors, &apiv1.Contractor{
			ExternalId: id, Kind: apiv1.CustomerKind_CUSTOMER_KIND_COMPANY.Enum(), Name: proto.String(fmt.Sprintf("%s %d", session, seq)),
		})
	}
	holds := true
	f.insist(ctx, func() error {
		_, err := f.erp.PushContractors(ctx, request)
		if reasonOf(err) == "SESSION_SUPERSEDED" {
			holds = false
			f.lose()
			return nil
		}
		return err
	})
	return holds
}

// insist calls until there is an answer; one that is not to be sent again ends the work.
func (f *fleet) insist(ctx context.Context, call func() error) {
	for ctx.Err() == nil {
		err := call()
		if err == nil {
			return
		}
		if !isWorthAnother(err) {
			f.mu.Lock()
			f.failure, f.left = errors.Join(f.failure, err), 0
			f.mu.Unlock()
			return
		}
	}
}

// takeOne reports whether there is a session left to open: so many, and more until one was taken away and
// a push of one was acknowledged.
func (f *fleet) takeOne() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left--
	return f.failure == nil && (f.left >= 0 || f.superseded == 0 || len(f.acked) == 0)
}

func (f *fleet) lose() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.superseded++
}

func (f *fleet) note(session string, seq int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.acked[session] = seq
}

// audit follows the names of each contractor through its history: sessions one after another, each with
// its pushes from the first on, and all that was acknowledged.
func (f *fleet) audit(t *testing.T, database string) findings {
	t.Helper()
	var found findings
	is := readState(t, databasetest.Open(t, database))
	is.auditFeed(&found)
	for _, id := range contractorsOfSessions {
		session, seq, last := "", int64(0), map[string]int64{}
		for _, entry := range is.history[is.identities[id][0].CustomerID] {
			for _, change := range entry.Changes {
				if change.Field != "name" {
					continue
				}
				inSession, number, _ := strings.Cut(historyText(change.New), " ")
				if inSession != session {
					_, again := last[inSession]
					found.expect(!again, "contractor %s: session %s came through after it was over", id, inSession)
					session, seq = inSession, 0
				}
				seq++
				found.expect(number == fmt.Sprint(seq), "contractor %s: push %s stands where push %d belongs", id, number, seq)
				last[inSession] = seq
			}
		}
		for _, acked := range slices.Sorted(maps.Keys(f.acked)) {
			found.expect(last[acked] >= f.acked[acked], "contractor %s: push %d of session %s was acknowledged and is not there", id, f.acked[acked], acked)
		}
	}
	return found
}
