package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/kartoteka/kartoteka/internal/contractorfile"
	"github.com/kartoteka/kartoteka/internal/fault"
	"github.com/kartoteka/kartoteka/internal/optima"
	"github.com/kartoteka/kartoteka/internal/pushclient"
)

// syncCommand is the ERP's side of the sync, for an ERP that writes files.
type syncCommand struct {
	Push pushCommand `cmd:"" help:"Push the contractors of a file to a server. Exits with 1 when records were not accepted, with 2 when the push did not go through."`
}

type pushCommand struct {
	Server  string `required:"" placeholder:"URL" env:"KARTOTEKA_SERVER" help:"Server to push to, such as https://registry.example."`
	Key     string `required:"" placeholder:"KEY" env:"KARTOTEKA_KEY" help:"API key with the scope sync. Other users of the machine see flags; the variable they do not."`
	Format  string `required:"" enum:"optima,jsonl" placeholder:"FORMAT" help:"Format of the file: optima (Comarch ERP Optima XML) or jsonl (a contractor in JSON on every line)."`
	DryRun  bool   `help:"Show what a push would do, record by record, without doing it."`
	Batch   int    `default:"500" placeholder:"N" help:"Records in one request, 1 to 500."`
	Verbose bool   `short:"v" help:"List records that did not change too."`
	File    string `arg:"" help:"File to push, or - for standard input."`
}

// Run pushes the file. It reads it twice: once to its end, so that a file which breaks
// off or is none sends nothing at all, and once to send it.
func (c *pushCommand) Run(ctx context.Context, s *streams) error {
	report := newReport(s, c.Batch, c.Verbose)
	client, err := pushclient.New(pushclient.Config{
		Server: c.Server, Key: c.Key, DryRun: c.DryRun, BatchSize: c.Batch,
		Report: report.add, Retrying: report.retry,
	})
	if err != nil {
		return notPushed(err)
	}
	input, err := openInput(c.File, s.in)
	if err != nil {
		return notPushed(err)
	}
	defer input.Close()
	total, err := countRecords(c.reader(input))
	if err != nil {
		return notPushed(c.located(err))
	}
	if _, err := input.Seek(0, io.SeekStart); err != nil {
		return notPushed(fmt.Errorf("read %s again: %w", c.File, err))
	}
	report.start(total)
	err = client.Push(ctx, c.reader(input))
	report.finish(c.DryRun)
	switch {
	case err != nil:
		return notPushed(c.located(err))
	case report.refused() > 0:
		return &exitError{status: 1, err: fmt.Errorf("%d of %d records were not accepted", report.refused(), total)}
	}
	return nil
}

func (c *pushCommand) reader(input io.Reader) contractorfile.Reader {
	if c.Format == "jsonl" {
		return contractorfile.NewJSONLines(input)
	}
	return optima.NewReader(input)
}

// located names the file, and the line if the error is about one.
func (c *pushCommand) located(err error) error {
	refusal, isFault := fault.As(err)
	if !isFault {
		return err
	}
	name := c.File
	if name == "-" {
		name = stdinName
	}
	if line := contractorfile.Line(refusal); line > 0 {
		return fmt.Errorf("%s, line %d: %w", name, line, err)
	}
	return fmt.Errorf("%s: %w", name, err)
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

// exitError ends the program with a status of its own.
type exitError struct {
	status int
	err    error
}

// Error implements error.
func (e *exitError) Error() string { return e.err.Error() }

// Unwrap returns what went wrong.
func (e *exitError) Unwrap() error { return e.err }

// ExitCode is the status that the program ends with.
func (e *exitError) ExitCode() int { return e.status }

func notPushed(err error) error { return &exitError{status: 2, err: err} }
