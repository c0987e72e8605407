package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/client/syncclient"
)

type exportCommand struct {
	toServer
	resuming

	Out string `required:"" placeholder:"FILE" help:"File to write all customers to."`
}

// Run writes all customers.
func (c *exportCommand) Run(ctx context.Context, s *streams) error {
	state, err := c.open(c.Server, true)
	if err != nil {
		return notDone(err)
	}
	if state.Export == nil || c.Restart {
		state.Export = &exportState{}
	}
	file, err := os.OpenFile(c.Out, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return notDone(err)
	}
	written, err := c.write(ctx, s, file, state)
	if err := errors.Join(err, file.Close()); err != nil {
		return notDone(err)
	}
	fmt.Fprintf(s.err, "%d customers written.\n", written)
	return nil
}

func (c *exportCommand) write(ctx context.Context, s *streams, file *os.File, state *syncState) (written int, err error) {
	client, err := newReader(c.toServer, s)
	if err != nil {
		return 0, err
	}
	// What was written after the state was kept comes again.
	if err := truncate(file, state.Export.Size); err != nil {
		return 0, fmt.Errorf("go on with %s: %w", c.Out, err)
	}
	done, err := client.Export(ctx, state.Export.Export, func(customers []*apiv1.CustomerState, next syncclient.Export) error {
		if err := writeLines(file, customers); err != nil {
			return err
		}
		written += len(customers)
		size, err := file.Seek(0, 1)
		if err != nil {
			return err
		}
		state.Export = &exportState{Export: next, Size: size}
		return state.save()
	})
	if err != nil {
		return written, err
	}
	state.Export, state.Cursor = nil, done.FeedCursor
	return written, state.save()
}
