package syncclient

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"time"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
)

// sweepPause is how often the client asks for a running sweep.
const sweepPause = time.Second

// Whole describes a whole snapshot: the number of contractors, and the digest of their external ids.
type Whole struct {
	Count  int64
	Digest string
}

// Measure reads a whole file and describes it as a snapshot. It also returns the number of unreadable
// records: they would be missing from the snapshot, and their contractors would be blocked.
func Measure(file contractorfile.Reader) (whole Whole, unreadable int, err error) {
	var ids []string
	for {
		record, err := file.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Whole{}, unreadable, err
		}
		switch {
		case record.IsSendable():
			ids = append(ids, record.Contractor.GetExternalId())
		case !record.Skipped:
			unreadable++
		}
	}
	slices.Sort(ids) // by the bytes of UTF-8
	ids = slices.Compact(ids)
	digest := sha256.New()
	for _, id := range ids {
		_, _ = io.WriteString(digest, id+"\n") // a hash never fails
	}
	return Whole{Count: int64(len(ids)), Digest: hex.EncodeToString(digest.Sum(nil))}, unreadable, nil
}

// Snapshot pushes all contractors and lets the server block the absent ones. If they are so many that a
// person must agree, it refuses with SWEEP_TOO_LARGE and a token. Called again with the token, it
// resumes the job.
func (c *Client) Snapshot(ctx context.Context, file contractorfile.Reader, job Job, whole Whole, confirm string) (*apiv1.SyncRun, error) {
	job, err := c.beginSnapshot(ctx, job)
	if err != nil {
		return nil, err
	}
	if job, err = c.push(ctx, file, job); err != nil {
		return nil, err
	}
	response, err := call(ctx, c, &apiv1.CompleteSnapshotRequest{
		RunId: job.RunID, Count: whole.Count, Digest: whole.Digest, ConfirmToken: confirm,
	}, c.rpc.CompleteSnapshot)
	if err != nil {
		return nil, err
	}
	return c.awaitSweep(ctx, response.GetRun())
}

func (c *Client) beginSnapshot(ctx context.Context, job Job) (Job, error) {
	if job.RunID != "" {
		return job, nil
	}
	response, err := call(ctx, c, &apiv1.BeginSnapshotRequest{RequestId: job.requestID("begin")}, c.rpc.BeginSnapshot)
	if err != nil {
		return job, err
	}
	job.RunID = response.GetRun().GetId()
	return job, c.save(job)
}

// awaitSweep waits until the sweep is done.
func (c *Client) awaitSweep(ctx context.Context, run *apiv1.SyncRun) (*apiv1.SyncRun, error) {
	for run.GetState() == apiv1.SyncRunState_SYNC_RUN_STATE_SWEEPING {
		if err := c.config.Pause(ctx, sweepPause); err != nil {
			return run, err
		}
		response, err := call(ctx, c, &apiv1.GetSyncRunRequest{RunId: run.GetId()}, c.rpc.GetSyncRun)
		if err != nil {
			return run, err
		}
		run = response.GetRun()
	}
	return run, nil
}

// Absent returns the first contractors that a snapshot would block.
func (c *Client) Absent(ctx context.Context, runID string, most int32) ([]*apiv1.AbsentContractor, error) {
	response, err := call(ctx, c, &apiv1.ListAbsentContractorsRequest{RunId: runID, PageSize: most}, c.rpc.ListAbsentContractors)
	if err != nil {
		return nil, err
	}
	return response.GetContractors(), nil
}
