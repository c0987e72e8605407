package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/client/syncclient"
)

// shownAbsent is how many of those that would be blocked are listed.
const shownAbsent = 20

type snapshotCommand struct {
	toServer
	fromFile
	inBatches
	resuming

	Confirm         string `placeholder:"TOKEN" help:"Agree to the blocking that the command before has asked about."`
	AllowUnreadable bool   `help:"Take the snapshot although records of the file cannot be read; their contractors are blocked."`
}

// Run pushes the file as a whole snapshot.
func (c *snapshotCommand) Run(ctx context.Context, s *streams) error {
	report := newReport(s, c.Batch, c.Verbose)
	state, err := c.open(c.Server, c.File != "-")
	if err != nil {
		return notDone(err)
	}
	client, err := syncclient.New(syncclient.Config{
		Server: c.Server, Key: c.Key, BatchSize: c.Batch,
		Report: report.add, Retrying: report.retry, Saved: state.saving(&state.Snapshot),
	})
	if err != nil {
		return notDone(err)
	}
	input, err := openInput(c.File, s.in)
	if err != nil {
		return notDone(err)
	}
	defer input.Close()
	digest := newDigest()
	records := &counter{Reader: c.reader(io.TeeReader(input, digest))}
	whole, err := c.measure(records)
	if err != nil {
		return notDone(c.located(err))
	}
	if _, err := input.Seek(0, io.SeekStart); err != nil {
		return notDone(fmt.Errorf("read %s again: %w", c.File, err))
	}
	job := state.resume(&state.Snapshot, digest.text(c.Batch), c.Restart)
	report.start(job.Done, records.count)
	run, err := client.Snapshot(ctx, c.reader(input), job, whole, c.Confirm)
	report.finish(false)
	if err != nil {
		return c.unfinished(ctx, s, client, state, err)
	}
	state.Snapshot = nil
	if err := state.save(); err != nil {
		return notDone(err)
	}
	tellSwept(s.out, run)
	return report.verdict()
}

// measure reads the file once and refuses one that would block whom it cannot name.
func (c *snapshotCommand) measure(records *counter) (syncclient.Whole, error) {
	whole, unreadable, err := syncclient.Measure(records)
	if err == nil && unreadable > 0 && !c.AllowUnreadable {
		err = fmt.Errorf("%d of %d records cannot be read, and a snapshot without them would block them; mend the file, or say --allow-unreadable", unreadable, records.count)
	}
	return whole, err
}

// unfinished tells a sweep that wants a person's word from what went wrong.
func (c *snapshotCommand) unfinished(ctx context.Context, s *streams, client *syncclient.Client, state *syncState, err error) error {
	var refusal *syncclient.Refusal
	if !errors.As(err, &refusal) || refusal.Reason != "SWEEP_TOO_LARGE" {
		return notDone(c.located(err))
	}
	fmt.Fprintf(s.out, "The snapshot is without %s of %s contractors, who would be blocked:\n",
		printable(refusal.Metadata["absent_count"]), printable(refusal.Metadata["known_count"]))
	if state.Snapshot != nil {
		absent, err := client.Absent(ctx, state.Snapshot.RunID, shownAbsent)
		if err != nil {
			return notDone(err)
		}
		for _, contractor := range absent {
			fmt.Fprintf(s.out, "  %s  %s\n", printable(contractor.GetExternalId()), printable(contractor.GetCode()))
		}
	}
	return &exitError{status: statusUnconfirmed, err: fmt.Errorf("a person must agree, in the admin or by --confirm %s", printable(refusal.Metadata["confirm_token"]))}
}

func tellSwept(out io.Writer, run *apiv1.SyncRun) {
	progress := run.GetSnapshot()
	fmt.Fprintf(out, "Snapshot %s: %d contractors, %d absent, %d blocked.\n", printable(run.GetId()),
		progress.GetReceivedCount(), progress.GetAbsentCount(), progress.GetBlockedCount())
}
