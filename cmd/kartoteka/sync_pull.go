package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/client/syncclient"
)

// pulling is what pull and watch have in common.
type pulling struct {
	toServer
	resuming

	Out        string `default:"-" placeholder:"FILE" help:"File to write changes to, at its end; - is standard output (${default})."`
	Consumer   string `default:"kartoteka-sync" placeholder:"NAME" help:"Name under which the server knows how far this reader is (${default})."`
	From       string `default:"oldest" enum:"oldest,latest" placeholder:"WHERE" help:"Where the first pull begins: oldest or latest (${default})."`
	IncludeOwn bool   `help:"Also changes that this ERP has pushed itself."`
}

type pullCommand struct{ pulling }

type watchCommand struct{ pulling }

// Run writes what changed.
func (c *pullCommand) Run(ctx context.Context, s *streams) error {
	return c.read(s, func(client *syncclient.Client, from syncclient.Changes) error { return client.Pull(ctx, from) })
}

// Run writes what changes until it is stopped.
func (c *watchCommand) Run(ctx context.Context, s *streams) error {
	return c.read(s, func(client *syncclient.Client, from syncclient.Changes) error { return client.Watch(ctx, from) })
}

func (p *pulling) read(s *streams, read func(*syncclient.Client, syncclient.Changes) error) error {
	state, err := p.open(p.Server, true)
	if err != nil {
		return notDone(err)
	}
	out, err := openLines(p.Out, s.out)
	if err != nil {
		return notDone(err)
	}
	client, err := newReader(p.toServer, s)
	if err == nil {
		err = read(client, syncclient.Changes{
			Cursor: p.cursor(state), Consumer: p.Consumer, IncludeOwn: p.IncludeOwn,
			Keep: func(changes []*apiv1.Change, next string) error {
				if err := writeLines(out, changes); err != nil {
					return err
				}
				state.Cursor = next
				return state.save()
			},
		})
	}
	return notDone(errors.Join(err, out.Close()))
}

func (p *pulling) cursor(state *syncState) string {
	switch {
	case state.Cursor != "" && !p.Restart:
		return state.Cursor
	case p.From == "latest":
		return "latest"
	default:
		return ""
	}
}

// newReader returns a client that only reads.
func newReader(to toServer, s *streams) (*syncclient.Client, error) {
	report := newReport(s, syncclient.MaxRecords, false)
	return syncclient.New(syncclient.Config{
		Server: to.Server, Key: to.Key, BatchSize: syncclient.MaxRecords, Report: report.add, Retrying: report.retry,
	})
}

// lines is where JSON lines go. What was written is on the disk once Sync has returned.
type lines interface {
	io.WriteCloser
	Sync() error
}

// openLines opens a file to write at its end. A line that was cut off is taken away: it comes again.
func openLines(name string, stdout io.Writer) (lines, error) {
	if name == "-" {
		return unsynced{stdout}, nil
	}
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	whole, err := wholeLines(file)
	if err == nil {
		err = truncate(file, whole)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("go on with %s: %w", name, err), file.Close())
	}
	return file, nil
}

// truncate cuts a file and goes on writing at its end.
func truncate(file *os.File, size int64) error {
	if err := file.Truncate(size); err != nil {
		return err
	}
	_, err := file.Seek(size, io.SeekStart)
	return err
}

// wholeLines is where the last whole line of a file ends.
func wholeLines(file *os.File) (int64, error) {
	const step = 64 << 10
	end, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, err
	}
	for end > 0 {
		begin := max(end-step, 0)
		part := make([]byte, end-begin)
		if _, err := file.ReadAt(part, begin); err != nil {
			return 0, err
		}
		if at := bytes.LastIndexByte(part, '\n'); at >= 0 {
			return begin + int64(at) + 1, nil
		}
		end = begin
	}
	return 0, nil
}

func writeLines[M proto.Message](out lines, messages []M) error {
	var text []byte
	for _, message := range messages {
		line, err := protojson.Marshal(message)
		if err != nil {
			return err
		}
		text = append(append(text, line...), '\n')
	}
	if _, err := out.Write(text); err != nil {
		return err
	}
	return out.Sync()
}

// unsynced is a stream that is no file.
type unsynced struct{ io.Writer }

// Sync implements lines.
func (unsynced) Sync() error { return nil }

// Close implements lines.
func (unsynced) Close() error { return nil }
