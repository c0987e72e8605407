package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"runtime/debug"
	"strconv"

	"github.com/rs/zerolog"

	"github.com/kartoteka/kartoteka/internal/desk/demo"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/platform/logging"
	"github.com/kartoteka/kartoteka/internal/server"
)

// tidyFrom is how many bytes Go's part of the program takes before it collects its garbage sooner than
// usual. In everyday work it takes far fewer; large requests, refused one after another, leave buffers behind.
const tidyFrom = 168 << 20

// serveCommand runs the server.
type serveCommand struct {
	config.Serve
}

// Help tells how to begin.
func (*serveCommand) Help() string {
	return `The database is made and migrated as needed. The first start prints a link for making the first owner.
The program stops on SIGTERM or Ctrl-C, within 10 seconds, and finishes the requests that it has taken.

To try it out:

  kartoteka serve --demo --database sqlite:demo.db

In production:

  kartoteka serve --database postgres://kartoteka@db.example/kartoteka \
    --public-url https://crm.example`
}

// Run serves until ctx is done. It takes the port first: a second server by mistake must not
// migrate the database of the first.
func (c *serveCommand) Run(ctx context.Context, s *streams) (err error) {
	if os.Getenv("GOMEMLIMIT") == "" { // Go's own setting
		debug.SetMemoryLimit(tidyFrom)
	}
	logger := logging.New(s.err, c.LogLevel, c.LogFormat)
	ctx = logger.WithContext(ctx)
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return err
	}
	c.Listen = listenedAt(c.Listen, listener)
	program, err := c.start(ctx, s, logger)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, program.Close()) }()
	return program.Run(ctx, listener)
}

// start puts the server together and greets whoever started it, once everything is ready.
func (c *serveCommand) start(ctx context.Context, s *streams, logger zerolog.Logger) (*server.Server, error) {
	program, err := server.New(ctx, c.Serve, logger)
	if err != nil {
		return nil, err
	}
	howToSignIn := c.inviteOwner
	if c.Demo {
		howToSignIn = c.fillDemo
	}
	how, err := howToSignIn(ctx, program.Services())
	if err != nil {
		return nil, errors.Join(err, program.Close())
	}
	fmt.Fprintf(s.out, "Kartoteka %s\n\n  Address   %s\n%s\n", server.Version(), c.Origin(), how)
	return program, nil
}

// inviteOwner returns the way in for the first owner; nothing when there is staff.
func (c *serveCommand) inviteOwner(ctx context.Context, services *server.Services) (string, error) {
	token, needed, err := services.Sessions.EnsureSetupToken(ctx)
	if err != nil {
		return "", fmt.Errorf("prepare the first sign-in: %w", err)
	}
	if !needed {
		return "", nil
	}
	return fmt.Sprintf("  Sign in   nobody can yet: whoever opens this link first, within 24 hours, becomes the owner\n"+
		"            %s/setup#token=%s\n", c.Origin(), token), nil
}

// fillDemo returns the login and the key of the demonstration.
func (*serveCommand) fillDemo(ctx context.Context, services *server.Services) (string, error) {
	key, isAgain, err := demo.Fill(ctx, demo.Services{
		Staff: services.Staff, Keys: services.Keys, Sources: services.Sources,
		Groups: services.Groups, Customers: services.Customers, Sync: services.Sync,
		Products: services.Products, Discounts: services.Discounts, Coupons: services.Coupons, DB: services.Staff.DB,
	})
	if err != nil {
		return "", err
	}
	note := ""
	if isAgain {
		note = " (the one of the last start is revoked)"
	}
	return fmt.Sprintf("  Sign in   %s with the password %s\n  ERP key   %s%s\n", demo.Email, demo.Password, key, note), nil
}

// listenedAt is the address with the port that the system chose, when it was asked to choose.
func listenedAt(address string, listener net.Listener) string {
	host, port, err := net.SplitHostPort(address)
	chosen, ok := listener.Addr().(*net.TCPAddr)
	if err != nil || port != "0" || !ok {
		return address
	}
	return net.JoinHostPort(host, strconv.Itoa(chosen.Port))
}
