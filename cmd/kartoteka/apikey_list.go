package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/kartoteka/kartoteka/internal/desk/apikey"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/server"
)

type listKeysCommand struct {
	config.Database
}

// Run prints the keys, newest first. None can be read again in full.
func (c *listKeysCommand) Run(ctx context.Context, s *streams) error {
	return onServices(ctx, c.Database, func(ctx context.Context, services *server.Services) error {
		keys, err := allKeys(ctx, services)
		if err != nil {
			return err
		}
		table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "KEY\tNAME\tSCOPES\tSOURCE\tLAST USED\tSTATE")
		for _, key := range keys {
			scopes := make([]string, len(key.Scopes))
			for i, scope := range key.Scopes {
				scopes[i] = string(scope)
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n",
				key.Prefix(), key.Name, strings.Join(scopes, ","), key.SourceSystem, shown(key.UsedAt), stateOf(key, time.Now()))
		}
		return table.Flush()
	})
}

type revokeKeyCommand struct {
	config.Database

	Key string `arg:"" help:"The key as kartoteka apikey list shows it." placeholder:"KEY"`
}

// Run revokes the key at once, for good.
func (c *revokeKeyCommand) Run(ctx context.Context, s *streams) error {
	return onServices(ctx, c.Database, func(ctx context.Context, services *server.Services) error {
		keys, err := allKeys(ctx, services)
		if err != nil {
			return err
		}
		for _, key := range keys {
			if key.Prefix() != c.Key {
				continue
			}
			if _, err := services.Keys.Revoke(ctx, key.ID); err != nil {
				return err
			}
			fmt.Fprintf(s.out, "%s is revoked.\n", c.Key)
			return nil
		}
		return fmt.Errorf("there is no key %s; kartoteka apikey list shows them", c.Key)
	})
}

func allKeys(ctx context.Context, services *server.Services) (keys []apikey.Key, err error) {
	for token := ""; ; {
		page, next, err := services.Keys.List(ctx, 0, token)
		if err != nil {
			return nil, err
		}
		keys = append(keys, page...)
		if token = next; token == "" {
			return keys, nil
		}
	}
}

func stateOf(key apikey.Key, now time.Time) string {
	switch {
	case !key.RevokedAt.IsZero():
		return "revoked"
	case !key.ExpiresAt.IsZero() && !now.Before(key.ExpiresAt):
		return "expired"
	default:
		return "valid"
	}
}
