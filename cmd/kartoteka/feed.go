package main

import (
	"context"
	"fmt"

	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/server"
)

// feedCommand manages the change feed.
type feedCommand struct {
	Rotate rotateFeedCommand `cmd:"" help:"Make every reader read all customers anew. To be run once after the database was restored from a copy."`
}

type rotateFeedCommand struct {
	config.Database
}

// Run rotates the feed's epoch.
func (c *rotateFeedCommand) Run(ctx context.Context, s *streams) error {
	return onServices(ctx, c.Database, func(ctx context.Context, services *server.Services) error {
		if err := services.Changes.RotateEpoch(ctx); err != nil {
			return err
		}
		fmt.Fprintln(s.out, "The feed has another epoch; readers export all customers and go on from there.")
		return nil
	})
}
