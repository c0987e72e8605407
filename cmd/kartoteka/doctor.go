package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

const (
	// doctorTime is how long all the questions may take.
	doctorTime = 20 * time.Second
	// clockSkew is how far the clocks of the program and the database may be apart.
	clockSkew = 5 * time.Second
	// jobDelay is how long a job may be due before nobody seems to do jobs.
	jobDelay = 2 * time.Minute
)

// doctorCommand looks for what is wrong.
type doctorCommand struct {
	config.Serve
}

// Help tells what it looks at.
func (*doctorCommand) Help() string {
	return `It takes the flags and variables of kartoteka serve, so that it looks at what the server would run with, and changes
nothing. The exit status is 1 where something is wrong.`
}

var errFound = errors.New("something is wrong; see above")

// Run examines the configuration, which has been parsed by then, and the database.
func (c *doctorCommand) Run(ctx context.Context, s *streams) (err error) {
	ctx, cancel := context.WithTimeout(ctx, doctorTime)
	defer cancel()
	isWell := true
	tell := func(what string, err error) bool {
		if err != nil {
			fmt.Fprintf(s.out, "WRONG  %s: %v\n", what, err)
			isWell = false
			return false
		}
		fmt.Fprintf(s.out, "ok     %s\n", what)
		return true
	}
	tell("configuration", nil)
	tell("public address", c.checkPublic())
	tell("rights of the database file", checkRights(c.Database.Database))
	db, err := database.OpenExisting(ctx, c.Database.Database)
	if tell("database and migrations", err) {
		defer func() { err = errors.Join(err, db.Close()) }()
		tell("writing", db.CheckWritable(ctx))
		tell("clocks", checkClocks(ctx, db))
		tell("background jobs", checkJobs(ctx, db))
	}
	if !isWell {
		return errFound
	}
	return nil
}

// checkPublic notices a server that others reach without TLS.
func (c *doctorCommand) checkPublic() error {
	local := strings.HasPrefix(c.Listen, "localhost:") || strings.HasPrefix(c.Listen, "127.") || strings.HasPrefix(c.Listen, "[::1]:")
	if c.IsSecure() || local {
		return nil
	}
	return errors.New("others can reach the server and --public-url is not https://…: cookies and keys go in the clear")
}

func checkRights(database string) error {
	path, ok := strings.CutPrefix(database, "sqlite:")
	if !ok {
		return nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil //nolint:nilerr // the next line says it
	}
	if rights := info.Mode().Perm(); rights&0o077 != 0 {
		return fmt.Errorf("others may read %s (%#o): chmod 600 %s*", path, rights, path)
	}
	return nil
}

func checkClocks(ctx context.Context, db *database.DB) error {
	there, err := db.Now(ctx)
	if err != nil {
		return err
	}
	if apart := time.Since(there).Abs(); apart > clockSkew {
		return fmt.Errorf("the clock of the database is %s off", apart.Round(time.Second))
	}
	return nil
}

func checkJobs(ctx context.Context, db *database.DB) error {
	due, err := db.DueJobs(ctx, time.Now().Add(-jobDelay))
	if err != nil {
		return err
	}
	if due > 0 {
		return fmt.Errorf("%d have been due for more than %s: is a server running?", due, jobDelay)
	}
	return nil
}
