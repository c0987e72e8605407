package faults_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/genproto/googleapis/rpc/errdetails"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// A snapshot through a server that is killed again and again blocks exactly those that are absent, each once.
func TestASnapshotUnderKillsBlocksExactlyTheAbsent(t *testing.T) {
	t.Parallel()
	onEach(t, "R-18, R-19", func(t *testing.T, c *scale.Case, database string) {
		rounds, kills := scale.Of(1, 60), 0
		key := makeKey(t, database)
		server := serve(t, database)
		for round := range rounds {
			census := newCensus(round, 300)
			stop := killNowAndThen(t, c, server, &kills)
			census.take(t, server.erp(key), 40)
			stop()
			assert.Empty(t, census.audit(t, database))
		}
		c.Saw("%d snapshots of 300 contractors, %d kills meanwhile, exactly the absent blocked", rounds, kills)
	})
}

// killNowAndThen kills the server at random and starts it again, until the test says stop.
func killNowAndThen(t *testing.T, c *scale.Case, server *program, kills *int) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			pause(ctx, time.Duration(100+c.IntN(500))*time.Millisecond)
			if ctx.Err() != nil {
				return
			}
			server.kill()
			if !assert.NoError(t, server.tryStart()) {
				return
			}
			*kills++
		}
	}()
	return func() { cancel(); <-done }
}

// census is a snapshot: who is known before, who is still there and who is absent.
type census struct {
	present, absent []string
}

// newCensus is of so many contractors, every sixth of whom is absent.
func newCensus(round, size int) *census {
	s := &census{}
	for n := range size {
		id := fmt.Sprintf("S%d-%04d", round, n)
		if n%6 == 3 {
			s.absent = append(s.absent, id)
		} else {
			s.present = append(s.present, id)
		}
	}
	return s
}

// take pushes everybody, then a snapshot of those who are there, and returns once it is swept.
func (s *census) take(t *testing.T, erp kartotekav1connect.ContractorSyncServiceClient, batch int) {
	t.Helper()
	s.push(t, erp, "", batch, slices.Concat(s.present, s.absent))
	var begun *apiv1.BeginSnapshotResponse
	request := uuid.NewString()
	insist(t, func() (err error) {
		begun, err = erp.BeginSnapshot(t.Context(), &apiv1.BeginSnapshotRequest{RequestId: request})
		return err
	})
	id := begun.GetRun().GetId()
	s.push(t, erp, id, batch, s.present)
	complete := &apiv1.CompleteSnapshotRequest{RunId: id, Count: int64(len(s.present)), Digest: digestOf(s.present)}
	insist(t, func() error {
		_, err := erp.CompleteSnapshot(t.Context(), complete)
		if token := confirmToken(err); token != "" { // a person agrees
			complete.ConfirmToken = token
			_, err = erp.CompleteSnapshot(t.Context(), complete)
		}
		return err
	})
	require.Eventually(t, func() bool {
		got, err := erp.GetSyncRun(t.Context(), &apiv1.GetSyncRunRequest{RunId: id})
		return err == nil && got.GetRun().GetState() == apiv1.SyncRunState_SYNC_RUN_STATE_COMPLETED
	}, 2*patience, 10*time.Millisecond, "the sweep does not end")
}

func (s *census) push(t *testing.T, erp kartotekav1connect.ContractorSyncServiceClient, run string, batch int, ids []string) {
	t.Helper()
	for some := range slices.Chunk(ids, batch) {
		request := &apiv1.PushContractorsRequest{RequestId: uuid.NewString(), SnapshotRunId: run}
		for _, id := range some {
			request.Contractors = append(request.Contractors, contractor(id, 1))
		}
		insist(t, func() error {
			_, err := erp.PushContractors(t.Context(), request)
			return err
		})
	}
}

// audit looks for those who are blocked wrongly, not blocked, or told of more than once.
func (s *census) audit(t *testing.T, url string) findings {
	t.Helper()
	var found findings
	is := readState(t, databasetest.Open(t, url))
	is.auditFeed(&found)
	for _, id := range s.present {
		found.expect(!isBlockedByERP(is.customers[is.identities[id][0].CustomerID]), "contractor %s: is there, and blocked", id)
	}
	for _, id := range s.absent {
		customer := is.identities[id][0].CustomerID
		found.expect(isBlockedByERP(is.customers[customer]), "contractor %s: is absent, and not blocked", id)
		entries, events := 0, 0
		for _, entry := range is.history[customer] {
			if entry.Action == "CUSTOMER_BLOCKED" {
				entries++
			}
		}
		for _, event := range is.events[customer] {
			if event.Kind == "block" {
				events++
			}
		}
		found.expect(entries == 1 && events == 1, "contractor %s: its block stands in history %d times, in the feed %d times", id, entries, events)
	}
	return found
}

// insist calls until there is an answer; one that is not to be sent again fails the test.
func insist(t *testing.T, call func() error) {
	t.Helper()
	for err := call(); err != nil; err = call() {
		require.True(t, isWorthAnother(err), err)
		pause(t.Context(), 5*time.Millisecond)
		require.NoError(t, t.Context().Err())
	}
}

// digestOf is the digest of a snapshot, from what the API says of it.
func digestOf(ids []string) string {
	digest := sha256.New()
	for _, id := range slices.Sorted(slices.Values(ids)) {
		fmt.Fprintln(digest, id)
	}
	return hex.EncodeToString(digest.Sum(nil))
}

// confirmToken is the token by which a sweep that is too large is agreed to.
func confirmToken(err error) string {
	var refusal *connect.Error
	if reasonOf(err) != "SWEEP_TOO_LARGE" || !errors.As(err, &refusal) {
		return ""
	}
	for _, detail := range refusal.Details() {
		if value, err := detail.Value(); err == nil {
			if info, ok := value.(*errdetails.ErrorInfo); ok {
				return info.GetMetadata()["confirm_token"]
			}
		}
	}
	return ""
}
