package main

import (
	"context"
	"errors"
	"time"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/server"
)

// onServices does something as Kartoteka itself on a database that exists.
func onServices(ctx context.Context, on config.Database, do func(ctx context.Context, services *server.Services) error) (err error) {
	db, services, err := server.Open(ctx, on.Database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return do(auth.With(ctx, auth.System()), services)
}

// shown is a time in a list.
func shown(at time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return at.UTC().Format("2006-01-02 15:04 UTC")
}
