package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
	"github.com/kartoteka/kartoteka/internal/erp/client/optima"
	"github.com/kartoteka/kartoteka/internal/erp/client/syncclient"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// syncCommand is the ERP's side of the sync, for an ERP that reads and writes files.
type syncCommand struct {
	Push     pushCommand     `cmd:"" help:"Push the contractors of a file. Exits with 1 when records were not accepted, with 2 when the push did not go through; run it again, and it goes on where it stopped."`
	Snapshot snapshotCommand `cmd:"" help:"Push all contractors that there are; those that the file is without are blocked. Exits with 3 when so many would be blocked that a person must agree."`
	Pull     pullCommand     `cmd:"" help:"Write what changed since the last pull, a change in JSON on every line."`
	Watch    watchCommand    `cmd:"" help:"Pull, and go on writing changes as they come."`
	Export   exportCommand   `cmd:"" help:"Write all customers, one in JSON on every line; the next pull goes on from there."`
	Verify   verifyCommand   `cmd:"" help:"Compare a file with what the server has of it. Exits with 1 when they differ."`
}

// toServer are the flags that say where the server is.
type toServer struct {
	Server string `required:"" placeholder:"URL" env:"KARTOTEKA_SERVER" help:"Server to sync with, such as https://registry.example."`
	Key    string `required:"" placeholder:"KEY" env:"KARTOTEKA_KEY" help:"API key with the scope sync. Other users of the machine see flags; the variable they do not."`
}

// fromFile are the flags that say what file of contractors to read.
type fromFile struct {
	Format string `required:"" enum:"optima,jsonl" placeholder:"FORMAT" help:"Format of the file: optima (Comarch ERP Optima XML) or jsonl (a contractor in JSON on every line)."`
	ID     string `name:"id" default:"id_zrodla" enum:"id_zrodla,akronim" placeholder:"ELEMENT" help:"What is the external id in an optima file: id_zrodla, or akronim where the writer has no other; never change it later (${default})."`
	File   string `arg:"" help:"File to read, or - for standard input."`
}

// inBatches are the flags of commands that push.
type inBatches struct {
	Batch   int  `default:"500" placeholder:"N" help:"Records in one request, 1 to 500."`
	Verbose bool `short:"v" help:"List records that did not change too."`
}

func (f *fromFile) reader(input io.Reader) contractorfile.Reader {
	if f.Format == "jsonl" {
		return contractorfile.NewJSONLines(input)
	}
	reader := optima.NewReader(input)
	if f.ID == "akronim" {
		return reader.ByCode()
	}
	return reader
}

// located names the file, and the line if the error is about one.
func (f *fromFile) located(err error) error {
	refusal, isFault := fault.As(err)
	if !isFault {
		return err
	}
	name := f.File
	if name == "-" {
		name = stdinName
	}
	if line := contractorfile.Line(refusal); line > 0 {
		return fmt.Errorf("%s, line %d: %w", name, line, err)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// The statuses of sync commands.
const (
	statusDiffers     = 1 // records were not accepted, or the sides differ
	statusNotDone     = 2 // the command did not go through
	statusUnconfirmed = 3 // a person must agree first
)

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

// notDone ends the program because the command did not go through; nil passes.
func notDone(err error) error {
	if err == nil {
		return nil
	}
	return &exitError{status: statusNotDone, err: advise(err)}
}

// advice is what to do about refusals that only another command mends.
var advice = map[string]string{
	"CURSOR_EXPIRED":       "run kartoteka sync export, and pull again",
	"CURSOR_EPOCH_CHANGED": "run kartoteka sync export, and pull again",
	"CURSOR_MISMATCH":      "run kartoteka sync export, and pull again",
	"SNAPSHOT_OPEN":        "another snapshot is open: wait for it, or cancel it in the admin",
	"SNAPSHOT_CLOSED":      "the snapshot was ended: run the command again with --restart",
	"SNAPSHOT_NOT_FOUND":   "the snapshot is gone: run the command again with --restart",
}

func advise(err error) error {
	var refusal *syncclient.Refusal
	if errors.As(err, &refusal) && advice[refusal.Reason] != "" {
		return fmt.Errorf("%w\n  %s", err, advice[refusal.Reason])
	}
	return err
}
