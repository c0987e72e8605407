package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
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
func (c *rotateFeedCommand) Run(ctx context.Context, s *streams) (err error) {
	db, services, err := server.Open(ctx, c.Database.Database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := services.Changes.RotateEpoch(auth.With(ctx, auth.System())); err != nil {
		return err
	}
	fmt.Fprintln(s.out, "The feed has another epoch; readers export all customers and go on from there.")
	return nil
}
