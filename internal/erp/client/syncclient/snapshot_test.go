package syncclient_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/genproto/googleapis/rpc/errdetails"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
	"github.com/kartoteka/kartoteka/internal/erp/client/syncclient"
)

// snapshots is a server with one snapshot.
type snapshots struct {
	server

	begun     []string // request ids
	completed []*apiv1.CompleteSnapshotRequest
	token     string // that a sweep wants
	sweeping  int    // how often the run is asked after before it is done
}

const run = "01a20000-0000-7000-8000-000000000001"

func (s *snapshots) BeginSnapshot(_ context.Context, req *apiv1.BeginSnapshotRequest) (*apiv1.BeginSnapshotResponse, error) {
	s.begun = append(s.begun, req.GetRequestId())
	return &apiv1.BeginSnapshotResponse{Run: &apiv1.SyncRun{Id: run}}, nil
}

func (s *snapshots) CompleteSnapshot(_ context.Context, req *apiv1.CompleteSnapshotRequest) (*apiv1.CompleteSnapshotResponse, error) {
	s.completed = append(s.completed, req)
	if s.token != req.GetConfirmToken() {
		refusal := connect.NewError(connect.CodeFailedPrecondition, errors.New("so many"))
		detail, err := connect.NewErrorDetail(&errdetails.ErrorInfo{Reason: "SWEEP_TOO_LARGE", Metadata: map[string]string{"confirm_token": s.token}})
		if err != nil {
			return nil, err
		}
		refusal.AddDetail(detail)
		return nil, refusal
	}
	return &apiv1.CompleteSnapshotResponse{Run: s.run()}, nil
}

func (s *snapshots) GetSyncRun(context.Context, *apiv1.GetSyncRunRequest) (*apiv1.GetSyncRunResponse, error) {
	s.sweeping--
	return &apiv1.GetSyncRunResponse{Run: s.run()}, nil
}

func (s *snapshots) run() *apiv1.SyncRun {
	if s.sweeping > 0 {
		return &apiv1.SyncRun{Id: run, State: apiv1.SyncRunState_SYNC_RUN_STATE_SWEEPING}
	}
	return &apiv1.SyncRun{Id: run, State: apiv1.SyncRunState_SYNC_RUN_STATE_COMPLETED}
}

// start returns a client with batches of two, and the jobs that it has kept.
func (s *snapshots) start(t *testing.T) (*syncclient.Client, *[]syncclient.Job) {
	t.Helper()
	kept := &[]syncclient.Job{}
	client, err := syncclient.New(syncclient.Config{
		Server: serve(t, s), Key: key, BatchSize: 2,
		Report: func(syncclient.Result) {}, Retrying: func(syncclient.Retry) {},
		Saved: func(job syncclient.Job) error { *kept = append(*kept, job); return nil },
		Pause: func(context.Context, time.Duration) error { return nil },
	})
	require.NoError(t, err)
	return client, kept
}

func TestSnapshotPushesAllAndWaitsForTheSweep(t *testing.T) {
	t.Parallel()
	s := &snapshots{sweeping: 2}
	client, kept := s.start(t)
	whole := syncclient.Whole{Count: 3, Digest: "d"}
	done, err := client.Snapshot(t.Context(), newRecords(3), syncclient.NewJob(), whole, "")
	require.NoError(t, err)
	assert.Equal(t, apiv1.SyncRunState_SYNC_RUN_STATE_COMPLETED, done.GetState())
	assert.Equal(t, []int{2, 1}, sizes(&s.server))
	for _, request := range s.requests {
		assert.Equal(t, run, request.GetSnapshotRunId())
	}
	assert.EqualValues(t, 3, s.completed[0].GetCount())
	assert.Equal(t, "d", s.completed[0].GetDigest())
	id := (*kept)[0].ID
	assert.Equal(t, []syncclient.Job{{ID: id, RunID: run}, {ID: id, RunID: run, Done: 2}, {ID: id, RunID: run, Done: 3}}, *kept)
}

func TestASnapshotThatWasCutOffGoesOn(t *testing.T) {
	t.Parallel()
	s := &snapshots{server: server{failures: []error{nil, connect.NewError(connect.CodeInvalidArgument, errors.New("cut"))}}}
	client, kept := s.start(t)
	_, err := client.Snapshot(t.Context(), newRecords(5), syncclient.NewJob(), syncclient.Whole{}, "")
	require.Error(t, err)
	last := (*kept)[len(*kept)-1]
	assert.Equal(t, 2, last.Done)

	_, err = client.Snapshot(t.Context(), newRecords(5), last, syncclient.Whole{}, "")
	require.NoError(t, err)
	assert.Len(t, s.begun, 1, "the run is known")
	assert.Equal(t, []int{2, 2, 2, 1}, sizes(&s.server))
	assert.Equal(t, s.requests[1].GetRequestId(), s.requests[2].GetRequestId(), "the batch whose fate is unknown has its request id again")
	assert.Equal(t, s.requests[1].GetContractors()[0].GetExternalId(), s.requests[2].GetContractors()[0].GetExternalId())
}

func TestASweepMayWantAPersonsWord(t *testing.T) {
	t.Parallel()
	s := &snapshots{token: "yes"}
	client, kept := s.start(t)
	_, err := client.Snapshot(t.Context(), newRecords(1), syncclient.NewJob(), syncclient.Whole{}, "")
	var refusal *syncclient.Refusal
	require.ErrorAs(t, err, &refusal)
	assert.Equal(t, "SWEEP_TOO_LARGE", refusal.Reason)
	_, err = client.Snapshot(t.Context(), newRecords(1), (*kept)[len(*kept)-1], syncclient.Whole{}, refusal.Metadata["confirm_token"])
	require.NoError(t, err)
	assert.Len(t, s.requests, 1, "nothing is pushed twice")
}

func TestMeasureIsTheDigestOfTheSortedIDs(t *testing.T) {
	t.Parallel()
	var file records
	for i, id := range []string{"b", "ą", "a", "b", "skipped", "broken", "\U0001F375"} {
		file = append(file, contractorfile.Record{Number: i + 1, Contractor: &apiv1.Contractor{ExternalId: id}, Skipped: id == "skipped"})
	}
	unreadable(&file[5])
	whole, broken, err := syncclient.Measure(&file)
	require.NoError(t, err)
	assert.Equal(t, 1, broken)
	// printf 'a\nb\ną\n🍵\n' | sha256sum
	assert.Equal(t, syncclient.Whole{Count: 4, Digest: "cedb1a435bef0e876f6a582e78b8a989d2c28f2fb77baf27ac8ef63d50b43653"}, whole)
}
