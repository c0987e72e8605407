package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// migrateCommand is for those who migrate in a step of its own; serve does it too.
type migrateCommand struct {
	config.Database
	config.Wait
}

// Run migrates the database.
func (c *migrateCommand) Run(ctx context.Context, s *streams) (err error) {
	db, err := database.OpenWithin(ctx, c.Database.Database, c.WaitForDatabase)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	applied, err := db.Migrate(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d migrations applied; the database is up to date.\n", applied)
	return nil
}
