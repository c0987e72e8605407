package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"

	"github.com/rs/zerolog"

	"github.com/kartoteka/kartoteka/internal/config"
	"github.com/kartoteka/kartoteka/internal/demo"
	"github.com/kartoteka/kartoteka/internal/logging"
	"github.com/kartoteka/kartoteka/internal/server"
)

// serveCommand runs the server.
type serveCommand struct {
	config.Serve
}

// Help tells how to begin.
func (*serveCommand) Help() string {
	return `The database is made and migrated as needed. The first start prints a link for making the first owner. ` +
		`The program stops on SIGTERM or Ctrl-C, within 10 seconds, and finishes the requests that it has taken.

Try it out:       kartoteka serve --demo --database sqlite:demo.db
In production:    kartoteka serve --database postgres://kartoteka@db.example/kartoteka --public-url https://crm.example`
}

// Run serves until ctx is done. It takes the port first: a second server by mistake must not
// migrate the database of the first.
func (c *serveCommand) Run(ctx context.Context, s *streams) (err error) {
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

// start puts the server together and greets whoever started it.
func (c *serveCommand) start(ctx context.Context, s *streams, logger zerolog.Logger) (*server.Server, error) {
	program, err := server.New(ctx, c.Serve, logger)
	if err != nil {
		return nil, err
	}
	if err := c.greet(ctx, s, program.Services()); err != nil {
		return nil, errors.Join(err, program.Close())
	}
	return program, nil
}

// greet says where the server is and how to sign in.
func (c *serveCommand) greet(ctx context.Context, s *streams, services *server.Services) error {
	fmt.Fprintf(s.out, "Kartoteka %s\n\n  Address   %s\n", server.Version(), c.Origin())
	if c.Demo {
		key, err := demo.Fill(ctx, demo.Services{
			Staff: services.Staff, Keys: services.Keys, Sources: services.Sources,
			Groups: services.Groups, Customers: services.Customers, Sync: services.Sync,
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "  Sign in   %s with the password %s\n  ERP key   %s\n\n", demo.Email, demo.Password, key)
		return nil
	}
	token, needed, err := services.Sessions.EnsureSetupToken(ctx)
	if err != nil {
		return fmt.Errorf("prepare the first sign-in: %w", err)
	}
	if needed {
		fmt.Fprintf(s.out, "  Nobody can sign in yet. Whoever opens this link first, within 24 hours, becomes the owner:\n  %s/setup#token=%s\n\n", c.Origin(), token)
	}
	return nil
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
