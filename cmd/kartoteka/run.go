package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const description = `Kartoteka keeps the customers of an e-commerce business, equal to those in its ERP.

Every flag can be given as a variable too: --public-url is KARTOTEKA_PUBLIC_URL, and KARTOTEKA_PUBLIC_URL_FILE names
a file that holds it. A flag wins over a variable.`

// The statuses that the program ends with, besides 0.
const (
	statusFailed  = 1
	statusMisused = 2 // the command line or the configuration is wrong
)

// commandLine is what the program understands.
type commandLine struct {
	Serve   serveCommand   `cmd:"" help:"Serve the API and the admin application."`
	Migrate migrateCommand `cmd:"" help:"Bring the database up to this version, without serving."`
	Staff   staffCommand   `cmd:"" help:"Manage the people who use the admin."`
	APIKey  apiKeyCommand  `cmd:"" help:"Manage the keys by which programs call."       name:"apikey"`
	Sync    syncCommand    `cmd:"" help:"Sync contractors with a server, as an ERP does."`
	Backup  backupCommand  `cmd:"" help:"Copy a SQLite database while the server runs."`
	Restore restoreCommand `cmd:"" help:"Bring a backup of a SQLite database back."`
	Doctor  doctorCommand  `cmd:"" help:"Look for what is wrong with the configuration and the database."`
	Feed    feedCommand    `cmd:"" help:"Manage the change feed."`
	Health  healthCommand  `cmd:"" help:"Ask a running server whether it can take calls."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// run does what the arguments say and returns the status to end with.
func run(ctx context.Context, args []string, s *streams) int {
	ended := -1
	var line commandLine
	parser, err := kong.New(&line,
		kong.Name("kartoteka"),
		kong.Description(description),
		kong.DefaultEnvars("KARTOTEKA"),
		kong.Resolvers(kong.ResolverFunc(fromFiles)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Writers(s.out, s.err),
		kong.Exit(func(status int) { ended = status }), // only --help ends so
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(s),
	)
	if err != nil {
		return complain(s, err, statusFailed)
	}
	warnOfUnknown(parser, os.Environ(), s)
	parsed, err := parser.Parse(args)
	if ended >= 0 {
		return ended
	}
	if err != nil {
		return complain(s, err, statusMisused)
	}
	if err := parsed.Run(); err != nil {
		return complain(s, err, statusFailed)
	}
	return 0
}

// complain says what went wrong; an error may know its own status.
func complain(s *streams, err error, status int) int {
	fmt.Fprintln(s.err, "kartoteka:", explain(err))
	if exit, ok := errors.AsType[*exitError](err); ok {
		return exit.ExitCode()
	}
	return status
}

// explain puts a fault into words for people, with all that stands around it: the file, the line, what to do.
func explain(err error) string {
	f, ok := fault.As(err)
	if !ok {
		return err.Error()
	}
	lines := []string{strings.Replace(err.Error(), f.Error(), f.Text, 1)}
	if len(f.Fields) > 1 {
		for _, field := range f.Fields {
			lines = append(lines, field.Path+": "+field.Text)
		}
	}
	return strings.Join(lines, "\n  ")
}
