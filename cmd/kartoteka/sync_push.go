package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
	"github.com/kartoteka/kartoteka/internal/erp/client/syncclient"
)

type pushCommand struct {
	toServer
	fromFile
	inBatches
	resuming

	DryRun bool `help:"Show what a push would do, value by value, without doing it."`
}

// Run pushes the file. It reads it twice: once to its end, so that a file which breaks
// off or is none sends nothing at all, and once to send it.
func (c *pushCommand) Run(ctx context.Context, s *streams) error {
	report := newReport(s, c.Batch, c.Verbose)
	state, err := c.open(c.Server, !c.DryRun && c.File != "-")
	if err != nil {
		return notDone(err)
	}
	client, err := syncclient.New(syncclient.Config{
		Server: c.Server, Key: c.Key, DryRun: c.DryRun, BatchSize: c.Batch,
		Report: report.add, Retrying: report.retry, Saved: state.saving(&state.Push),
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
	total, err := countRecords(c.reader(io.TeeReader(input, digest)))
	if err != nil {
		return notDone(c.located(err))
	}
	if _, err := input.Seek(0, io.SeekStart); err != nil {
		return notDone(fmt.Errorf("read %s again: %w", c.File, err))
	}
	job := state.resume(&state.Push, digest.text(c.Batch), c.Restart)
	report.start(job.Done, total)
	err = client.Push(ctx, c.reader(input), job)
	report.finish(c.DryRun)
	if err != nil {
		return notDone(c.located(err))
	}
	state.Push = nil
	if err := state.save(); err != nil {
		return notDone(err)
	}
	return report.verdict()
}

func countRecords(file contractorfile.Reader) (int, error) {
	for count := 0; ; count++ {
		if _, err := file.Next(); errors.Is(err, io.EOF) {
			return count, nil
		} else if err != nil {
			return count, err
		}
	}
}
