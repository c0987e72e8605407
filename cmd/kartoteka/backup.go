package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/server"
)

// backupCommand copies a SQLite database.
type backupCommand struct {
	config.Database

	To string `help:"File to write; it must not exist." placeholder:"FILE" required:""`
}

// Help tells what a backup is good for.
func (*backupCommand) Help() string {
	return `The copy is that of one moment and is made while the server reads and writes. Only its owner may read it.
PostgreSQL has tools of its own; the command names them.`
}

// Run makes the backup.
func (c *backupCommand) Run(ctx context.Context, s *streams) (err error) {
	if isPostgres(c.Database.Database) {
		return fmt.Errorf("PostgreSQL is backed up by its own program, also while the server runs:\n  pg_dump --format=custom --no-owner --file=%s '%s'",
			c.To, withoutPassword(c.Database.Database))
	}
	db, err := database.OpenExisting(ctx, c.Database.Database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.BackUp(ctx, c.To); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "Backed up to %s.\n", c.To)
	return nil
}

// restoreCommand brings a backup back.
type restoreCommand struct {
	config.Database

	From string `help:"Backup to restore." placeholder:"FILE" required:""`
}

// Help tells what else happens.
func (*restoreCommand) Help() string {
	return `The server must be stopped, and no database may be at its place: move the old one away with the files beside it, -wal and
-shm. The backup is checked, brought up to this version, and the change feed gets another epoch, since readers have
seen changes that are not in the backup: they export all customers and go on from there.`
}

// Run restores the backup.
func (c *restoreCommand) Run(ctx context.Context, s *streams) (err error) {
	if isPostgres(c.Database.Database) {
		address := withoutPassword(c.Database.Database)
		return fmt.Errorf("PostgreSQL is restored by its own program into an empty database; then the feed gets another epoch:\n"+
			"  pg_restore --no-owner --exit-on-error --dbname='%s' %s\n  kartoteka migrate --database '%s'\n  kartoteka feed rotate --database '%s'", address, c.From, address, address)
	}
	if err := database.Restore(ctx, c.From, c.Database.Database); err != nil {
		return err
	}
	db, err := database.Open(ctx, c.Database.Database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.Migrate(ctx); err != nil {
		return err
	}
	if err := server.NewServices(db, server.Settings{}).Changes.RotateEpoch(auth.With(ctx, auth.System())); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "Restored from %s. The feed has another epoch; readers export all customers and go on from there.\n", c.From)
	return nil
}

func isPostgres(database string) bool { return strings.HasPrefix(database, "postgres") }

// withoutPassword is a URL to show: the programs of PostgreSQL ask for the password or take it from PGPASSWORD.
func withoutPassword(database string) string {
	address, err := url.Parse(database)
	if err != nil {
		return "postgres://…"
	}
	if address.User != nil {
		address.User = url.User(address.User.Username())
	}
	query := address.Query()
	query.Del("password")
	address.RawQuery = query.Encode()
	return address.String()
}
