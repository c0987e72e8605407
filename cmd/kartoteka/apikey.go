package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/kartoteka/kartoteka/internal/desk/apikey"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/server"
)

// apiKeyCommand manages the keys by which programs call.
type apiKeyCommand struct {
	Create createKeyCommand `cmd:"" help:"Make an API key. It is printed once, alone on the last line."`
	List   listKeysCommand  `cmd:"" help:"List the API keys, without their secrets."`
	Revoke revokeKeyCommand `cmd:"" help:"Revoke an API key at once."`
}

type createKeyCommand struct {
	config.Database

	Scope  []auth.Scope `enum:"sync,read,write,admin"                                                                   help:"What the key may do, separated by commas: sync (push contractors; needs --source), read, write, admin." placeholder:"SCOPE" required:""`
	Source string       `help:"Code of the source system that the key is bound to; it is registered if it is new." placeholder:"CODE"`
	Name   string       `help:"What the key is for; the code of the source system when it is not given."           placeholder:"NAME"`
}

// Run makes the key.
func (c *createKeyCommand) Run(ctx context.Context, s *streams) (err error) {
	db, services, err := server.Open(ctx, c.Database.Database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	ctx = auth.With(ctx, auth.System())
	in := apikey.CreateInput{Name: c.Name, Scopes: c.Scope, SourceSystem: c.Source}
	if in.Name == "" {
		in.Name = c.Source
	}
	if in.Name == "" {
		in.Name = "Command line"
	}
	var secret string
	err = db.InTx(ctx, func(ctx context.Context) error {
		if c.Source != "" {
			if _, err := services.Sources.EnsureByCode(ctx, c.Source); err != nil {
				return err
			}
		}
		_, secret, err = services.Keys.Create(ctx, in)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "API key, shown only now; send it as \"Authorization: Bearer KEY\":\n%s\n", secret)
	return nil
}
